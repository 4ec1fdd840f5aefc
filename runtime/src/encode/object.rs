//! Objects and lists inside an encoder.

use std::collections::BTreeMap;

use super::form::{self, Kind};
use super::json;
use super::path::{Path, Step};
use super::sink::{Form, Purpose, Sink};
use super::{Constant, Encode, Encoder};
use crate::api::Casing;
use crate::presence::Presence;
use crate::rule::Rule;

/// An object that is being written. Fields are sent in the order of the calls.
#[must_use = "an object must be ended"]
pub struct ObjectEncoder<'a> {
    to: Container<'a>,
}

impl<'a> ObjectEncoder<'a> {
    pub(super) fn begin(encoder: &'a mut Encoder<'_>) -> Self {
        if encoder.sink.form == Form::Pairs && !encoder.path.is_root() {
            encoder.problem("is an object, which a form field cannot hold");
        }
        Self { to: Container::begin(encoder, b'{') }
    }

    /// Writes a field.
    pub fn field(&mut self, name: &'static str, value: &dyn Encode) {
        self.ruled(name, value, &[]);
    }

    /// Writes a field whose value must satisfy rules.
    pub fn ruled(&mut self, name: &'static str, value: &dyn Encode, rules: &'static [Rule]) {
        self.to.write(Step::Field(name), value, rules);
    }

    /// Writes a field if there is a value.
    pub fn optional<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        self.optional_ruled(name, value, &[]);
    }

    /// Writes a field if there is a value, which must satisfy rules.
    pub fn optional_ruled<T: Encode>(&mut self, name: &'static str, value: &Option<T>, rules: &'static [Rule]) {
        if let Some(value) = value {
            self.ruled(name, value, rules);
        }
    }

    /// Writes a field, or null, or nothing.
    pub fn presence<T: Encode>(&mut self, name: &'static str, value: &Presence<T>) {
        self.presence_ruled(name, value, &[]);
    }

    /// Writes a field, or null, or nothing; a value must satisfy rules.
    pub fn presence_ruled<T: Encode>(&mut self, name: &'static str, value: &Presence<T>, rules: &'static [Rule]) {
        match value {
            Presence::Absent => {}
            Presence::Null => self.field(name, &Constant::Null),
            Presence::Present(value) => self.ruled(name, value, rules),
        }
    }

    /// Writes a field that always has the same value.
    pub fn constant(&mut self, name: &'static str, value: Constant) {
        self.field(name, &value);
    }

    /// Writes an entry of a map.
    pub fn entry(&mut self, key: &str, value: &dyn Encode) {
        self.to.write(Step::Key(key), value, self.to.rules);
    }

    /// Writes what an object holds beside its fields, and reports what has the name of a field or of something else that
    /// is sent: on the wire there would be two.
    pub fn rest<T: Encode>(&mut self, rest: &BTreeMap<String, T>, others: &[&str], casing: Casing) {
        for (key, value) in rest {
            if others.iter().any(|other| casing.matches(key, other)) {
                let place = self.to.path.step(Step::Key(key));
                self.to.sink.problem(&place, "has the name of something that the object has already".into());
            }
            self.entry(key, value);
        }
    }

    /// Reports a field that is missing on the server that the request is for.
    pub fn required_on(&mut self, name: &'static str, is_present: bool, servers: &'static [&'static str]) {
        let to = &mut self.to;
        let is_required = to.sink.server.is_some_and(|server| servers.contains(&server));
        if is_required && !is_present {
            to.sink.problem(&to.path.step(Step::Field(name)), "is required on this server".into());
        }
    }

    /// Reports a field that is given although the server that the request is for does not have it.
    pub fn only_on(&mut self, name: &'static str, is_present: bool, servers: &'static [&'static str]) {
        let to = &mut self.to;
        let is_elsewhere = to.sink.server.is_some_and(|server| !servers.contains(&server));
        if is_elsewhere && is_present {
            to.sink.problem(&to.path.step(Step::Field(name)), "does not exist on this server".into());
        }
    }

    /// Whether a server answers with the object: then read-only fields are written, and write-only ones are not.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        self.to.sink.purpose == Purpose::Answer
    }

    /// Reports a field that a client has to send, where a server looks at what it received: its type may say less,
    /// because answers lack it.
    pub fn needed(&mut self, name: &'static str, is_present: bool) {
        let to = &mut self.to;
        if to.sink.purpose == Purpose::Received && !is_present {
            to.sink.problem(&to.path.step(Step::Field(name)), "is required".into());
        }
    }

    /// Ends the object.
    pub fn end(self) {
        self.to.end(b'}');
    }
}

/// A list that is being written.
#[must_use = "a list must be ended"]
pub struct ListEncoder<'a> {
    to: Container<'a>,
    index: usize,
}

impl<'a> ListEncoder<'a> {
    pub(super) fn begin(encoder: &'a mut Encoder<'_>) -> Self {
        // In a form there is no list: its items repeat the field.
        let open = if encoder.sink.form == Form::Json { b'[' } else { 0 };
        Self { to: Container::begin(encoder, open), index: 0 }
    }

    /// Writes an item; rules of the field hold for each.
    pub fn item(&mut self, value: &dyn Encode) {
        self.to.write(Step::Index(self.index), value, self.to.rules);
        self.index += 1;
    }

    /// Ends the list.
    pub fn end(self) {
        self.to.end(b']');
    }
}

/// What objects and lists share.
struct Container<'a> {
    sink: &'a mut Sink,
    path: Path<'a>,
    rules: &'static [Rule],
    secret: bool,
    is_empty: bool,
    /// The form around a JSON part of a multipart body.
    around: Option<Form>,
}

impl<'a> Container<'a> {
    fn begin(encoder: &'a mut Encoder<'_>, open: u8) -> Self {
        let Encoder { sink, path, rules, secret } = encoder;
        let sink: &'a mut Sink = sink;
        let mut around = None;
        // RFC 7578 has no nesting; OpenAPI 3.1 section 4.8.15.2 sends objects as JSON parts.
        if sink.form == Form::Multipart
            && open == b'{'
            && let Some(name) = path.form_field()
        {
            form::begin_part(sink, name, Kind::Json);
            around = Some(sink.form);
            sink.form = Form::Json;
        }
        if sink.form == Form::Json {
            sink.bytes.push(open);
        }
        Self { sink, path: *path, rules, secret: *secret, is_empty: true, around }
    }

    fn write(&mut self, step: Step<'_>, value: &dyn Encode, rules: &'static [Rule]) {
        if self.sink.form == Form::Json {
            if !self.is_empty {
                self.sink.bytes.push(b',');
            }
            if let Step::Field(name) | Step::Key(name) = step {
                json::write_text(&mut self.sink.bytes, name);
                self.sink.bytes.push(b':');
            }
        }
        self.is_empty = false;
        let path = self.path.step(step);
        value.encode(&mut Encoder { sink: self.sink, path, rules, secret: self.secret });
    }

    fn end(self, close: u8) {
        if self.sink.form == Form::Json {
            self.sink.bytes.push(close);
        }
        if let Some(around) = self.around {
            form::end_part(self.sink);
            self.sink.form = around;
        }
    }
}
