//! Forms: pairs of the URL standard, and parts of RFC 7578.

use std::borrow::Cow;
use std::fmt::Write;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::ops::Range;

use super::json;
use super::path::Path;
use super::sink::{Form, Pair, Part, Sink};
use crate::request::percent;

/// Writes `name=value`, and returns where the value is.
pub(super) fn write_pair(sink: &mut Sink, path: &Path<'_>, part: &Part<'_>, secret: bool) -> Range<usize> {
    let Some(name) = field(sink, path, part) else {
        return 0..0;
    };
    let value = match part {
        Part::Text(text) | Part::Plain(text) | Part::Bytes { base64: text, .. } => Cow::Borrowed(*text),
        Part::Number(number) => number.to_string().into(),
        Part::Null => Cow::Borrowed(""),
        Part::Json(value) => value.to_string().into(),
    };
    if let Some(pairs) = &mut sink.pairs {
        pairs.push(Pair { name: name.into_owned(), value: value.into_owned(), secret });
        return 0..0;
    }
    if !sink.bytes.is_empty() {
        sink.bytes.push(b'&');
    }
    percent::extend(&mut sink.bytes, &name);
    sink.bytes.push(b'=');
    let start = sink.bytes.len();
    percent::extend(&mut sink.bytes, &value);
    start..sink.bytes.len()
}

/// Writes one part, and returns where its content is.
pub(super) fn write_part(sink: &mut Sink, path: &Path<'_>, part: &Part<'_>) -> Range<usize> {
    let Some(name) = field(sink, path, part) else {
        return 0..0;
    };
    let kind = match part {
        Part::Bytes { .. } => Kind::File,
        Part::Json(_) => Kind::Json,
        _ => Kind::Text,
    };
    begin_part(sink, &name, kind);
    let start = sink.bytes.len();
    match part {
        Part::Text(text) => sink.bytes.extend_from_slice(text.as_bytes()),
        Part::Bytes { bytes, .. } => sink.bytes.extend_from_slice(bytes),
        part => json::write(&mut sink.bytes, part),
    }
    let end = sink.bytes.len();
    end_part(sink);
    start..end
}

/// What a part holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Json,
    /// With a file name, without which many servers do not take a part for a file.
    File,
}

pub(super) fn begin_part(sink: &mut Sink, name: &str, kind: Kind) {
    let name = quoted(name);
    let boundary = std::mem::take(&mut sink.boundary);
    let head = match kind {
        Kind::Text => String::new(),
        Kind::Json => "\r\nContent-Type: application/json".to_owned(),
        Kind::File => {
            format!("; filename=\"{name}\"\r\nContent-Type: application/octet-stream")
        }
    };
    // Writing to a sink cannot fail.
    let _ = write!(sink, "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n");
    sink.boundary = boundary;
}

pub(super) fn end_part(sink: &mut Sink) {
    sink.bytes.extend_from_slice(b"\r\n");
}

/// Writes what follows the last part (RFC 2046 section 5.1.1).
pub(super) fn close(sink: &mut Sink) {
    let boundary = std::mem::take(&mut sink.boundary);
    let _ = write!(sink, "--{boundary}--\r\n");
    sink.boundary = boundary;
}

/// A delimiter that no content has by chance, and that nobody can guess to forge a part: the
/// hash keys of the standard library come from the operating system.
pub(super) fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("apiloom-{:016x}{:016x}", random(), random())
}

/// The name of the field; none for null, which a form cannot say, and outside an object.
fn field<'a>(sink: &mut Sink, path: &Path<'a>, part: &Part<'_>) -> Option<Cow<'a, str>> {
    if matches!(part, Part::Null) {
        return None;
    }
    if sink.form == Form::Brackets {
        if path.has_key_with(['[', ']']) {
            sink.problem(path, "has a key with `[` or `]`, which would lead elsewhere".into());
        }
        return Some(path.in_brackets(sink.root).into());
    }
    if path.list_depth() > 1 {
        sink.problem(path, "is a list in a list, which a form cannot hold".into());
        return None;
    }
    let name = path.form_field();
    if name.is_none() {
        sink.problem(path, "must be an object to be sent as a form".into());
    }
    name.map(Cow::Borrowed)
}

/// The escapes of the HTML standard section 4.10.21.8, which servers undo.
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            c => quoted.push(c),
        }
    }
    quoted
}
