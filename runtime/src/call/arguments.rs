//! The arguments of a call: one buffer of text and a list of what stands where, so that any number
//! of arguments costs two allocations, and a short one alone costs none.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};
use std::ops::Range;

use secrecy::SecretString;
use smallvec::SmallVec;

use super::allowed;
use crate::encode::Pair;
use crate::operation::{In, Parameter, Style};
use crate::problem::Problem;
use crate::rule::{self, Rule};

/// A UUID (RFC 9562 section 4) and a little more.
const SHORT: usize = 40;

#[derive(Clone, Default)]
pub(crate) struct Arguments {
    /// Texts one after another, in UTF-8: each is read again as a whole.
    text: SmallVec<[u8; SHORT]>,
    /// Most calls have one argument at most, and need no list.
    values: SmallVec<[Value; 1]>,
    /// With the index of the parameter, so that setting it again takes them back.
    problems: Vec<(usize, Problem)>,
}

#[derive(Clone)]
struct Value {
    parameter: usize,
    range: Range<usize>,
    /// Where it has another name than its parameter.
    name: Option<Range<usize>>,
    secret: bool,
}

/// What `Display` writes to.
struct Texts<'t>(&'t mut SmallVec<[u8; SHORT]>);

impl Write for Texts<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// One value, and whether a view may show it.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// Where it has another name than its parameter.
    pub(crate) name: Option<&'a str>,
    pub(crate) text: &'a str,
    pub(crate) secret: bool,
}

impl Arguments {
    /// Forgets the values of a parameter; what they leave in the buffer is never read.
    pub(super) fn clear(&mut self, parameter: usize) {
        self.values.retain(|value| value.parameter != parameter);
        self.problems.retain(|(index, _)| *index != parameter);
    }

    pub(crate) fn add(
        &mut self,
        index: usize,
        parameter: &'static Parameter,
        secret: bool,
        value: &dyn Display,
        rules: &[Rule],
    ) {
        let start = self.text.len();
        // Writing to memory fails only if `Display` does, and then what is there is checked.
        let _ = write!(Texts(&mut self.text), "{value}");
        let broken = broken(self.text(&(start..self.text.len())), parameter, rules);
        self.added(index, parameter, secret, start, broken);
    }

    /// The same for a text, which need not be formatted.
    pub(crate) fn add_text(
        &mut self,
        index: usize,
        parameter: &'static Parameter,
        secret: bool,
        value: &str,
        rules: &[Rule],
    ) {
        let start = self.text.len();
        self.text.extend_from_slice(value.as_bytes());
        self.added(index, parameter, secret, start, broken(value, parameter, rules));
    }

    /// What stands in the buffer from `start` on is a value; `broken` is what is wrong with it.
    fn added(
        &mut self,
        index: usize,
        parameter: &'static Parameter,
        secret: bool,
        start: usize,
        broken: Option<Cow<'static, str>>,
    ) {
        if let Some(what) = broken {
            self.problem(index, parameter, what);
        }
        let range = start..self.text.len();
        let is_repeated = self.has(index);
        self.values.push(Value { parameter: index, range, name: None, secret });
        if is_repeated && parameter.style == Style::Single && parameter.location != In::Query {
            self.problem(index, parameter, "takes one value".into());
        }
    }

    /// The values of an object in a query, which have names of their own, and what is wrong with them.
    pub(super) fn add_pairs(
        &mut self,
        index: usize,
        parameter: &'static Parameter,
        pairs: Vec<Pair>,
        problems: Vec<Problem>,
    ) {
        for Pair { name, value, secret } in pairs {
            if name.is_empty() {
                self.add(index, parameter, secret, &value, &[]);
                continue;
            }
            let start = self.text.len();
            self.text.extend_from_slice(name.as_bytes());
            let end = self.text.len();
            self.text.extend_from_slice(value.as_bytes());
            self.values.push(Value { parameter: index, range: end..self.text.len(), name: Some(start..end), secret });
        }
        for Problem { place: inside, what } in problems {
            let inside = inside.strip_prefix("body").unwrap_or(&inside);
            self.problems.push((index, Problem::new([&place(parameter), inside].concat(), what)));
        }
    }

    pub(crate) fn problem(&mut self, index: usize, parameter: &Parameter, what: Cow<'static, str>) {
        self.problems.push((index, Problem::new(place(parameter), what)));
    }

    /// The values of a parameter, in the order in which they were written.
    pub(crate) fn of(&self, parameter: usize) -> Values<'_> {
        Values { arguments: self, rest: &self.values, parameter, default: None }
    }

    /// What stands there was a text when it was written.
    fn text(&self, range: &Range<usize>) -> &str {
        let bytes = self.text.get(range.clone()).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn has(&self, parameter: usize) -> bool {
        self.values.iter().any(|value| value.parameter == parameter)
    }

    /// Whether a parameter is sent: with a value, or with its default.
    pub(super) fn is_given(&self, index: usize, parameter: &Parameter) -> bool {
        parameter.default.is_some() || self.has(index)
    }

    /// The values of a parameter, or the default that the spec wants sent without one.
    pub(crate) fn of_or_default(&self, index: usize, parameter: &'static Parameter) -> Values<'_> {
        let default = if self.has(index) { None } else { parameter.default };
        Values { default, ..self.of(index) }
    }

    /// Adds the values that no view shows.
    pub(crate) fn secrets(&self, to: &mut Vec<SecretString>) {
        for value in &self.values {
            if value.secret {
                to.push(self.text(&value.range).into());
            }
        }
    }

    /// Adds what is wrong.
    pub(crate) fn problems(&self, to: &mut Vec<Problem>) {
        for (_, problem) in &self.problems {
            to.push(problem.clone());
        }
    }
}

/// The values of a parameter. A type of its own: a chain of adapters would be compiled anew for each way of using it.
pub(crate) struct Values<'a> {
    arguments: &'a Arguments,
    rest: &'a [Value],
    parameter: usize,
    default: Option<&'static str>,
}

impl<'a> Iterator for Values<'a> {
    type Item = Shown<'a>;

    fn next(&mut self) -> Option<Shown<'a>> {
        while let [value, rest @ ..] = self.rest {
            self.rest = rest;
            if value.parameter == self.parameter {
                let name = value.name.as_ref().map(|range| self.arguments.text(range));
                return Some(Shown { name, text: self.arguments.text(&value.range), secret: value.secret });
            }
        }
        self.default.take().map(|text| Shown { name: None, text, secret: false })
    }
}

fn broken(text: &str, parameter: &Parameter, rules: &[Rule]) -> Option<Cow<'static, str>> {
    allowed::broken(text, parameter)
        .or_else(|| rule::broken(text, parameter.rules))
        .or_else(|| rule::broken(text, rules))
}

pub(super) fn place(parameter: &Parameter) -> String {
    parameter.place()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Display` may fail, whatever its documentation says.
    struct Half;

    impl Display for Half {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("half")?;
            Err(fmt::Error)
        }
    }

    #[test]
    fn texts_of_any_length_and_one_that_fails() {
        static NAME: Parameter = Parameter::query("name");
        let long = "é".repeat(SHORT);
        let mut arguments = Arguments::default();
        arguments.add_text(0, &NAME, false, "short", &[]);
        arguments.add(0, &NAME, false, &Half, &[]);
        arguments.add_text(0, &NAME, false, &long, &[]);
        let texts: Vec<&str> = arguments.of(0).map(|value| value.text).collect();
        assert_eq!(texts, ["short", "half", &long]);
    }
}
