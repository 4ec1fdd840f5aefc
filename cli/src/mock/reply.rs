//! From a request to what is sent back, and to the line that is logged of it.

use apiloom_codegen::model::Api;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use hyper::{Response, StatusCode};

use super::answer::{self, Answered, Here, Wish};
use super::chance::FaultKind;
use super::check;
use super::log::{line, listed, shown_path};
use super::preferences;
use super::problem::{self, Kind, Place, Violation};
use super::received::Received;
use super::route::{self, Found, Route};

/// What happens on the wire, and what is said about it.
pub(crate) struct Reply {
    pub(crate) sent: Sent,
    pub(crate) line: String,
}

pub(crate) enum Sent {
    Answer(Response<Full<Bytes>>),
    Reset,
    Hang,
}

/// What a mock does, whatever the request.
pub(crate) struct Manner<'m> {
    pub(crate) status: Option<u16>,
    pub(crate) fault: Option<FaultKind>,
    pub(crate) origin: &'m str,
}

pub(crate) async fn reply(api: &Api, received: &Received, manner: &Manner<'_>) -> Reply {
    let found = match route::find(api, &received.method, &received.path) {
        Route::Operation(found) => found,
        Route::OtherMethod(methods) => return other_method(api, received, &methods),
        Route::Unknown(detail) => {
            let response = problem_response(404, &detail, None, &[]);
            return Reply {
                sent: Sent::Answer(response),
                line: line(received, &shown_path(api, received), "404", &detail),
            };
        }
    };
    let path = format!("{}{}", found.base, found.operation.template);
    let said = |status: &str, why: &str| line(received, &path, status, &format!("{}: {why}", found.operation.id));
    let mut violations = check::violations(api, &found, received).await;
    let wish = wish(received, manner);
    let answered = answer::answer(api, &found, received, &wish, &Here { origin: manner.origin });
    violations.extend(unwanted(received, &answered));
    if !violations.is_empty() {
        let status = problem::status(&violations);
        let response = refusal(api, &found, status, &violations);
        return Reply { sent: Sent::Answer(response), line: said(&status.to_string(), &listed(&violations)) };
    }
    match manner.fault {
        Some(kind) => failing(api, &found, kind, said),
        None => {
            let is_other = wish.status.is_some_and(|wanted| wanted != answered.status);
            let note = if is_other { "; the wanted status is not declared" } else { "" };
            let line = said(&answered.status.to_string(), &format!("{}{note}", answered.why));
            Reply { sent: Sent::Answer(response(answered)), line }
        }
    }
}

fn failing(api: &Api, found: &Found<'_>, kind: FaultKind, said: impl Fn(&str, &str) -> String) -> Reply {
    match kind {
        FaultKind::Reset => Reply { sent: Sent::Reset, line: said("-", "fault, the connection is reset") },
        FaultKind::Hang => Reply { sent: Sent::Hang, line: said("-", "fault, there is no answer") },
        FaultKind::Status(status) => {
            let sent = match answer::failure(api, found.operation, status) {
                Some(answered) => response(answered),
                None => problem_response(status, "a fault that was asked for", Some(&found.operation.id), &[]),
            };
            Reply { sent: Sent::Answer(sent), line: said(&status.to_string(), "fault") }
        }
    }
}

/// What of a request cannot be read.
pub(crate) fn too_large(received: &Received) -> Reply {
    let detail = "the body is larger than 16 MiB";
    let line = line(received, "-", "413", detail);
    Reply { sent: Sent::Answer(problem_response(413, detail, None, &[])), line }
}

fn wish(received: &Received, manner: &Manner<'_>) -> Wish {
    let wish = preferences::wish(received);
    if wish == Wish::default() { Wish { status: manner.status, example: None } } else { wish }
}

fn unwanted(received: &Received, answered: &Answered) -> Option<Violation> {
    let media_type = answered.media_type.as_ref()?;
    let detail = format!("must allow `{media_type}`, which the answer is");
    let refused = !preferences::accepts(received, media_type);
    refused.then(|| Violation::new(Place::Header("Accept".to_owned()), detail).of(Kind::Accept))
}

fn other_method(api: &Api, received: &Received, methods: &[&str]) -> Reply {
    let allowed = methods.join(", ");
    let detail = format!("the path is known, with {allowed}");
    let mut response = problem_response(405, &detail, None, &[]);
    response.headers_mut().extend(HeaderValue::from_str(&allowed).ok().map(|allowed| (ALLOW, allowed)));
    Reply { sent: Sent::Answer(response), line: line(received, &shown_path(api, received), "405", &detail) }
}

fn refusal(api: &Api, found: &Found<'_>, status: u16, violations: &[Violation]) -> Response<Full<Bytes>> {
    let detail = match violations.len() {
        1 => "1 problem with this request".to_owned(),
        count => format!("{count} problems with this request"),
    };
    let mut response = problem_response(status, &detail, Some(&found.operation.id), violations);
    if status == 401 {
        let challenge = check::credentials::challenge(check::security(api, found));
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    response
}

fn problem_response(
    status: u16,
    detail: &str,
    operation: Option<&str>,
    violations: &[Violation],
) -> Response<Full<Bytes>> {
    let body = problem::details(status, detail, operation, violations);
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

fn response(answered: Answered) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answered.body)));
    *response.status_mut() = StatusCode::from_u16(answered.status).unwrap_or_default();
    let media_type = answered.media_type.map(|media_type| (CONTENT_TYPE.to_string(), media_type));
    let granted =
        (!answered.granted.is_empty()).then(|| ("preference-applied".to_owned(), answered.granted.join(", ")));
    for (name, value) in answered.headers.into_iter().chain(media_type).chain(granted) {
        // What is no header field is left out: the spec's examples can hold any text.
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_bytes(value.as_bytes())) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
