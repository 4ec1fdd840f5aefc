//! What is answered to a request that is as the spec wants it: an example of the spec, else a value made up from the
//! types.

mod events;
mod examples;
mod fields;
mod flows;
mod headers;
mod patterns;
mod synthesis;
mod texts;

use apiloom_codegen::model::{Answer, Api, Operation, Shape, Status};

use super::json::Json;
use super::preferences;
use super::problem::phrase;
use super::received::Received;
use super::route::Found;

/// What somebody wants to be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    pub(crate) status: Option<u16>,
    /// The name of an example.
    pub(crate) example: Option<String>,
}

pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) media_type: Option<String>,
    pub(crate) body: Vec<u8>,
    /// Where the body comes from, for the log.
    pub(crate) why: String,
    /// Which of the wishes came true, as they are written in `Preference-Applied`.
    pub(crate) granted: Vec<String>,
}

/// The mock's own address, in place of the servers' where an answer links to them.
pub(crate) struct Here<'h> {
    pub(crate) origin: &'h str,
}

pub(crate) fn answer(api: &Api, found: &Found<'_>, received: &Received, wish: &Wish, here: &Here<'_>) -> Answered {
    let operation = found.operation;
    let (status, declared) = choose(operation, wish);
    let Some(declared) = declared else { return bare(status) };
    let is_wanted = |way: &&Answer| way.media_type.as_ref().is_some_and(|kind| preferences::accepts(received, kind));
    let declared = declared.ways().find(is_wanted).unwrap_or(declared);
    let example = examples::choose(api, found, received, status, wish);
    let mut granted = Vec::new();
    granted.extend(wish.status.filter(|wanted| *wanted == status).map(|status| format!("status={status}")));
    let name = example.map(|example| examples::name(example.of));
    granted.extend(
        wish.example.iter().filter(|wanted| name.as_ref() == Some(*wanted)).map(|name| format!("example={name}")),
    );
    let why = match (&name, &declared.shape) {
        (Some(name), _) => format!("example {name}"),
        (None, Shape::Empty) => "nothing to say".to_owned(),
        (None, _) => "made up".to_owned(),
    };
    let body = match &declared.shape {
        Shape::Empty => Vec::new(),
        Shape::Text => b"example".to_vec(),
        Shape::Bytes => b"\x00\x01\x02".to_vec(),
        Shape::Events(events) => events::stream(api, events),
        Shape::Json(_) | Shape::One(..) | Shape::Many(..) => {
            let mut body = example.and_then(|example| serde_json::from_str(&example.answer.declared).ok());
            let made_up = body.is_none();
            let mut body = body.take().unwrap_or_else(|| synthesize(api, declared, status));
            if made_up {
                flows::complete(api, operation, declared, status, &mut body);
            }
            flows::end_pages(api, found, received, declared, example, &mut body);
            flows::lead_here(api, operation, declared, here, &mut body);
            body.pretty().into_bytes()
        }
    };
    let headers = headers::of(api, operation);
    Answered { status, headers, media_type: declared.media_type.clone(), body, why, granted }
}

/// The answer for a status that comes by chance, and not because somebody wished for it.
pub(crate) fn failure(api: &Api, operation: &Operation, status: u16) -> Option<Answered> {
    let declared = declared(operation, status)?;
    if declared.shape == Shape::Empty {
        return Some(bare(status));
    }
    let example = operation.examples.iter().flat_map(|example| &example.answers).find(|answer| answer.status == status);
    let body = example.and_then(|answer| serde_json::from_str::<Json>(&answer.declared).ok());
    let body = body.unwrap_or_else(|| synthesize(api, declared, status)).pretty().into_bytes();
    let media_type = declared.media_type.clone();
    Some(Answered { media_type, body, ..bare(status) })
}

/// The declared answer of a status: the exact status goes before the class, and the class before `default`.
pub(crate) fn declared(operation: &Operation, status: u16) -> Option<&Answer> {
    let by =
        |wanted: Status| operation.answers.iter().chain(&operation.errors).find(move |answer| answer.status == wanted);
    by(Status::Code(status)).or_else(|| by(Status::Class(status / 100))).or_else(|| by(Status::Default))
}

/// What was wished for if it is declared, else the first success.
fn choose<'o>(operation: &'o Operation, wish: &Wish) -> (u16, Option<&'o Answer>) {
    let named = wish.example.as_ref().and_then(|name| examples::status_of(operation, name));
    let wanted = wish.status.or(named);
    if let Some((status, declared)) = wanted.and_then(|status| Some((status, declared(operation, status)?))) {
        return (status, Some(declared));
    }
    let first = operation.answers.first();
    let status = match first.map(|answer| answer.status) {
        Some(Status::Code(code)) => code,
        Some(Status::Class(class)) => class * 100,
        Some(Status::Default) | None => 200,
    };
    (status, first)
}

fn synthesize(api: &Api, declared: &Answer, status: u16) -> Json {
    let (Shape::Json(ty) | Shape::One(ty, _) | Shape::Many(ty, _)) = &declared.shape else {
        return Json::text(phrase(status));
    };
    let mut value = synthesis::value(ty, &[], api);
    let Json::Object(members) = &mut value else { return value };
    for (name, value) in members {
        // An error that says another status than it has would lead astray.
        let is_status = ["status", "statusCode", "status_code"].iter().any(|word| name.eq_ignore_ascii_case(word));
        match value {
            Json::Text(text) if declared.message.first() == Some(name) => phrase(status).clone_into(text),
            Json::Number(number) if is_status => *number = status.into(),
            _ => {}
        }
    }
    value
}

fn bare(status: u16) -> Answered {
    let why = "nothing to say".to_owned();
    Answered { status, headers: Vec::new(), media_type: None, body: Vec::new(), why, granted: Vec::new() }
}
