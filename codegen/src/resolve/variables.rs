//! Variables of servers: where they stand in a URL, and what may stand there.

use std::collections::BTreeMap;

use super::schemas::or_else;
use super::{Resolver, names};
use crate::document::{Server, ServerVariable as Written};
use crate::messages as say;
use crate::model::{Enum, ServerVariable, VariablePlace};
use crate::parse::{Entries, Form, Slot};
use crate::span::{Span, Spanned};

/// The values of variables by name, as the first server has them: `None` for any.
pub(super) type Choices = BTreeMap<String, (Option<Vec<String>>, Span)>;

/// The URL with defaults in it, the same with names, and the variables.
type Resolved = (String, String, Vec<ServerVariable>);

impl Resolver<'_> {
    /// The base URL of a server, each variable of which has a place where it cannot change what is around it.
    pub(super) fn server_url(&self, url: &Spanned<String>, server: &Server, known: &mut Choices) -> Option<Resolved> {
        let empty = Entries::default();
        let declared = match &server.variables {
            Slot::Broken(_) => return None,
            slot => slot.get().unwrap_or(&empty),
        };
        let mut variables = Vec::new();
        let mut filled = String::new();
        let mut complete = true;
        let mut rest = 0;
        while let Some((from, to)) = next_name(&url.value, rest) {
            let name = url.value.get(from + 1..to - 1).unwrap_or_default();
            let at = self.part(url, from..to);
            filled.push_str(url.value.get(rest..from).unwrap_or_default());
            rest = to;
            let Some((key, written)) = declared.iter().find(|(key, _)| key.value == name) else {
                let near = self.nearest(name, declared.0.iter().map(|(key, _)| key.value.as_str()));
                self.report(say::unknown_variable(name, at, near));
                complete = false;
                continue;
            };
            let place = place_of(&url.value, from, to);
            let Some(place) = place.filter(|_| url.value.matches(&format!("{{{name}}}")).count() == 1) else {
                return self.refuse(say::variable_place(at, name));
            };
            let variable = self.variable(key, written, place, known);
            complete &= variable.is_some();
            filled.push_str(variable.as_ref().map_or("x", |variable| &variable.default));
            variables.extend(variable);
        }
        filled.push_str(url.value.get(rest..).unwrap_or_default());
        for (key, _) in declared.iter().filter(|(key, _)| !url.value.contains(&format!("{{{}}}", key.value))) {
            self.report(say::unused_variable(&key.value, key.span, url.span));
        }
        if !complete {
            return None;
        }
        let plain = server.plain.get().copied().unwrap_or(false);
        let filled = self.base_url(&Spanned::new(filled, url.span), plain)?;
        Some((filled, url.value.trim_end_matches('/').to_owned(), variables))
    }

    fn variable(
        &self,
        name: &Spanned<String>,
        written: Spanned<&Form<Written>>,
        place: VariablePlace,
        known: &mut Choices,
    ) -> Option<ServerVariable> {
        let default = match &written.value.default {
            Slot::Absent => {
                return self.refuse(say::missing_key(
                    name.span,
                    "a variable",
                    "default",
                    "what stands there otherwise",
                ));
            }
            slot => slot.owned()?,
        };
        let kind = match &written.value.r#enum {
            Slot::Absent => None,
            slot => Some(self.enumeration(&slot.get()?.0, true)?),
        };
        let span = written.value.r#enum.span().unwrap_or(default.span);
        let mut values = vec![(default.value.as_str(), default.span)];
        values.extend(kind.iter().flat_map(|kind| &kind.values).map(|value| (value.wire.as_str(), span)));
        if let Some((value, at)) = values.into_iter().find(|(value, _)| !fits(value, place)) {
            return self.refuse(say::variable_value(at, value, wanted(place)));
        }
        let wires = |kind: &Enum| kind.values.iter().map(|value| value.wire.clone()).collect::<Vec<_>>();
        if let Some(kind) = kind.as_ref().filter(|kind| !wires(kind).contains(&default.value)) {
            let known: Vec<&str> = kind.values.iter().map(|value| value.wire.as_str()).collect();
            return self.refuse(say::variable_default(default.span, &default.value, &known));
        }
        let own = kind.as_ref().map(wires);
        let (first, at) = known.entry(name.value.clone()).or_insert_with(|| (own.clone(), span));
        if *first != own {
            return self.refuse(say::variable_differs(&name.value, span, *at));
        }
        let ident = self.name(names::server_choice(&name.value), &name.value, name.span)?;
        let setter = self.name(names::choice("server", &name.value), &name.value, name.span)?;
        let other = known.iter().find(|(other, _)| {
            **other != name.value && names::choice("server", other).is_ok_and(|other| other == setter)
        });
        if let Some((other, (_, at))) = other {
            return self.refuse(say::name_collision(&name.value, name.span, other, *at, &setter.to_string()));
        }
        let docs = self.described(&written.value.description, &Slot::Absent);
        let about = format!("The part `{{{}}}` of the server's URL.", super::schemas::code(&name.value));
        Some(ServerVariable {
            name: name.value.clone(),
            setter,
            docs: or_else(docs, || about),
            default: default.value,
            choice: kind.map(|kind| (ident, kind)),
            place,
        })
    }
}

/// The next name in braces, from its brace to behind the other.
fn next_name(url: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + url.get(from..)?.find('{')?;
    let end = start + url.get(start..)?.find('}')? + 1;
    Some((start, end))
}

/// What of a URL the text between two places is a part of; nothing where a variable cannot stand.
fn place_of(url: &str, from: usize, to: usize) -> Option<VariablePlace> {
    let begin = url.find("://")? + 3;
    let before = url.get(begin..from)?;
    let behind = url.get(to..)?;
    if before.contains('/') {
        return Some(VariablePlace::Segment);
    }
    // The last `:` of the authority, where it is outside of braces, begins the port.
    if before.ends_with(':') {
        return (behind.is_empty() || behind.starts_with('/')).then_some(VariablePlace::Port);
    }
    if before.contains([':', '[', '@']) {
        return None;
    }
    let ends_host = behind.is_empty() || behind.starts_with(['/', ':']);
    let begins_label = before.is_empty() || before.ends_with('.');
    Some(if ends_host && begins_label { VariablePlace::Host } else { VariablePlace::Label })
}

/// Whether a value stays where its variable stands. The runtime holds callers' values to the same.
fn fits(value: &str, place: VariablePlace) -> bool {
    let label = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !text.starts_with('-')
            && !text.ends_with('-')
    };
    match place {
        VariablePlace::Label => label(value),
        VariablePlace::Host => value.split('.').all(label),
        VariablePlace::Port => {
            value.chars().all(|c| c.is_ascii_digit()) && value.parse::<u16>().is_ok_and(|port| port > 0)
        }
        VariablePlace::Segment => {
            value.chars().any(|c| c != '.')
                && value.chars().all(|c| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c))
        }
    }
}

fn wanted(place: VariablePlace) -> &'static str {
    match place {
        VariablePlace::Host => "host names: letters, digits and `-`, with dots between",
        VariablePlace::Label => "parts of a host name: letters, digits and `-`",
        VariablePlace::Port => "ports: numbers from 1 to 65535",
        VariablePlace::Segment => "parts of a path: letters, digits and `-._~!$&'()*+,;=:@`, and no `/`",
    }
}
