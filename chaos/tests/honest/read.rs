//! What a caller gets to see of what came.

use std::io::{self, Read};

use apiloom_chaos::Answer;
use flate2::read::GzDecoder;
use serde_json::{Map, Value};

use super::{LIMIT, Received, checksum, wrong};

/// The content, if it is honest to call it a success.
pub(super) fn read(received: &Received, good: &Answer) -> io::Result<Vec<u8>> {
    if received.status != good.status {
        return Err(wrong("an error status"));
    }
    let body = decoded(received)?;
    match good.is_json() {
        true => json(received, &body, good),
        false => file(received, body, good),
    }
}

fn decoded(received: &Received) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    match received.values("content-encoding")[..] {
        [] => return Ok(received.body.clone()),
        ["gzip"] => GzDecoder::new(&received.body[..]).take(LIMIT as u64).read_to_end(&mut body)?,
        _ => return Err(wrong("an unknown content coding")),
    };
    if body.len() == LIMIT {
        return Err(wrong("too large"));
    }
    Ok(body)
}

/// A byte order mark is skipped, an object is an object, and what it says of itself is believed.
fn json(received: &Received, body: &[u8], good: &Answer) -> io::Result<Vec<u8>> {
    if received.values("content-type") != ["application/json"] {
        return Err(wrong("another media type"));
    }
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let object: Map<String, Value> = serde_json::from_slice(text)?;
    if object.get("statusCode").is_some_and(|status| status.as_u64() >= Some(400)) {
        return Err(wrong("an error inside"));
    }
    let value = object.get("value").map(Value::to_string).unwrap_or_default();
    if good.echo.as_ref().is_some_and(|echo| !value.contains(echo)) {
        return Err(wrong("an answer to somebody else"));
    }
    let known: Map<String, Value> = serde_json::from_slice(&good.body)?;
    let same = known.iter().all(|(name, value)| object.get(name) == Some(value));
    Ok(if same { good.body.to_vec() } else { body.to_vec() })
}

fn file(received: &Received, body: Vec<u8>, good: &Answer) -> io::Result<Vec<u8>> {
    match received.values("repr-digest")[..] {
        [sum] if sum == checksum(&body) => Ok(body),
        [] if good.value("repr-digest").is_none() => Ok(body),
        _ => Err(wrong("another checksum, or none")),
    }
}
