// examples.rs

//! The examples of the spec: what is sent is as declared, and what is received is understood.

use std::collections::BTreeMap;
use apiloom_runtime::{DateTime, Error};
use apiloom_runtime::serde::de;
use apiloom_runtime::wire::{Casing, Encode, decode, encode_to_text};
use super::models;

fn client() -> Result<super::Client, Error> {
    super::Client::builder().base_url("http://127.0.0.1").build()
}

fn understood<Model>(declared: &str, canonical: &str)
where
    Model: de::DeserializeOwned + Encode,
{
    let model = decode::from_slice_strict::<Model>(declared.as_bytes(), Casing::Exact);
    let encoded = model.map(|model| encode_to_text(&model));
    assert_eq!(encoded.as_deref(), Ok(canonical));
}

#[test]
#[expect(deprecated, reason = "what is deprecated still has to work")]
fn replace_note_by_hand() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let request = client
        .replace_note()
        .id(&models::NoteId::new("a-1"))
        .tags(&["new", "old"])
        .old("x")
        .body(
            &models::Note::builder()
                .text("Hello")
                .at(DateTime::parse("2026-11-22T09:00:00Z")?)
                .pin(7)
                .key("a")
                .build(),
        )
        .to_request()?;
    assert_eq!(request.method(), "PUT");
    assert_eq!(
        request.body_text(),
        Some("{\"text\":\"Hello\",\"at\":\"2026-11-22T09:00:00Z\",\"pin\":[redacted],\"key\":[redacted]}")
    );
    understood::<
        models::Note,
    >(
        "{\"text\":\"Hello\",\"at\":\"2026-11-22T09:00:00Z\",\"state\":\"final\"}",
        "{\"text\":\"Hello\",\"at\":\"2026-11-22T09:00:00Z\"}",
    );
    Ok(())
}

#[test]
fn replace_note_missing() {
    understood::<
        models::Failure,
    >("{\"message\":\"There is none.\"}", "{\"message\":\"There is none.\"}");
}

#[test]
#[expect(deprecated, reason = "what is deprecated still has to work")]
fn list_notes_final() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let request = client.list_notes().state(&[models::State::Draft]).to_request()?;
    assert_eq!(request.method(), "GET");
    understood::<Vec<models::Note>>("[]", "[]");
    Ok(())
}

#[test]
fn read_time_now() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let request = client.read_time().to_request()?;
    assert_eq!(request.method(), "GET");
    understood::<
        BTreeMap<String, DateTime>,
    >("{\"utc\":\"2026-11-22T09:00:00Z\"}", "{\"utc\":\"2026-11-22T09:00:00Z\"}");
    Ok(())
}

