//! Parameters of path, query, header and cookies.

use apiloom_codegen::model::{Api, HeaderSource, Location, Parameter, Required, SchemaKind, Security, Style, Type};
use apiloom_codegen::nearest;

use super::objects::is_required_on;
use super::scalars::read_text;
use super::values::mismatches;
use crate::mock::json::Json;
use crate::mock::problem::{Place, Violation};
use crate::mock::received::Received;
use crate::mock::route::Found;

pub(super) fn violations(api: &Api, found: &Found<'_>, received: &Received) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, parameter) in found.operation.parameters.iter().enumerate() {
        let given = given(index, parameter, found, received);
        let details = match given.is_empty() {
            true => absent(parameter, found).into_iter().collect(),
            false => wrong(api, parameter, &given, found),
        };
        violations
            .extend(details.into_iter().map(|(detail, near)| Violation::new(place(parameter), detail).near(near)));
    }
    violations.extend(one_of(found, received));
    violations.extend(unknown(api, found, received));
    violations.extend(constants(found, received));
    violations
}

/// The values that a request has for a parameter, as they came: a list with a separator is one of them.
pub(crate) fn given(index: usize, parameter: &Parameter, found: &Found<'_>, received: &Received) -> Vec<String> {
    match parameter.location {
        Location::Path => {
            let values = found.values.iter().filter(|(known, _)| *known == index);
            values.map(|(_, value)| value.clone()).collect()
        }
        Location::Query if parameter.style == Style::Deep => {
            let prefix = format!("{}[", parameter.wire);
            let values = received.query.iter().filter(|(name, _)| name.starts_with(&prefix));
            values.map(|(_, value)| value.clone()).collect()
        }
        Location::Query if parameter.style == Style::Flat => {
            received.query.iter().map(|(_, value)| value.clone()).collect()
        }
        Location::Query => received.queried(&parameter.wire).map(str::to_owned).collect(),
        Location::Header => received.header(&parameter.wire),
        Location::Cookie => received.cookie(&parameter.wire),
    }
}

/// The items of a list, or the value that is no list.
pub(crate) fn items(parameter: &Parameter, given: &[String]) -> Vec<String> {
    let Style::Joined(separator) = &parameter.style else { return given.to_vec() };
    let items = given.iter().flat_map(|value| value.split(separator.as_str()));
    match parameter.location {
        // Blanks around items are no part of them in a header field (RFC 9110 section 5.6.1).
        Location::Header => items.map(|item| item.trim().to_owned()).collect(),
        _ => items.map(str::to_owned).collect(),
    }
}

type Detail = (String, Option<String>);

fn absent(parameter: &Parameter, found: &Found<'_>) -> Option<Detail> {
    if parameter.required && !parameter.one_of {
        return Some(("is missing".to_owned(), None));
    }
    let required = is_required_on(&parameter.required_on, &found.servers);
    required.then(|| (format!("is missing, and required on {}", parameter.required_on.join(", ")), None))
}

fn wrong(api: &Api, parameter: &Parameter, given: &[String], found: &Found<'_>) -> Vec<Detail> {
    // What brackets and flat fields make up is not put together again.
    if matches!(parameter.style, Style::Deep | Style::Flat) {
        return Vec::new();
    }
    if given.len() > 1 && parameter.style != Style::Repeated {
        return vec![(format!("is there {} times", given.len()), None)];
    }
    let value = match item_type(&parameter.ty, api) {
        _ if parameter.style == Style::Json => match serde_json::from_str(given.first().map_or("", String::as_str)) {
            Ok(value) => value,
            Err(error) => return vec![(format!("is not JSON: {error}"), None)],
        },
        Some(item) => Json::List(items(parameter, given).iter().map(|text| read_text(text, &item, api)).collect()),
        None => given.first().map_or(Json::Null, |text| read_text(text, &parameter.ty, api)),
    };
    let mismatches = mismatches(&value, &parameter.ty, &parameter.rules, api, &found.servers);
    let worded = mismatches.into_iter().map(|mismatch| match mismatch.pointer.strip_prefix('/') {
        Some(at) => {
            let item = at.parse::<usize>().map_or(0, |at| at.saturating_add(1));
            (format!("{} (item {item})", mismatch.detail), mismatch.near)
        }
        None => (mismatch.detail, mismatch.near),
    });
    worded.collect()
}

/// What a list is a list of.
pub(super) fn item_type(ty: &Type, api: &Api) -> Option<Type> {
    match ty {
        Type::List(item) | Type::Set(item) => Some((**item).clone()),
        Type::Nullable(inner) => item_type(inner, api),
        Type::Schema(name, arguments) => match api.schemas.get(name.index)? {
            schema if matches!(schema.kind, SchemaKind::Alias(_)) => {
                let SchemaKind::Alias(target) = &schema.kind else { return None };
                item_type(&target.with(&schema.generics, arguments), api)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Of these parameters exactly one is given.
fn one_of(found: &Found<'_>, received: &Received) -> Vec<Violation> {
    let mut violations = Vec::new();
    for required in &found.operation.required {
        let Required::OneOf(members) = required else { continue };
        let members = members.iter().filter_map(|index| Some((*index, found.operation.parameters.get(*index)?)));
        let (there, away): (Vec<_>, Vec<_>) =
            members.partition(|(index, parameter)| !given(*index, parameter, found, received).is_empty());
        let names = |list: &[(usize, &Parameter)]| {
            list.iter().map(|(_, parameter)| format!("`{}`", parameter.wire)).collect::<Vec<_>>().join(", ")
        };
        match (there.as_slice(), away.first()) {
            ([], Some((_, first))) => {
                violations.push(Violation::new(place(first), format!("is missing: one of {} is needed", names(&away))));
            }
            ([_, (_, second), ..], _) => {
                violations.push(Violation::new(
                    place(second),
                    format!("is one too many: only one of {} is given", names(&there)),
                ));
            }
            _ => {}
        }
    }
    violations
}

/// Names in the query that the operation does not have. Other header fields and cookies are anybody's.
fn unknown(api: &Api, found: &Found<'_>, received: &Received) -> Vec<Violation> {
    let places = super::security(api, found).ways(&api.credentials).into_iter().flatten();
    let key = places.filter_map(|place| if let Security::Query(name) = place { Some(name.as_str()) } else { None });
    let parameters = found.operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    // Which names the fields of an object have is not looked into.
    if parameters.clone().any(|parameter| parameter.style == Style::Flat) {
        return Vec::new();
    }
    let brackets = parameters.clone().filter(|parameter| parameter.style == Style::Deep);
    let brackets: Vec<String> = brackets.map(|parameter| format!("{}[", parameter.wire)).collect();
    let known: Vec<&str> = parameters.map(|parameter| parameter.wire.as_str()).chain(key).collect();
    let mut names: Vec<&str> = received.query.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let is_bracket = |name: &str| brackets.iter().any(|known| name.starts_with(known.as_str()));
    let unknown = names.into_iter().filter(|name| !known.contains(name) && !is_bracket(name));
    unknown
        .map(|name| {
            let near = nearest(name, known.iter().copied()).map(str::to_owned);
            Violation::new(Place::Query(name.to_owned()), "is not known").near(near)
        })
        .collect()
}

/// Header fields that are always sent. People leave them out, so they may be; they may not be something else.
fn constants(found: &Found<'_>, received: &Received) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (name, source) in &found.operation.constant_headers {
        let HeaderSource::Constant(text) = source else { continue };
        // The media type of a body is told about with the body.
        let is_other = |value: &String| value != text && !name.eq_ignore_ascii_case("content-type");
        if received.header(name).iter().any(is_other) {
            violations.push(Violation::new(Place::Header(name.clone()), format!("must be `{text}`")));
        }
    }
    violations
}

fn place(parameter: &Parameter) -> Place {
    let name = parameter.wire.clone();
    match parameter.location {
        Location::Path => Place::Path(name),
        Location::Query => Place::Query(name),
        Location::Header => Place::Header(name),
        Location::Cookie => Place::Cookie(name),
    }
}
