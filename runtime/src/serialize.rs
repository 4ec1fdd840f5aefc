//! `Serialize` for models, through the encoder they have anyway.

use serde::{Serialize, Serializer, ser};
use serde_json::Value;

use crate::encode::{Encode, Encoder, Form, Purpose, Sink};

/// Serializes a model as the JSON that would be sent, except that secrets become `[redacted]` and
/// that rules are not checked: what a caller keeps is not what a service is asked.
///
/// # Errors
///
/// The serializer's own, or one if the value has no JSON.
pub fn serialize<S, T>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: Encode + ?Sized,
{
    let mut sink = Sink::new(Form::Json, Purpose::Storage, None);
    value.encode(&mut Encoder::new(&mut sink));
    let json = to_json(sink).ok_or_else(|| ser::Error::custom("the value has no JSON"))?;
    json.serialize(serializer)
}

/// What would be sent as JSON, for tests of generated crates. Empty where the value has no JSON.
#[must_use]
pub fn encode_to_text<T: Encode + ?Sized>(value: &T) -> String {
    let mut sink = Sink::new(Form::Json, Purpose::Wire, None);
    value.encode(&mut Encoder::new(&mut sink));
    let (body, _) = sink.finish("");
    String::from_utf8(body.bytes.into()).unwrap_or_default()
}

fn to_json(sink: Sink) -> Option<Value> {
    let (body, _) = sink.finish("");
    serde_json::from_slice(&body.bytes).ok()
}
