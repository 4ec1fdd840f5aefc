//! The request of an operation as it goes over the wire, and no secret in it.

use std::fmt::Write;

use apiloom_codegen::model::{Answer, Api, Body, Content, HeaderSource, Location, Operation, Sample, Security, Shape};
use apiloom_codegen::tools;

use crate::docs::curl::{self, Given, encoded, joined};
use crate::docs::example;

pub(super) struct Exchange {
    method: &'static str,
    origin: String,
    /// Path and query.
    target: String,
    headers: Vec<(String, String)>,
    body: Payload,
}

enum Payload {
    None,
    Text(String),
    /// Names and texts: what separates them is made for each request.
    Parts(Vec<(String, String)>),
}

impl Exchange {
    /// None where an argument would be too large to be made up.
    pub(super) fn new(api: &Api, operation: &Operation) -> Option<Self> {
        let maker = Maker { api, operation, given: curl::given(operation)? };
        let server = api.server_of(operation)?;
        let after = server.url.find("://").map_or(0, |at| at + 3);
        let slash = server.url.get(after..)?.find('/').map_or(server.url.len(), |at| after + at);
        let (origin, base) = server.url.split_at(slash);
        let body = operation.body.as_ref().zip(maker.given.body);
        Some(Exchange {
            method: operation.method.word(),
            origin: origin.to_owned(),
            target: format!("{}{}{}", base.trim_end_matches('/'), maker.given.path(api, operation), maker.query()),
            headers: maker.headers(body.map(|(body, _)| body)),
            body: body.map_or(Payload::None, |(body, sample)| payload(api, body, sample)),
        })
    }

    /// As HTTP/1.1 writes it, with the client's default features.
    pub(super) fn raw(&self) -> String {
        let Exchange { method, origin, target, headers, body } = self;
        let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
        let mut out = format!("{method} {target} HTTP/1.1\nhost: {host}\n");
        for (name, value) in headers {
            let _ = writeln!(out, "{name}: {value}");
        }
        match body {
            // What has a meaning of its own has a length, be it 0 (RFC 9110 section 8.6).
            Payload::None if !matches!(*method, "GET" | "HEAD" | "DELETE") => out.push_str("content-length: 0\n"),
            Payload::None => {}
            Payload::Text(text) => {
                let _ = write!(out, "content-length: {}\n\n{text}\n", text.len());
            }
            Payload::Parts(parts) => {
                for (name, text) in parts {
                    let _ = write!(out, "\n--<boundary>\ncontent-disposition: form-data; name=\"{name}\"\n\n{text}");
                }
                out.push_str("\n--<boundary>--\n");
            }
        }
        out
    }
}

struct Maker<'a> {
    api: &'a Api,
    operation: &'a Operation,
    given: Given<'a>,
}

impl Maker<'_> {
    fn query(&self) -> String {
        let mut pairs = self.given.query(self.api);
        for security in self.way() {
            if let Security::Query(name) = security {
                pairs.push(format!("{}=<key>", encoded(name)));
            }
        }
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    fn headers(&self, body: Option<&Body>) -> Vec<(String, String)> {
        let answers = &self.operation.answers;
        let json = answers.iter().all(|answer| !matches!(answer.shape, Shape::Text | Shape::Bytes));
        let accept = match accepted(answers) {
            Some(accept) => accept,
            None if json => "application/json".to_owned(),
            None => "*/*".to_owned(),
        };
        let mut headers = vec![
            ("accept".to_owned(), accept),
            ("user-agent".to_owned(), user_agent(self.api)),
            ("accept-encoding".to_owned(), "gzip".to_owned()),
        ];
        let mut set = |name: &str, value: String| {
            let name = name.to_ascii_lowercase();
            headers.retain(|(known, _)| *known != name);
            headers.push((name, value));
        };
        for (name, source) in &self.operation.constant_headers {
            let value = match source {
                HeaderSource::Constant(text) => text.clone(),
                HeaderSource::Uuid => "<a new UUID>".to_owned(),
            };
            set(name, value);
        }
        for (parameter, sample) in self.given.at(Location::Header) {
            set(&parameter.wire, joined(self.api, parameter, sample));
        }
        let mut cookies = vec![curl::cookies(self.api, &self.given)];
        if let Some(body) = body {
            let boundary = if body.content == Content::Multipart { "; boundary=<boundary>" } else { "" };
            set("content-type", format!("{}{boundary}", body.media_type));
        }
        for security in self.way() {
            match security {
                Security::Bearer => set("authorization", "Bearer <token>".to_owned()),
                Security::Basic => set("authorization", "Basic <user:password in base64>".to_owned()),
                Security::Header(name) => set(name, "<key>".to_owned()),
                Security::Cookie(name) => cookies.push(format!("{name}=<key>")),
                Security::Query(_) | Security::OneOf(_) | Security::None => {}
            }
        }
        cookies.retain(|cookie| !cookie.is_empty());
        if !cookies.is_empty() {
            set("cookie", cookies.join("; "));
        }
        headers
    }

    /// The credentials that are sent: of several ways the first.
    fn way(&self) -> Vec<&Security> {
        self.api.security_of(self.operation).ways(&self.api.credentials).into_iter().next().unwrap_or_default()
    }
}

fn payload(api: &Api, body: &Body, sample: &Sample) -> Payload {
    let fields = || curl::fields(&example::of_sample(api, sample), body.content);
    match body.content {
        Content::Json => Payload::Text(tools::json(api, sample, &body.ty, "\"secret\"")),
        Content::Text | Content::Bytes => Payload::Text(example::text(api, sample)),
        Content::Form | Content::DeepForm => {
            let pairs = fields().into_iter().map(|(name, text)| format!("{}={}", encoded(&name), encoded(&text)));
            Payload::Text(pairs.collect::<Vec<_>>().join("&"))
        }
        Content::Multipart => Payload::Parts(fields()),
    }
}

/// As the client makes it of the API's name and version.
fn user_agent(api: &Api) -> String {
    let token = |text: &str| -> String {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
        text.chars().map(|c| if allowed(c) { c } else { '-' }).collect()
    };
    let version = if api.version.is_empty() { String::new() } else { format!("/{}", token(&api.version)) };
    format!("{}{version} apiloom/{}", token(&api.name), env!("CARGO_PKG_VERSION"))
}

/// Every media type, where the caller may choose or a stream has to be told from other answers.
fn accepted(answers: &[Answer]) -> Option<String> {
    if !answers.iter().any(|answer| !answer.others.is_empty() || answer.is_stream()) {
        return None;
    }
    let mut accepted: Vec<&str> = Vec::new();
    for media_type in answers.iter().flat_map(Answer::ways).filter_map(|way| way.media_type.as_deref()) {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        if !accepted.contains(&essence) {
            accepted.push(essence);
        }
    }
    Some(accepted.join(", "))
}
