//! Rust code that makes a client and calls it.

use apiloom_codegen::model::{Api, Operation, Rule, Security, Server};
use apiloom_codegen::tools::{self, Call};
use proc_macro2::Ident;

/// An operation, how it is called, and a server that has it.
pub(crate) struct Simple<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) call: Call,
    pub(crate) server: &'a Server,
}

/// The operation that needs least, if what is made up for its arguments can be sent.
pub(crate) fn simplest(api: &Api) -> Option<Simple<'_>> {
    let operations = api.tags.iter().flat_map(|tag| &tag.operations);
    let mut operations: Vec<&Operation> = operations.filter(|operation| operation.deprecated.is_none()).collect();
    operations.sort_by_key(|operation| operation.required.len());
    operations.into_iter().filter(|operation| is_simple(operation)).find_map(|operation| {
        let server = api.server_of(operation)?;
        Some(Simple { operation, call: tools::call(api, operation, None)?, server })
    })
}

fn is_simple(operation: &Operation) -> bool {
    let mut made_up = operation.parameters.iter().filter(|parameter| parameter.required || parameter.one_of);
    operation.body.as_ref().is_none_or(|body| !body.required)
        && made_up.all(|parameter| !parameter.rules.iter().any(|rule| matches!(rule, Rule::Pattern(_))))
        && operation.parameters.iter().all(|parameter| parameter.required_on.is_empty())
}

/// `use` of the client, of what it is made with, and of these names.
pub(crate) fn imports(api: &Api, own: Option<&Security>, names: &[&str], crate_name: &str) -> String {
    let server = (api.servers.len() != 1).then_some("Server");
    let mut used: Vec<&str> = ["Client"].into_iter().chain(server).collect();
    for (scheme, name) in credentials(api, own) {
        used.extend(scheme.is_some().then_some("Scheme"));
        used.push(name);
    }
    used.extend(names);
    used.sort_unstable();
    used.dedup();
    match used.as_slice() {
        [name] => format!("use {crate_name}::{name};\n"),
        names => format!("use {crate_name}::{{{}}};\n", names.join(", ")),
    }
}

/// `Client::builder()` with what it needs; `secret` is an expression.
pub(crate) fn builder(api: &Api, own: Option<&Security>, server: Option<&Server>, secret: &str) -> String {
    let server = server.or_else(|| api.servers.iter().find(|server| server.deprecated.is_none()));
    let server = server.filter(|_| api.servers.len() != 1);
    let server = server.map(|server| format!(".server(Server::{})", server.ident)).unwrap_or_default();
    let credentials = credentials(api, own).into_iter().map(|(scheme, name)| {
        let scheme = scheme.map(|scheme| format!("Scheme::{scheme}, ")).unwrap_or_default();
        let user = if name == "Basic" { "\"user\", " } else { "" };
        format!(".credentials({scheme}{name}::new({user}{secret}))")
    });
    format!("Client::builder(){server}{}", credentials.collect::<String>())
}

/// The credentials that a client is given, for an operation or for most of them: their types, and their names where
/// there are several kinds.
fn credentials<'a>(api: &'a Api, own: Option<&Security>) -> Vec<(Option<&'a Ident>, &'static str)> {
    let security = own.filter(|own| **own != Security::None).unwrap_or(&api.security);
    if api.is_secured() {
        return vec![(None, type_of(security))];
    }
    let Security::OneOf(ways) = security else { return Vec::new() };
    let known = ways.first().into_iter().flatten().filter_map(|index| api.credentials.get(*index));
    known.map(|known| (Some(&known.ident), type_of(&known.place))).collect()
}

fn type_of(security: &Security) -> &'static str {
    match security {
        Security::Basic => "Basic",
        Security::Header(_) | Security::Query(_) | Security::Cookie(_) => "ApiKey",
        Security::Bearer | Security::None | Security::OneOf(_) => "AccessToken",
    }
}

/// An API's name as words of a text: nothing that Markdown, HTML or Rust read as more than words.
pub(crate) fn plain(name: &str) -> String {
    let words = name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-') { c } else { ' ' });
    let words = words.collect::<String>();
    let words: Vec<&str> = words.split_whitespace().take(20).collect();
    if words.is_empty() { "an API".to_owned() } else { words.join(" ") }
}
