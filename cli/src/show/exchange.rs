//! The request of an operation as it goes over the wire, as a `curl` command, and no secret in either.

use std::fmt::Write;

use apiloom_codegen::model::{
    Api, Body, Content, Example, HeaderSource, Location, Operation, Parameter, Required, Sample, SchemaKind, Security,
    Segment, Shape, Style,
};
use apiloom_codegen::tools;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::scaffold::calls::server_of;

/// As the client does it: everything but the unreserved characters of RFC 3986 section 2.3.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) struct Exchange {
    method: String,
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

pub(super) fn method(operation: &Operation) -> String {
    format!("{:?}", operation.method).to_uppercase()
}

impl Exchange {
    /// None where an argument would be too large to be made up.
    pub(super) fn new(api: &Api, operation: &Operation, example: Option<&Example>) -> Option<Self> {
        let maker = Maker { api, operation, values: values(operation, example)? };
        let server = server_of(api, operation)?;
        let after = server.url.find("://").map_or(0, |at| at + 3);
        let slash = server.url.get(after..)?.find('/').map_or(server.url.len(), |at| after + at);
        let (origin, base) = server.url.split_at(slash);
        let body = operation.body.as_ref().and_then(|body| match example {
            Some(example) => example.body.as_ref().map(|sample| (body, sample)),
            None if body.required => body.sample.as_ref().map(|sample| (body, sample)),
            None => None,
        });
        if example.is_none() && body.is_none() && operation.body.as_ref().is_some_and(|body| body.required) {
            return None;
        }
        let payload = body.map_or(Payload::None, |(body, sample)| maker.payload(body, sample));
        Some(Exchange {
            method: method(operation),
            origin: origin.to_owned(),
            target: format!("{}{}{}", base.trim_end_matches('/'), maker.path(), maker.query()),
            headers: maker.headers(body.map(|(body, _)| body)),
            body: payload,
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
            Payload::None if !matches!(&**method, "GET" | "HEAD" | "DELETE") => out.push_str("content-length: 0\n"),
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

    pub(super) fn curl(&self) -> String {
        let mut words =
            vec![format!("curl --request {} {}", self.method, quoted(&format!("{}{}", self.origin, self.target)))];
        for (name, value) in &self.headers {
            match (name.as_str(), &self.body) {
                // curl reads what it asked for, and separates parts by itself.
                ("accept-encoding", _) => words.push("--compressed".to_owned()),
                ("content-type", Payload::Parts(_)) => {}
                _ => words.push(format!("--header {}", quoted(&format!("{name}: {value}")))),
            }
        }
        match &self.body {
            Payload::None => {}
            Payload::Text(text) => words.push(format!("--data-raw {}", quoted(text))),
            Payload::Parts(parts) => {
                words.extend(
                    parts.iter().map(|(name, text)| format!("--form-string {}", quoted(&format!("{name}={text}")))),
                );
            }
        }
        words.join(" \\\n  ")
    }
}

/// For a POSIX shell: nothing inside means anything.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Parameters that are given, by index.
fn values<'o>(operation: &'o Operation, example: Option<&'o Example>) -> Option<Vec<(usize, &'o Sample)>> {
    if let Some(example) = example {
        return Some(example.parameters.iter().map(|(index, sample)| (*index, sample)).collect());
    }
    let mut values = Vec::new();
    for required in &operation.required {
        let index = match required {
            Required::Parameter(index) => *index,
            Required::OneOf(indexes) => *indexes.first()?,
            Required::Body => continue,
        };
        values.push((index, operation.parameters.get(index)?.sample.as_ref()?));
    }
    Some(values)
}

struct Maker<'a> {
    api: &'a Api,
    operation: &'a Operation,
    values: Vec<(usize, &'a Sample)>,
}

impl Maker<'_> {
    fn at(&self, location: Location) -> impl Iterator<Item = (&Parameter, Vec<String>)> {
        let parameters = self.operation.parameters.iter().enumerate();
        let here = parameters.filter(move |(_, parameter)| parameter.location == location);
        here.map(|(index, parameter)| (parameter, self.texts(index, parameter))).filter(|(_, texts)| !texts.is_empty())
    }

    /// What is sent for a parameter; in the place of a secret, its name.
    fn texts(&self, index: usize, parameter: &Parameter) -> Vec<String> {
        let given = self.values.iter().find(|(at, _)| *at == index).map(|(_, sample)| *sample);
        match given {
            Some(_) if self.is_secret(parameter) => vec![format!("<{}>", parameter.wire)],
            Some(sample) => tools::texts(self.api, sample),
            None => parameter.default_sent.iter().cloned().collect(),
        }
    }

    fn is_secret(&self, parameter: &Parameter) -> bool {
        use apiloom_codegen::model::Type;
        let mut ty = &parameter.ty;
        while let Type::List(item) | Type::Set(item) | Type::Nullable(item) = ty {
            ty = item;
        }
        let named = |index: usize| self.api.schemas.get(index).map(|schema| &schema.kind);
        parameter.secret
            || matches!(ty, Type::Schema(name, _) if matches!(named(name.index), Some(SchemaKind::Named(named)) if named.secret))
    }

    fn path(&self) -> String {
        let mut out = String::new();
        for segment in &self.operation.segments {
            match segment {
                Segment::Literal(text) => out.push_str(text),
                Segment::Parameter(index) => {
                    let parameter = self.operation.parameters.get(*index);
                    out.push_str(
                        &parameter
                            .map(|parameter| joined(parameter, &self.texts(*index, parameter)))
                            .unwrap_or_default(),
                    );
                }
            }
        }
        out
    }

    fn query(&self) -> String {
        let mut pairs = Vec::new();
        for (parameter, texts) in self.at(Location::Query) {
            let name = encoded(&parameter.wire);
            match parameter.style {
                Style::Joined(_) => pairs.push(format!("{name}={}", joined(parameter, &texts))),
                Style::Single | Style::Repeated => {
                    pairs.extend(texts.iter().map(|text| format!("{name}={}", encoded(text))));
                }
            }
        }
        if let Security::Query(name) = self.security() {
            pairs.push(format!("{}=<key>", encoded(name)));
        }
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    fn headers(&self, body: Option<&Body>) -> Vec<(String, String)> {
        let answers = &self.operation.answers;
        let json = answers.iter().all(|answer| !matches!(answer.shape, Shape::Text | Shape::Bytes));
        let accept = if json { "application/json" } else { "*/*" };
        let mut headers = vec![
            ("accept".to_owned(), accept.to_owned()),
            ("user-agent".to_owned(), user_agent(self.api)),
            ("accept-encoding".to_owned(), "gzip".to_owned()),
        ];
        let mut set = |name: &str, value: String| {
            let name = name.to_ascii_lowercase();
            headers.retain(|(known, _)| *known != name);
            headers.push((name, value));
        };
        for (name, source) in &self.operation.constant_headers {
            set(
                name,
                match source {
                    HeaderSource::Constant(text) => text.clone(),
                    HeaderSource::Uuid => "<a new UUID>".to_owned(),
                },
            );
        }
        for (parameter, texts) in self.at(Location::Header) {
            set(&parameter.wire, separated(parameter, &texts));
        }
        let cookies: Vec<String> = self
            .at(Location::Cookie)
            .map(|(parameter, texts)| format!("{}={}", parameter.wire, separated(parameter, &texts)))
            .collect();
        if !cookies.is_empty() {
            set("cookie", cookies.join("; "));
        }
        if let Some(body) = body {
            let boundary = if body.content == Content::Multipart { "; boundary=<boundary>" } else { "" };
            set("content-type", format!("{}{boundary}", body.media_type));
        }
        match self.security() {
            Security::Bearer => set("authorization", "Bearer <token>".to_owned()),
            Security::Basic => set("authorization", "Basic <user:password in base64>".to_owned()),
            Security::Header(name) => set(name, "<key>".to_owned()),
            Security::Query(_) | Security::None => {}
        }
        headers
    }

    fn security(&self) -> &Security {
        self.operation.security.as_ref().unwrap_or(&self.api.security)
    }

    fn payload(&self, body: &Body, sample: &Sample) -> Payload {
        let json = || tools::json(self.api, sample, &body.ty, "\"<secret>\"");
        match body.content {
            Content::Json => Payload::Text(json()),
            Content::Text | Content::Bytes => Payload::Text(tools::texts(self.api, sample).concat()),
            Content::Form => {
                let pairs =
                    fields(&json()).into_iter().map(|(name, text)| format!("{}={}", encoded(&name), encoded(&text)));
                Payload::Text(pairs.collect::<Vec<_>>().join("&"))
            }
            Content::Multipart => Payload::Parts(fields(&json())),
        }
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

/// The fields of an object in JSON as texts; those of a list repeat their name.
fn fields(json: &str) -> Vec<(String, String)> {
    use serde_json::Value;
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let Ok(Value::Object(object)) = serde_json::from_str(json) else { return Vec::new() };
    let mut fields = Vec::new();
    for (name, value) in &object {
        match value {
            Value::Null => {}
            Value::Array(items) => fields.extend(items.iter().map(|item| (name.clone(), text(item)))),
            value => fields.push((name.clone(), text(value))),
        }
    }
    fields
}

fn encoded(text: &str) -> String {
    // What stands for a secret is for people to replace.
    if text.starts_with('<') && text.ends_with('>') {
        text.to_owned()
    } else {
        utf8_percent_encode(text, ENCODED).to_string()
    }
}

/// A list in a path or query: the separator is encoded like the rest.
fn joined(parameter: &Parameter, texts: &[String]) -> String {
    texts.iter().map(|text| encoded(text)).collect::<Vec<_>>().join(&encoded(separator(parameter)))
}

fn separated(parameter: &Parameter, texts: &[String]) -> String {
    texts.join(separator(parameter))
}

fn separator(parameter: &Parameter) -> &str {
    match &parameter.style {
        Style::Joined(separator) => separator,
        Style::Single | Style::Repeated => ",",
    }
}
