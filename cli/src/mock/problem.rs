//! What is wrong with a request, as the one who sent it is told: problem details of RFC 9457.

use super::json::Json;

/// One thing that is wrong with a request. Its words show no value that was sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Violation {
    pub(crate) kind: Kind,
    pub(crate) place: Place,
    pub(crate) detail: String,
    /// A known name that may have been meant.
    pub(crate) near: Option<String>,
}

/// What the status follows from: the first of these that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Credentials,
    MediaType,
    Request,
    Accept,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Place {
    Path(String),
    Query(String),
    Header(String),
    Cookie(String),
    /// With a JSON Pointer (RFC 6901).
    Body(String),
}

impl Violation {
    pub(crate) fn new(place: Place, detail: impl Into<String>) -> Violation {
        Violation { kind: Kind::Request, place, detail: detail.into(), near: None }
    }

    pub(crate) fn of(self, kind: Kind) -> Violation {
        Violation { kind, ..self }
    }

    pub(crate) fn near(self, near: Option<String>) -> Violation {
        Violation { near, ..self }
    }

    fn json(&self) -> Json {
        let (place, key, name) = self.place.parts();
        let mut members =
            vec![("in", Json::text(place)), (key, Json::text(name)), ("detail", Json::text(&self.detail))];
        members.extend(self.near.as_ref().map(|near| ("nearest", Json::text(near))));
        object(members)
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (place, _, name) = self.place.parts();
        let blank = if name.is_empty() { "" } else { " " };
        write!(formatter, "{place}{blank}{name} {}", self.detail)?;
        self.near.iter().try_for_each(|near| write!(formatter, " (nearest: {near})"))
    }
}

impl Place {
    fn parts(&self) -> (&'static str, &'static str, &str) {
        match self {
            Place::Path(name) => ("path", "name", name),
            Place::Query(name) => ("query", "name", name),
            Place::Header(name) => ("header", "name", name),
            Place::Cookie(name) => ("cookie", "name", name),
            Place::Body(pointer) => ("body", "pointer", pointer),
        }
    }
}

/// The status of a request that has these problems.
pub(crate) fn status(violations: &[Violation]) -> u16 {
    match violations.iter().map(|violation| violation.kind).min() {
        Some(Kind::Credentials) => 401,
        Some(Kind::MediaType) => 415,
        Some(Kind::Accept) => 406,
        Some(Kind::Request) | None => 400,
    }
}

/// The body of a problem.
pub(crate) fn details(status: u16, detail: &str, operation: Option<&str>, violations: &[Violation]) -> String {
    let mut members = vec![
        ("title", Json::text(phrase(status))),
        ("status", Json::integer(status.into())),
        ("detail", Json::text(detail)),
    ];
    members.extend(operation.map(|id| ("operation", Json::text(id))));
    if !violations.is_empty() {
        members.push(("errors", Json::List(violations.iter().map(Violation::json).collect())));
    }
    object(members).pretty()
}

pub(crate) fn phrase(status: u16) -> &'static str {
    hyper::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Answer")
}

fn object(members: Vec<(&str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
