//! The body that encoders write into, and what they report beside it.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Range;

use bytes::Bytes;

use super::path::Path;
use super::{form, json};
use crate::problem::Problem;

/// The form that a body has on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// RFC 8259.
    Json,
    /// `application/x-www-form-urlencoded` (URL standard section 5).
    Pairs,
    /// The same, with names that lead into objects and lists: `a[b]`, `a[0][b]`, `a[]`.
    Brackets,
    /// `multipart/form-data` (RFC 7578).
    Multipart,
}

/// What a value is encoded for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be sent: secrets are written.
    Wire,
    /// To be kept by the caller, as `Serialize` does: secrets are not written.
    Storage,
    /// To be sent by a server: what is read-only is written, what is write-only is not.
    Answer,
    /// To see whether what a server received is what a client may send. What is written is of no use.
    Received,
}

/// A finished body.
#[derive(Clone, Default)]
pub(crate) struct Body {
    pub(crate) bytes: Bytes,
    pub(crate) media_type: Cow<'static, str>,
    /// What a view leaves out.
    pub(crate) secrets: Vec<Range<usize>>,
}

pub(crate) struct Sink {
    pub(super) bytes: Vec<u8>,
    pub(super) form: Form,
    pub(super) purpose: Purpose,
    pub(super) boundary: String,
    secrets: Vec<Range<usize>>,
    problems: Vec<Problem>,
    /// The name of the server that the body is for, where it is known.
    pub(super) server: Option<&'static str>,
    /// What names with brackets begin with.
    pub(super) root: &'static str,
    /// Where pairs are kept apart, for a query.
    pub(super) pairs: Option<Vec<Pair>>,
}

/// A name and a value of a query, neither of them encoded.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) secret: bool,
}

/// A value without values inside.
pub(super) enum Part<'v> {
    Text(&'v str),
    Plain(&'static str),
    Number(fmt::Arguments<'v>),
    Null,
    Bytes { bytes: &'v [u8], base64: &'v str },
    Json(&'v serde_json::Value),
}

impl Sink {
    pub(crate) fn new(form: Form, purpose: Purpose, server: Option<&'static str>) -> Self {
        Self {
            bytes: Vec::with_capacity(128),
            form,
            purpose,
            boundary: if form == Form::Multipart { form::boundary() } else { String::new() },
            secrets: Vec::new(),
            problems: Vec::new(),
            server,
            root: "",
            pairs: None,
        }
    }

    /// For a parameter of this name: pairs are kept apart.
    pub(crate) fn parameter(form: Form, name: &'static str, server: Option<&'static str>) -> Self {
        let root = if form == Form::Brackets { name } else { "" };
        Self { root, pairs: Some(Vec::new()), ..Self::new(form, Purpose::Wire, server) }
    }

    /// The pairs, or the one text that was written instead, and everything that is wrong with them.
    pub(crate) fn finish_parameter(self) -> (Vec<Pair>, Vec<Problem>) {
        let Self { bytes, secrets, problems, pairs, form, .. } = self;
        let mut pairs = pairs.unwrap_or_default();
        if form == Form::Json {
            let value = String::from_utf8(bytes).unwrap_or_default();
            pairs.push(Pair { name: String::new(), value, secret: !secrets.is_empty() });
        }
        (pairs, problems)
    }

    /// The body and everything that is wrong with it.
    pub(crate) fn finish(mut self, media_type: &'static str) -> (Body, Vec<Problem>) {
        let media_type = if self.form == Form::Multipart {
            form::close(&mut self);
            format!("{media_type}; boundary={}", self.boundary).into()
        } else {
            media_type.into()
        };
        let Self { bytes, secrets, problems, .. } = self;
        (Body { bytes: bytes.into(), media_type, secrets }, problems)
    }

    pub(super) fn problem(&mut self, path: &Path<'_>, what: Cow<'static, str>) {
        self.problems.push(Problem::new(path.to_string(), what));
    }

    pub(super) fn write(&mut self, path: &Path<'_>, part: Part<'_>, secret: bool) {
        let part = match part {
            _ if secret && self.purpose == Purpose::Storage => Part::Text("[redacted]"),
            part => part,
        };
        let written = match self.form {
            Form::Json => {
                let start = self.bytes.len();
                json::write(&mut self.bytes, &part);
                start..self.bytes.len()
            }
            Form::Pairs | Form::Brackets => form::write_pair(self, path, &part, secret),
            Form::Multipart => form::write_part(self, path, &part),
        };
        if secret && !written.is_empty() {
            self.secrets.push(written);
        }
    }
}

/// Text goes into a body through `fmt` without a string between.
impl Write for Sink {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes.extend_from_slice(text.as_bytes());
        Ok(())
    }
}
