//! Writing bodies: one description of a value, three forms on the wire.
//!
//! An [`Encoder`] writes straight into the body and collects what is wrong on the way, each with
//! its place, so that a caller sees all of it at once and nothing invalid is sent.

mod form;
mod impls;
mod json;
mod object;
mod path;
mod sink;

pub use self::impls::Constant;
pub use self::object::{ListEncoder, ObjectEncoder};
use self::path::Path;
use self::sink::Part;
pub(crate) use self::sink::{Body, Form, Pair, Purpose, Sink};
use crate::rule::{self, Rule};

/// What `bytes` are written in.
pub(crate) const BASE64: &str = "base64";

/// A value that can be sent in a body. Object safe, so that encoders are compiled once.
pub trait Encode {
    /// Writes the value.
    fn encode(&self, to: &mut Encoder<'_>);
}

/// Where one value is written.
pub struct Encoder<'a> {
    sink: &'a mut Sink,
    path: Path<'a>,
    rules: &'static [Rule],
    secret: bool,
}

impl<'a> Encoder<'a> {
    pub(crate) fn new(sink: &'a mut Sink) -> Self {
        Self { sink, path: Path::ROOT, rules: &[], secret: false }
    }

    /// Writes a text that must satisfy these rules and those of the field that it stands in.
    pub fn text(&mut self, text: &str, rules: &'static [Rule]) {
        self.check(text, rules);
        self.write(Part::Text(text));
    }

    /// Writes an integer.
    pub fn integer(&mut self, number: impl Into<i128>, rules: &'static [Rule]) {
        self.number_text(&number.into(), rules);
    }

    /// Writes a number; JSON has neither NaN nor infinities (RFC 8259 section 6).
    pub fn number(&mut self, number: f64, rules: &'static [Rule]) {
        // `Debug` is the shortest text that reads back as the same number, with an exponent where
        // `Display` would write hundreds of digits.
        self.finite(number.is_finite(), format_args!("{number:?}"), rules);
    }

    pub(crate) fn number32(&mut self, number: f32) {
        self.finite(number.is_finite(), format_args!("{number:?}"), &[]);
    }

    /// Writes a boolean.
    pub fn boolean(&mut self, value: bool) {
        self.write(Part::Plain(if value { "true" } else { "false" }));
    }

    /// Writes null: in a form, nothing.
    pub fn null(&mut self) {
        self.write(Part::Null);
    }

    /// Writes bytes: base64 in JSON and in form fields, as they are in a multipart body.
    pub fn bytes(&mut self, bytes: &[u8], base64: &str) {
        self.write(Part::Bytes { bytes, base64 });
    }

    /// Writes any JSON value as it is.
    pub fn json(&mut self, value: &serde_json::Value) {
        self.write(Part::Json(value));
    }

    /// Begins an object; [`ObjectEncoder::end`] ends it.
    pub fn object(&mut self) -> ObjectEncoder<'_> {
        ObjectEncoder::begin(self)
    }

    /// Begins a list; [`ListEncoder::end`] ends it. In a form its items repeat the field.
    pub fn list(&mut self) -> ListEncoder<'_> {
        ListEncoder::begin(self)
    }

    /// Reports that the value may not be sent, in words that follow its place:
    /// `must not be empty`.
    pub fn problem(&mut self, what: &'static str) {
        self.sink.problem(&self.path, what.into());
    }

    /// Reports a text that is not in its format: who received it did not write it.
    pub(crate) fn malformed(&mut self, name: &'static str) {
        match self.sink.purpose {
            Purpose::Received => self.sink.problem(&self.path, format!("must be {name}").into()),
            _ if name == BASE64 => self.problem("was received as text that is not base64"),
            _ => self.problem("was received in a format that it must not be sent in"),
        }
    }

    /// Writes a value that no view of the request shows.
    pub fn secret(&mut self, value: &dyn Encode) {
        let mut inner = self.again();
        inner.secret = true;
        value.encode(&mut inner);
    }

    /// Writes a number by its text.
    pub(crate) fn number_text(&mut self, number: &dyn std::fmt::Display, rules: &'static [Rule]) {
        self.finite(true, format_args!("{number}"), rules);
    }

    fn finite(&mut self, is_finite: bool, text: std::fmt::Arguments<'_>, rules: &'static [Rule]) {
        if !is_finite {
            self.problem("must be a finite number");
            return self.write(Part::Null);
        }
        if !rules.is_empty() || !self.rules.is_empty() {
            self.check(&text.to_string(), rules);
        }
        self.write(Part::Number(text));
    }

    fn check(&mut self, text: &str, rules: &'static [Rule]) {
        let broken = rule::broken(text, rules).or_else(|| rule::broken(text, self.rules));
        if let Some(what) = broken {
            self.sink.problem(&self.path, what);
        }
    }

    fn write(&mut self, part: Part<'_>) {
        self.sink.write(&self.path, part, self.secret);
    }

    /// The same place once more.
    fn again(&mut self) -> Encoder<'_> {
        Encoder { sink: &mut *self.sink, path: self.path, rules: self.rules, secret: self.secret }
    }
}
