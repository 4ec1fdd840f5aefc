//! Values outside the body: what may be one, and how it is written.

use std::collections::BTreeSet;
use std::fmt;

use crate::binary::Binary;
use crate::call::Arguments;
use crate::operation::Parameter;
use crate::rule::Rule;
use crate::secret::Secret;
use crate::text::Text;
use crate::text::format::Format;
use crate::unknown::UnknownValue;

/// A value of a path, query, header or cookie parameter. A list writes each of its items.
pub trait Argument {
    /// Writes the value.
    fn write(&self, to: &mut ArgumentWriter<'_>);
}

/// Where the values of one parameter are written.
pub struct ArgumentWriter<'a> {
    arguments: &'a mut Arguments,
    index: usize,
    parameter: &'static Parameter,
    secret: bool,
    /// Whether a server looks at what it received.
    received: bool,
}

impl<'a> ArgumentWriter<'a> {
    pub(crate) fn new(arguments: &'a mut Arguments, index: usize, parameter: &'static Parameter) -> Self {
        Self { arguments, index, parameter, secret: parameter.secret, received: false }
    }

    /// For what a server received.
    pub(crate) fn received(self) -> Self {
        Self { received: true, ..self }
    }

    /// Writes a value that must satisfy these rules and the parameter's.
    pub fn text(&mut self, text: &str, rules: &'static [Rule]) {
        self.arguments.add_text(self.index, self.parameter, self.secret, text, rules);
    }

    /// Writes what `Display` shows, without a string between.
    pub fn display(&mut self, value: &dyn fmt::Display, rules: &'static [Rule]) {
        self.arguments.add(self.index, self.parameter, self.secret, value, rules);
    }

    /// Reports that the value may not be sent, in words that follow its place:
    /// `must not be empty`.
    pub fn problem(&mut self, what: &'static str) {
        self.arguments.problem(self.index, self.parameter, what.into());
    }

    /// Reports a text that is not in its format: who received it did not write it.
    fn malformed(&mut self, name: &'static str, sent: &'static str) {
        let what = if self.received { format!("must be {name}").into() } else { sent.into() };
        self.arguments.problem(self.index, self.parameter, what);
    }

    /// Writes a value that no view of the request shows.
    pub fn secret(&mut self, value: &dyn Argument) {
        let outer = std::mem::replace(&mut self.secret, true);
        value.write(self);
        self.secret = outer;
    }
}

/// What a value is as text: the first of a list, nothing for an empty one.
#[must_use]
pub fn argument_text(value: &dyn Argument) -> String {
    static ANY: Parameter = Parameter::query("");
    let mut arguments = Arguments::default();
    value.write(&mut ArgumentWriter::new(&mut arguments, 0, &ANY));
    arguments.of(0).next().map(|value| value.text.to_owned()).unwrap_or_default()
}

impl Argument for str {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self, &[]);
    }
}

impl Argument for String {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self, &[]);
    }
}

macro_rules! as_displayed {
    ($($type:ty)*) => {$(
        impl Argument for $type {
            fn write(&self, to: &mut ArgumentWriter<'_>) {
                to.display(self, &[]);
            }
        }
    )*};
}
as_displayed!(bool i8 i16 i32 i64 i128 u8 u16 u32 u64);

macro_rules! if_finite {
    ($($type:ty)*) => {$(
        impl Argument for $type {
            fn write(&self, to: &mut ArgumentWriter<'_>) {
                if !self.is_finite() {
                    to.problem("must be a finite number");
                }
                to.display(self, &[]);
            }
        }
    )*};
}
if_finite!(f32 f64);

impl<F: Format> Argument for Text<F> {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        if !self.is_valid() {
            to.malformed(F::NAME, "was received in a format that it must not be sent in");
        }
        to.text(self.as_str(), &[]);
    }
}

impl Argument for Binary {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        if self.decoded().is_err() {
            to.malformed(crate::encode::BASE64, "was received as text that is not base64");
        }
        to.text(&self.to_base64(), &[]);
    }
}

impl Argument for UnknownValue {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self.as_str(), &[]);
    }
}

impl<T: Argument> Argument for Secret<T> {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.secret(self.expose());
    }
}

impl<T: Argument> Argument for [T] {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        for item in self {
            item.write(to);
        }
    }
}

impl<T: Argument> Argument for Vec<T> {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        self.as_slice().write(to);
    }
}

impl<T: Argument> Argument for BTreeSet<T> {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        for item in self {
            item.write(to);
        }
    }
}

impl<T: Argument + ?Sized> Argument for &T {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        (**self).write(to);
    }
}

impl<T: Argument + ?Sized> Argument for Box<T> {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        (**self).write(to);
    }
}
