//! The API as a whole: its servers, its security, how it is read.

use apiloom_codegen::model::{Api, Security, Server, ServerVariable};

use super::docs;
use super::pairs::{Side, pair};
use super::specs::Specs;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::{listed, quoted, split_url};

pub(super) fn compare(specs: &Specs<'_>, changes: &mut Changes) {
    compare_reading(specs, changes);
    compare_servers(specs, changes);
    compare_security(specs, changes);
}

fn compare_reading(specs: &Specs<'_>, changes: &mut Changes) {
    let (old, new) = (specs.old, specs.new);
    let place = Place { group: Group::Api, owner: "the API".to_owned(), part: String::new() };
    match (old.any_case, new.any_case) {
        (true, false) => {
            let what = "is read as written, no longer in any casing";
            let why = "answers in another casing are errors, or lack what is optional";
            changes.push(Effect::Running, "casing-exact", &place, what, why);
        }
        (false, true) => {
            let what = "is read in any casing";
            changes.push(Effect::Addition, "casing-any", &place, what, "answers in another casing are understood");
        }
        _ => {}
    }
    if old.name != new.name {
        let what = format!("is called {} instead of {}", quoted(&new.name), quoted(&old.name));
        changes.push(Effect::Note, "api-name", &place, what, "docs and observers show it");
    }
    if old.version != new.version {
        let what = format!("has version {} instead of {}", quoted(&new.version), quoted(&old.version));
        changes.push(Effect::Note, "api-version", &place, what, "it is what the service calls itself, not the crate");
    }
    let is_said = !old.docs.text.is_empty() || !new.docs.text.is_empty();
    if is_said && docs::differ(&old.docs, &new.docs) {
        docs::changed(&place, changes);
    }
}

fn compare_servers(specs: &Specs<'_>, changes: &mut Changes) {
    let (old, new) = (&specs.old.servers, &specs.new.servers);
    let name = |_: Side, server: &Server| Some(server.name.clone());
    let rust = |_: Side, server: &Server| Some(server.ident.to_string());
    let pairs = pair(old, new, &[&name, &rust]);
    for server in pairs.gone {
        let why = format!("code that names `Server::{}` does not compile", server.ident);
        changes
            .push(Effect::Building, "server-removed", &place(server), "is gone", why)
            .help("keep it with `deprecated` for a version");
    }
    for server in pairs.added {
        let what = format!("is new, at {}", quoted(&server.template));
        let why = format!("there is a `Server::{}`", server.ident);
        changes.push(Effect::Addition, "server-added", &place(server), what, why);
    }
    pairs.both.into_iter().for_each(|(old, new)| compare_server(old, new, changes));
    let all = Place { group: Group::Servers, owner: "the client".to_owned(), part: String::new() };
    match (old.len(), new.len()) {
        (1, 2..) => {
            let why = "a client whose server was not chosen does not compile";
            changes.push(Effect::Building, "server-choice", &all, "has several servers to choose from", why);
        }
        (2.., 1) => {
            let why = "code that calls `server` of the builder does not compile";
            changes.push(Effect::Building, "server-choice", &all, "has one server, and none to choose", why);
        }
        _ => {}
    }
}

fn compare_server(old: &Server, new: &Server, changes: &mut Changes) {
    let place = place(old);
    if old.ident != new.ident {
        let what = format!("is `Server::{}` in Rust, no longer `Server::{}`", new.ident, old.ident);
        changes.push(Effect::Building, "server-renamed", &place, what, "code that names it does not compile");
    }
    if old.name != new.name {
        let what = format!("has the name {}", quoted(&new.name));
        changes.push(Effect::Running, "server-name", &place, what, "`Server::name` gives another text");
    }
    let moved = format!("is at {}, no longer at {}", quoted(&new.template), quoted(&old.template));
    let ((before, from), (after, to)) = (split_url(&old.template), split_url(&new.template));
    if before != after {
        let why = "calls and credentials go to another host";
        changes.push(Effect::Running, "server-host", &place, moved, why).help("make sure whose host it is");
    } else if from != to {
        changes.push(Effect::Running, "server-path", &place, moved, "every call goes to another path");
    }
    compare_variables(old, new, &place, changes);
    if old.audience != new.audience {
        let what = format!("has the audience {}, no longer {}", quoted(&new.audience), quoted(&old.audience));
        let why = "access tokens are made out to somebody else";
        changes.push(Effect::Running, "server-audience", &place, what, why);
    }
    if old.plain != new.plain {
        let (what, why) = match new.plain {
            true => ("is talked to without TLS", "whoever is on the way reads and changes what is sent"),
            false => ("is talked to by TLS", "a service without TLS is not reached"),
        };
        changes.push(Effect::Running, "server-plain", &place, what, why);
    }
    super::compare_deprecation(old.deprecated.as_ref(), new.deprecated.as_ref(), &place, changes);
    // Where nothing is said, the docs are the URL.
    if old.docs.text != new.docs.text {
        docs::changed(&place, changes);
    }
}

/// What callers choose of the URL.
fn compare_variables(old: &Server, new: &Server, place: &Place, changes: &mut Changes) {
    let name = |_: Side, variable: &ServerVariable| Some(variable.name.clone());
    let of =
        |variable: &ServerVariable| Place { part: format!("variable {}", quoted(&variable.name)), ..place.clone() };
    let pairs = pair(&old.variables, &new.variables, &[&name]);
    for variable in pairs.gone {
        let why = format!("code that calls `{}` of the builder does not compile", variable.setter);
        changes.push(Effect::Building, "variable-removed", &of(variable), "is gone", why);
    }
    for variable in pairs.added {
        let why = format!("the builder has a method `{}`", variable.setter);
        changes.push(Effect::Addition, "variable-added", &of(variable), "is new", why);
    }
    for (before, after) in pairs.both {
        if before.default != after.default {
            let what =
                format!("is {} if nothing is said, no longer {}", quoted(&after.default), quoted(&before.default));
            changes.push(Effect::Running, "variable-default", &of(before), what, "calls go somewhere else");
        }
        compare_values(before, after, &of(before), changes);
    }
}

fn compare_values(old: &ServerVariable, new: &ServerVariable, place: &Place, changes: &mut Changes) {
    let wires = |variable: &ServerVariable| -> Option<Vec<String>> {
        variable.choice.as_ref().map(|(_, kind)| kind.values.iter().map(|value| value.wire.clone()).collect())
    };
    match (wires(old), wires(new)) {
        (Some(before), Some(after)) => {
            let gone: Vec<&String> = before.iter().filter(|value| !after.contains(value)).collect();
            let added: Vec<&String> = after.iter().filter(|value| !before.contains(value)).collect();
            if !gone.is_empty() {
                let what = format!("is no longer {}", listed(gone));
                changes.push(
                    Effect::Building,
                    "variable-value-removed",
                    place,
                    what,
                    "code that names it does not compile",
                );
            }
            if !added.is_empty() {
                let what = format!("may be {}", listed(added));
                changes.push(Effect::Addition, "variable-value-added", place, what, "there is a variant for it");
            }
        }
        (None, None) => {}
        (before, _) => {
            let what = if before.is_some() { "may be anything that fits" } else { "is one of some values" };
            let why = "the method that sets it takes another type";
            changes.push(Effect::Building, "variable-type", place, what, why);
        }
    }
}

/// What credentials the API wants; operations of their own are compared with the operation.
fn compare_security(specs: &Specs<'_>, changes: &mut Changes) {
    let (old, new) = (&specs.old.security, &specs.new.security);
    let place = Place { group: Group::Security, owner: "the API".to_owned(), part: String::new() };
    // Alternatives are numbered: two specs are alike in what the numbers mean.
    let (before, after) = (security_text(old, specs.old), security_text(new, specs.new));
    if before != after {
        let what = format!("wants {after} instead of {before}");
        let why = "credentials that were right are refused, or go elsewhere";
        changes.push(Effect::Running, "security", &place, what, why);
    }
    match (specs.old.is_secured(), specs.new.is_secured()) {
        (false, true) => {
            let why = "a client without `credentials` does not compile";
            changes.push(Effect::Building, "credentials-needed", &place, "needs credentials", why);
        }
        (true, false) => {
            let why = "code that calls `credentials` of the builder does not compile";
            changes.push(Effect::Building, "credentials-gone", &place, "needs no credentials", why);
        }
        _ => {}
    }
}

/// What an operation wants: its own, or what the API wants.
pub(super) fn wanted<'a>(own: Option<&'a Security>, api: &'a Api) -> &'a Security {
    own.unwrap_or(&api.security)
}

pub(super) fn security_text(security: &Security, api: &Api) -> String {
    let way = |way: Vec<&Security>| match way.as_slice() {
        [] => "no credentials".to_owned(),
        places => places.iter().map(|place| place_text(place)).collect::<Vec<_>>().join(" with "),
    };
    security.ways(&api.credentials).into_iter().map(way).collect::<Vec<_>>().join(", or ")
}

fn place_text(security: &Security) -> String {
    match security {
        Security::OneOf(_) | Security::None => "no credentials".to_owned(),
        Security::Bearer => "an access token (`bearer`)".to_owned(),
        Security::Basic => "a user and a password (`basic`)".to_owned(),
        Security::Header(name) => format!("an API key in the header {}", quoted(name)),
        Security::Query(name) => format!("an API key in the query parameter {}", quoted(name)),
        Security::Cookie(name) => format!("an API key in the cookie {}", quoted(name)),
    }
}

fn place(server: &Server) -> Place {
    Place { group: Group::Servers, owner: format!("server {}", quoted(&server.name)), part: String::new() }
}
