//! Every operation of every spec that there is: its own samples are understood, and what is made up is of its type.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use apiloom_codegen::SourceSet;
use apiloom_codegen::model::{
    Answer, Api, Body, Content, Location, Operation, Parameter, Required, Security, Segment, Shape, Status, Style,
};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::Request;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::answer::{Here, Wish, answer};
use super::check;
use super::json::Json;
use super::received::Received;
use super::reply::{Manner, Sent, reply};
use super::route::{self, Found, Route};

#[test]
fn samples_are_understood() {
    let mut count = 0;
    each_operation(|name, api, operation| {
        let received = sample_request(api, operation);
        let (status, body) = answered(api, &received);
        // Samples of docs are made up without regard for patterns and lengths.
        let body: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        let is_known = |error: &serde_json::Value| {
            let detail = error["detail"].as_str().unwrap();
            detail.starts_with("must match") || detail.starts_with("must have")
        };
        let excused = !errors.is_empty() && errors.iter().all(is_known);
        assert!(excused || status == first_status(operation), "{name}: {}: {body:#}", operation.id);
        count += 1;
    });
    assert!(count > 100, "{count} operations only");
}

#[test]
fn what_is_made_up_is_of_its_type() {
    each_operation(|name, api, operation| {
        let received = sample_request(api, operation);
        let Route::Operation(found) = route::find(api, &received.method, &received.path) else {
            panic!("{name}: {}: {} is not found", operation.id, received.path)
        };
        for declared in operation.answers.iter().chain(&operation.errors) {
            is_of_its_type(name, api, &found, &received, declared);
        }
    });
}

#[test]
fn anything_may_be_asked() {
    let mut numbers = fastrand::Rng::with_seed(7);
    each_operation(|name, api, operation| {
        for _ in 0..10 {
            let mut received = sample_request(api, operation);
            received.path = changed(&received.path, &mut numbers);
            for (name, value) in &mut received.query {
                let text = if numbers.bool() { name } else { value };
                *text = changed(text, &mut numbers);
            }
            let body = received.body.iter().map(|byte| if numbers.u8(..20) == 0 { numbers.u8(..) } else { *byte });
            received.body = body.collect();
            let (status, body) = answered(api, &received);
            assert!(status < 500, "{name}: {}: {status}: {body}", operation.id);
        }
    });
}

/// A text with some of its characters replaced, left out or repeated.
fn changed(text: &str, numbers: &mut fastrand::Rng) -> String {
    let mut changed = String::new();
    for c in text.chars() {
        match numbers.u8(..40) {
            0 => changed.push(numbers.char('!'..='~')),
            1 => {}
            2 => changed.extend([c, c]),
            _ => changed.push(c),
        }
    }
    changed
}

#[test]
fn what_doubles_has_an_end() {
    let mut spec = "apiloom: 1\nname: A\nservers: { main: https://a.example.com }\n".to_owned();
    spec.push_str("operations: { get: { summary: Gets., request: GET /a, returns: S0 } }\nschemas:\n");
    for at in 0..40 {
        writeln!(spec, "  S{at}: {{ fields: {{ one: S{0}, two: S{0} }} }}", at + 1).unwrap();
    }
    spec.push_str("  S40: { fields: { a: string } }\n");
    let sources = SourceSet::from_text("api.yaml", &spec);
    let Ok(api) = apiloom_codegen::describe(&sources) else { panic!("{spec}") };
    let received = sample_request(&api, &api.tags[0].operations[0]);
    let (status, body) = answered(&api, &received);
    assert_eq!(status, 200);
    assert!(body.len() < 10_000_000, "{} bytes", body.len());
}

fn is_of_its_type(name: &str, api: &Api, found: &Found<'_>, received: &Received, declared: &Answer) {
    let status = match declared.status {
        Status::Code(code) => code,
        Status::Class(class) => class * 100 + 99,
        Status::Default => 299,
    };
    let wish = Wish { status: Some(status), example: None };
    let answered = answer(api, found, received, &wish, &Here { origin: "http://localhost" });
    let place = format!("{name}: {}: {status}", found.operation.id);
    assert_eq!(answered.status, status, "{place}");
    if let Shape::Events(events) = &declared.shape {
        let body = String::from_utf8_lossy(&answered.body);
        assert!(body.starts_with("id: 1\ndata: ") && body.ends_with("\n\n"), "{place}: {body}");
        let end = events.end.as_ref().map(|end| format!("\n\ndata: {end}\n\n"));
        assert!(end.is_none_or(|end| body.ends_with(&end)), "{place}: {body}");
        return;
    }
    let (Shape::Json(ty) | Shape::One(ty, _) | Shape::Many(ty, _)) = &declared.shape else { return };
    let body: Json = serde_json::from_slice(&answered.body).unwrap_or_else(|error| panic!("{place}: {error}"));
    // What is for one direction alone is not for the other.
    let one_way = ["is never sent, only received", "is missing"];
    let mut mismatches = check::values::mismatches(&body, ty, &[], api, &[]);
    mismatches.retain(|mismatch| !one_way.contains(&mismatch.detail.as_str()));
    // An example is as its author wrote it.
    assert!(mismatches.is_empty() || answered.why != "made up", "{place}: {mismatches:?} in {body:?}");
}

fn each_operation(mut check: impl FnMut(&str, &Api, &Operation)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let golden = std::fs::read_dir(root.join("tests/golden")).unwrap().map(|entry| entry.unwrap().path());
    let mut specs: Vec<PathBuf> = golden.filter(|path| path.extension().is_some_and(|kind| kind == "yaml")).collect();
    specs.push(root.join("spec"));
    specs.sort();
    for spec in specs {
        let name = spec.file_name().unwrap().to_string_lossy().into_owned();
        let api = apiloom_codegen::describe(&SourceSet::read(&spec).unwrap()).unwrap_or_else(|_| panic!("{name}"));
        for operation in api.tags.iter().flat_map(|tag| &tag.operations) {
            check(&name, &api, operation);
        }
    }
}

fn first_status(operation: &Operation) -> u16 {
    match operation.answers[0].status {
        Status::Code(code) => code,
        Status::Class(class) => class * 100,
        Status::Default => 200,
    }
}

fn answered(api: &Api, received: &Received) -> (u16, String) {
    super::block_on(async {
        let manner = Manner { status: None, fault: None, origin: "http://localhost" };
        let Sent::Answer(response) = reply(api, received, &manner).await.sent else { panic!("no answer") };
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    })
    .unwrap()
}

/// A request made of the samples in the docs, with everything that is optional.
fn sample_request(api: &Api, operation: &Operation) -> Received {
    let servers = api.servers.iter();
    let server = servers.clone().find(|server| operation.servers.contains(&server.name)).unwrap_or(&api.servers[0]);
    let mut target = route::place_of(server).to_owned();
    for segment in &operation.segments {
        match segment {
            Segment::Literal(literal) => target.push_str(literal),
            Segment::Parameter(index) if operation.parameters[*index].style == Style::Json => {
                target.push_str(&encoded(&as_json(api, &operation.parameters[*index])));
            }
            Segment::Parameter(index) => target.push_str(&encoded(&joined(api, &operation.parameters[*index]))),
        }
    }
    let mut request = Request::builder().method(operation.method.word());
    let (mut query, mut cookies) = (String::new(), String::new());
    let wanted = operation.parameters.iter().enumerate().filter(|(index, _)| is_wanted(operation, *index));
    for (_, parameter) in wanted {
        match parameter.location {
            Location::Path => {}
            Location::Query if parameter.style == Style::Repeated => {
                texts(api, parameter).iter().for_each(|text| push(&mut query, &parameter.wire, text));
            }
            // What is written with brackets, or flat, is not put together again: that it is there is what counts.
            Location::Query if parameter.style == Style::Deep => {
                push(&mut query, &format!("{}[a]", parameter.wire), "1");
            }
            Location::Query if parameter.style == Style::Json => {
                push(&mut query, &parameter.wire, &as_json(api, parameter));
            }
            Location::Query => push(&mut query, &parameter.wire, &joined(api, parameter)),
            Location::Header if parameter.style == Style::Json => {
                request = request.header(&parameter.wire, as_json(api, parameter));
            }
            Location::Header => request = request.header(&parameter.wire, joined(api, parameter)),
            Location::Cookie => {
                write!(cookies, "{}={}; ", parameter.wire, joined(api, parameter)).unwrap();
            }
        }
    }
    let ways = api.security_of(operation).ways(&api.credentials);
    for place in ways.into_iter().next().into_iter().flatten() {
        match place {
            Security::None | Security::OneOf(_) => {}
            Security::Bearer => request = request.header("authorization", "Bearer t0ken"),
            Security::Basic => request = request.header("authorization", "Basic dTpw"),
            Security::Header(name) => request = request.header(name, "k3y"),
            Security::Query(name) => push(&mut query, name, "k3y"),
            Security::Cookie(name) => write!(cookies, "{name}=k3y; ").unwrap(),
        }
    }
    if !cookies.is_empty() {
        request = request.header("cookie", cookies.trim_end_matches("; "));
    }
    let mut body = Bytes::new();
    if let Some(declared) = &operation.body {
        let boundary = if declared.content == Content::Multipart { "; boundary=between" } else { "" };
        request = request.header("content-type", format!("{}{boundary}", declared.media_type));
        body = sample_body(api, declared);
    }
    let request = request.uri(format!("{target}?{query}")).body(()).unwrap();
    Received::new(&request.into_parts().0, body)
}

fn as_json(api: &Api, parameter: &Parameter) -> String {
    let sample = parameter.sample.as_ref().map_or(Json::Null, |sample| Json::of_sample(sample, api));
    serde_json::to_string(&sample).unwrap()
}

/// Of parameters that exclude each other, the first.
fn is_wanted(operation: &Operation, index: usize) -> bool {
    let excluded = |required: &Required| matches!(required, Required::OneOf(members) if members[1..].contains(&index));
    !operation.required.iter().any(excluded)
}

fn sample_body(api: &Api, body: &Body) -> Bytes {
    let sample = Json::of_sample(body.sample.as_ref().unwrap(), api);
    match (body.content, sample) {
        (Content::Text | Content::Bytes, Json::Text(text)) => text.into(),
        (Content::Form, Json::Object(members)) => {
            let mut form = String::new();
            members
                .iter()
                .for_each(|(name, value)| form_texts(value).iter().for_each(|text| push(&mut form, name, text)));
            form.into()
        }
        (Content::Multipart, Json::Object(members)) => {
            let mut parts = String::new();
            for (name, text) in
                members.iter().flat_map(|(name, value)| form_texts(value).into_iter().map(move |text| (name, text)))
            {
                let head = "--between\r\nContent-Disposition: form-data; name=";
                write!(parts, "{head}\"{name}\"\r\n\r\n{text}\r\n").unwrap();
            }
            format!("{parts}--between--\r\n").into()
        }
        (_, sample) => serde_json::to_string(&sample).unwrap().into(),
    }
}

fn form_texts(value: &Json) -> Vec<String> {
    match value {
        Json::List(items) => items.iter().flat_map(form_texts).collect(),
        Json::Text(text) => vec![text.clone()],
        other => vec![serde_json::to_string(other).unwrap()],
    }
}

fn texts(api: &Api, parameter: &Parameter) -> Vec<String> {
    form_texts(&Json::of_sample(parameter.sample.as_ref().unwrap(), api))
}

fn joined(api: &Api, parameter: &Parameter) -> String {
    let separator = if let Style::Joined(separator) = &parameter.style { separator } else { "" };
    texts(api, parameter).join(separator)
}

fn push(query: &mut String, name: &str, text: &str) {
    write!(query, "{}={}&", encoded(name), encoded(text)).unwrap();
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
