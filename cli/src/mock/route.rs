//! From a method and a path to an operation, and from what has no operation to the one that was meant.

use std::cmp::Reverse;

use apiloom_codegen::model::{Api, Operation, Server};
use apiloom_codegen::nearest;

use super::received::decoded;
use super::template::{Piece, pieces, shape, values};

/// Servers whose URLs have the same path: here they are one place.
pub(crate) struct Place<'a> {
    /// Without a slash at the end; empty for the root.
    pub(crate) path: &'a str,
    pub(crate) servers: Vec<&'a str>,
}

/// The places of an API, in the order of its servers.
pub(crate) fn places(api: &Api) -> Vec<Place<'_>> {
    let mut places: Vec<Place<'_>> = Vec::new();
    for server in &api.servers {
        let path = place_of(server);
        match places.iter_mut().find(|place| place.path == path) {
            Some(place) => place.servers.push(&server.name),
            None => places.push(Place { path, servers: vec![&server.name] }),
        }
    }
    places
}

/// The path that a server's URL has, without a slash at the end.
pub(crate) fn place_of(server: &Server) -> &str {
    let rest = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default().trim_end_matches('/')
}

/// What a request is about.
pub(crate) struct Found<'a> {
    pub(crate) operation: &'a Operation,
    /// The servers that were asked: several where they cannot be told apart.
    pub(crate) servers: Vec<&'a str>,
    /// The path up to the operation's own.
    pub(crate) base: &'a str,
    /// The values of path parameters, by index into the operation's parameters.
    pub(crate) values: Vec<(usize, String)>,
}

pub(crate) enum Route<'a> {
    Operation(Found<'a>),
    /// The path is known, with these methods.
    OtherMethod(Vec<&'static str>),
    /// What can be said to somebody who asks for it.
    Unknown(String),
}

pub(crate) fn find<'a>(api: &'a Api, method: &str, path: &str) -> Route<'a> {
    let mut places = places(api);
    places.sort_by_key(|place| Reverse(place.path.len()));
    let mut methods = Vec::new();
    let mut elsewhere = None;
    for place in &places {
        let Some(rest) = below(path, place.path) else { continue };
        let mut matching: Vec<(&Operation, Vec<(usize, String)>)> =
            operations(api).filter_map(|operation| Some((operation, values(operation, rest)?))).collect();
        // What is written out goes before what is a parameter.
        matching.sort_by_key(|(operation, _)| shape(operation));
        for (operation, values) in matching {
            let exists = operation.servers.is_empty()
                || place.servers.iter().any(|server| operation.servers.iter().any(|known| known == server));
            if !exists {
                elsewhere = Some(format!("`{}` exists on {} alone", operation.id, operation.servers.join(", ")));
            } else if operation.method.word() == method {
                return Route::Operation(Found { operation, servers: place.servers.clone(), base: place.path, values });
            } else {
                methods.push(operation.method.word());
            }
        }
    }
    methods.sort_unstable();
    methods.dedup();
    match methods.is_empty() {
        false => Route::OtherMethod(methods),
        true => Route::Unknown(elsewhere.unwrap_or_else(|| unknown(api, path))),
    }
}

fn operations(api: &Api) -> impl Iterator<Item = &Operation> {
    api.tags.iter().flat_map(|tag| &tag.operations)
}

/// What of a path is below another.
fn below<'p>(path: &'p str, base: &str) -> Option<&'p str> {
    let count = base.matches('/').count();
    let mut ends = path.match_indices('/').map(|(at, _)| at).skip(count);
    let (head, rest) = path.split_at_checked(ends.next()?)?;
    (decoded(head) == decoded(base)).then_some(rest)
}

fn unknown(api: &Api, path: &str) -> String {
    let places = places(api);
    let Some(place) = places.iter().find(|place| below(path, place.path).is_some() && !place.path.is_empty()) else {
        let bases: Vec<String> = places.iter().map(|place| format!("`{}/`", place.path)).collect();
        let near = near_template(api, path).map(|near| format!("; the nearest path is `{near}`"));
        return match bases.iter().all(|base| base == "`/`") {
            true => format!("no operation has this path{}", near.unwrap_or_default()),
            false => format!("paths of this API begin with {}{}", bases.join(", "), near.unwrap_or_default()),
        };
    };
    let near = below(path, place.path).and_then(|rest| near_template(api, rest));
    match near {
        Some(near) => format!("no operation has this path; the nearest is `{}{near}`", place.path),
        None => "no operation has this path".to_owned(),
    }
}

/// The template that is nearest to a path, where its parameters may have any value.
fn near_template<'a>(api: &'a Api, path: &str) -> Option<&'a str> {
    let given: Vec<&str> = path.split('/').collect();
    let filled = |operation: &Operation| {
        let pieces = pieces(operation);
        let segments = pieces.iter().enumerate().map(|(at, pieces)| match pieces.as_slice() {
            [Piece::Literal(text)] => text.clone(),
            [] => String::new(),
            _ => given.get(at).copied().unwrap_or("x").to_owned(),
        });
        segments.collect::<Vec<_>>().join("/")
    };
    let candidates: Vec<(String, &str)> =
        operations(api).map(|operation| (filled(operation), operation.template.as_str())).collect();
    let best = nearest(path, candidates.iter().map(|(filled, _)| filled.as_str()))?.to_owned();
    candidates.iter().find(|(filled, _)| *filled == best).map(|(_, template)| *template)
}
