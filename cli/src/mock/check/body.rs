//! The body: its media type, then what is in it.

use apiloom_codegen::model::{Api, Body, Content};

use super::form::{multipart, pairs};
use super::values::mismatches;
use crate::mock::json::Json;
use crate::mock::problem::{Kind, Place, Violation};
use crate::mock::received::{Received, essence};
use crate::mock::route::Found;

pub(super) async fn violations(api: &Api, found: &Found<'_>, received: &Received) -> Vec<Violation> {
    let whole = |detail: &str| vec![Violation::new(Place::Body(String::new()), detail)];
    let Some(body) = &found.operation.body else {
        return if received.body.is_empty() { Vec::new() } else { whole("is not known: the operation has none") };
    };
    let given = received.media_type();
    let is_given = |way: &&Body| given.as_deref().is_some_and(|given| given == essence(&way.media_type));
    let all: Vec<String> = body.ways().map(|way| format!("`{}`", essence(&way.media_type))).collect();
    let body = body.ways().find(is_given).unwrap_or(body);
    let is_absent = received.body.is_empty() && given.as_ref().is_none_or(|media| *media == essence(&body.media_type));
    match (is_absent, body.required, body.content) {
        (true, _, Content::Text | Content::Bytes) | (true, false, _) => return Vec::new(),
        (true, true, _) => return whole("is missing"),
        _ => {}
    }
    if let Some(violation) = media_type(body, &all.join(" or "), received) {
        return vec![violation];
    }
    match read(api, body, received).await {
        Err(detail) => whole(&detail),
        Ok(None) => Vec::new(),
        Ok(Some(value)) => mismatches(&value, &body.ty, &[], api, &found.servers)
            .into_iter()
            .map(|mismatch| Violation::new(Place::Body(mismatch.pointer), mismatch.detail).near(mismatch.near))
            .collect(),
    }
}

fn media_type(body: &Body, all: &str, received: &Received) -> Option<Violation> {
    let wanted = essence(&body.media_type);
    let refuse =
        |name: &str, detail: String| Some(Violation::new(Place::Header(name.to_owned()), detail).of(Kind::MediaType));
    if received.header("content-encoding").iter().any(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return refuse("Content-Encoding", "must not be there: bodies are read as they are".to_owned());
    }
    match received.media_type() {
        Some(given) if given == wanted => None,
        Some(_) => refuse("Content-Type", format!("must be {all}")),
        None => refuse("Content-Type", format!("is missing: it must be {all}")),
    }
}

/// The value that a body holds; none where any would be right.
async fn read(api: &Api, body: &Body, received: &Received) -> Result<Option<Json>, String> {
    match body.content {
        // The brackets of a form are not read back into objects.
        Content::Bytes | Content::DeepForm => Ok(None),
        Content::Json => {
            serde_json::from_slice(&received.body).map(Some).map_err(|error| format!("is not JSON: {error}"))
        }
        Content::Text => match std::str::from_utf8(&received.body) {
            Ok(text) => Ok(Some(Json::text(text))),
            Err(_) => Err("is not UTF-8".to_owned()),
        },
        Content::Form => Ok(Some(pairs(&received.body, &body.ty, api))),
        Content::Multipart => multipart(received, &body.ty, api).await.map(Some),
    }
}
