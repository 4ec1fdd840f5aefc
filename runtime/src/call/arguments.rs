//! The arguments of a call: one buffer of text and a list of what stands where, so that any number
//! of arguments costs two allocations, and one alone costs one.

use std::borrow::Cow;
use std::fmt::{Display, Write};
use std::ops::Range;

use super::allowed;
use crate::encode::Pair;
use crate::operation::{In, Parameter, Style};
use crate::problem::Problem;
use crate::rule::{self, Rule};

#[derive(Clone, Default)]
pub(crate) struct Arguments {
    text: String,
    /// Most calls have one argument at most, and need no list.
    first: Option<Value>,
    more: Vec<Value>,
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
        self.first.take_if(|value| value.parameter == parameter);
        self.more.retain(|value| value.parameter != parameter);
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
        // Writing to a string fails only if `Display` does, and then what is there is checked.
        let _ = write!(self.text, "{value}");
        self.added(index, parameter, secret, start, rules);
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
        self.text.push_str(value);
        self.added(index, parameter, secret, start, rules);
    }

    /// What stands in the buffer from `start` on is a value.
    fn added(&mut self, index: usize, parameter: &'static Parameter, secret: bool, start: usize, rules: &[Rule]) {
        let range = start..self.text.len();
        let text = self.text.get(range.clone()).unwrap_or_default();
        let broken = allowed::broken(text, parameter)
            .or_else(|| rule::broken(text, parameter.rules))
            .or_else(|| rule::broken(text, rules));
        if let Some(what) = broken {
            self.problem(index, parameter, what);
        }
        self.push(Value { parameter: index, range, name: None, secret });
        let count = self.of(index).take(2).count();
        if count > 1 && parameter.style == Style::Single && parameter.location != In::Query {
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
            self.text.push_str(&name);
            let end = self.text.len();
            self.text.push_str(&value);
            self.push(Value { parameter: index, range: end..self.text.len(), name: Some(start..end), secret });
        }
        for Problem { place: inside, what } in problems {
            let inside = inside.strip_prefix("body").unwrap_or(&inside);
            self.problems.push((index, Problem::new([&place(parameter), inside].concat(), what)));
        }
    }

    /// Behind those that are there: the first place is taken again only when there are no others.
    fn push(&mut self, value: Value) {
        if self.first.is_none() && self.more.is_empty() {
            self.first = Some(value);
        } else {
            self.more.push(value);
        }
    }

    fn values(&self) -> impl Iterator<Item = &Value> {
        self.first.iter().chain(&self.more)
    }

    pub(crate) fn problem(&mut self, index: usize, parameter: &Parameter, what: Cow<'static, str>) {
        self.problems.push((index, Problem::new(place(parameter), what)));
    }

    /// The values of a parameter, in the order in which they were written.
    pub(crate) fn of(&self, parameter: usize) -> impl Iterator<Item = Shown<'_>> {
        self.values().filter(move |value| value.parameter == parameter).map(|value| Shown {
            name: value.name.clone().and_then(|range| self.text.get(range)),
            text: self.text.get(value.range.clone()).unwrap_or_default(),
            secret: value.secret,
        })
    }

    /// The values of a parameter, or the default that the spec wants sent without one.
    pub(crate) fn of_or_default<'a>(
        &'a self,
        index: usize,
        parameter: &'static Parameter,
    ) -> impl Iterator<Item = Shown<'a>> {
        let default = match self.of(index).next() {
            Some(_) => None,
            None => parameter.default,
        };
        let default = default.map(|text| Shown { name: None, text, secret: false });
        self.of(index).chain(default)
    }

    /// The values that no view shows.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let secret = self.values().filter(|value| value.secret);
        secret.filter_map(|value| self.text.get(value.range.clone()))
    }

    pub(crate) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().map(|(_, problem)| problem)
    }
}

pub(super) fn place(parameter: &Parameter) -> String {
    parameter.place()
}
