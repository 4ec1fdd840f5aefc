//! Reading what a request holds into the types of its operation. What is wrong is collected, each with its place, so
//! that a caller sees all of it at once.

mod body;
mod multipart;
mod pairs;
mod tree;

use std::borrow::Cow;

use apiloom_runtime::decode::{self, DecodeError};
use apiloom_runtime::serde::de::DeserializeOwned;
use apiloom_runtime::wire::{
    Argument, Casing, Encode, In, Operation, Parameter, Style, problems_of_argument, problems_of_object,
};
use apiloom_runtime::{Problem, Secret};
use bytes::Bytes;
use http::header::{COOKIE, HeaderMap};
use http::{Request, StatusCode};
use percent_encoding::percent_decode_str;

pub use self::pairs::Fields;
use crate::input::Several;
use crate::refusal::Refusal;
use crate::route::Values;

/// A request on its way into an input. Each method reads one thing and reports what is wrong with it.
pub struct Reader<'r> {
    operation: &'static Operation,
    casing: Casing,
    path: Values<'r>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) cookies: Vec<(String, String)>,
    headers: &'r HeaderMap,
    body: &'r Bytes,
    problems: Vec<Problem>,
    /// Where it says more than that the request is bad.
    status: Option<StatusCode>,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(
        operation: &'static Operation,
        casing: Casing,
        path: Values<'r>,
        request: &'r Request<Bytes>,
    ) -> Self {
        let query = request.uri().query().unwrap_or_default().as_bytes();
        let query = form_urlencoded::parse(query).into_owned().collect();
        let (headers, body) = (request.headers(), request.body());
        let cookies = cookies(headers);
        Self { operation, casing, path, query, cookies, headers, body, problems: Vec::new(), status: None }
    }

    /// What was reported, if anything was.
    pub(crate) fn refusal(self) -> Option<Refusal> {
        let status = self.status.unwrap_or(StatusCode::BAD_REQUEST);
        (!self.problems.is_empty()).then(|| Refusal::bad(status, self.problems))
    }

    /// A parameter that has to be there.
    pub fn one<T: DeserializeOwned + Argument>(&mut self, index: usize) -> Option<T> {
        match self.maybe(index)? {
            Some(value) => Some(value),
            None => self.missing(index),
        }
    }

    /// A parameter that may be there.
    pub fn maybe<T: DeserializeOwned + Argument>(&mut self, index: usize) -> Option<Option<T>> {
        let parameter = self.operation.parameters.get(index)?;
        match self.texts(index, parameter)?.as_slice() {
            [] => Some(None),
            [text] => {
                let value = self.value(parameter, text)?;
                self.argument(parameter, value).map(Some)
            }
            _ => self.problem(parameter.place(), "takes one value"),
        }
    }

    /// A list; without any value it is empty.
    pub fn list<C: Several>(&mut self, index: usize) -> Option<C> {
        let parameter = self.operation.parameters.get(index)?;
        let texts = self.texts(index, parameter)?;
        if texts.is_empty() && parameter.location == In::Path {
            return self.missing(index);
        }
        let items: Vec<Option<C::Item>> = texts.iter().map(|text| self.value(parameter, text)).collect();
        let items: Option<Vec<C::Item>> = items.into_iter().collect();
        self.argument(parameter, C::of(items?))
    }

    /// A list of which no view shows anything.
    pub fn secret_list<C: Several>(&mut self, index: usize) -> Option<Secret<C>> {
        self.list(index).map(Secret::new)
    }

    /// A parameter that is more than texts, and has to be there.
    pub fn object<T: DeserializeOwned + Encode>(&mut self, index: usize, fields: &Fields) -> Option<T> {
        match self.maybe_object(index, fields)? {
            Some(value) => Some(value),
            None => self.missing(index),
        }
    }

    /// A parameter that is more than texts, and may be there.
    pub fn maybe_object<T: DeserializeOwned + Encode>(&mut self, index: usize, fields: &Fields) -> Option<Option<T>> {
        let parameter = self.operation.parameters.get(index)?;
        let json = match parameter.style {
            Style::Json => match self.texts(index, parameter)?.as_slice() {
                [] => None,
                [text] => Some(Ok(text.clone())),
                _ => return self.problem(parameter.place(), "takes one value"),
            },
            Style::Deep => tree::json(&self.query, parameter.name),
            _ => pairs::of_parameter(&self.query, self.operation, fields, self.casing),
        };
        let json = match json {
            None => return Some(None),
            Some(Err(what)) => return self.problem(parameter.place(), what),
            Some(Ok(json)) => json,
        };
        let value: Result<T, _> = match parameter.style {
            Style::Json => decode::from_slice(json.as_bytes(), self.casing),
            _ => decode::from_slice_of_texts(json.as_bytes(), self.casing),
        };
        let value = value.map_err(|error| self.problems.push(problem_of(&parameter.place(), &error))).ok()?;
        let problems = problems_of_object(parameter, &value);
        let is_fine = problems.is_empty();
        self.problems.extend(problems);
        is_fine.then_some(Some(value))
    }

    /// Reports where not exactly one of these parameters was given.
    pub fn exactly_one(&mut self, given: &[(usize, bool)]) -> Option<()> {
        if given.iter().filter(|(_, is_given)| *is_given).count() == 1 {
            return Some(());
        }
        let parameters = given.iter().filter_map(|(index, _)| self.operation.parameters.get(*index));
        let names: Vec<String> = parameters.map(|parameter| format!("`{}`", parameter.name)).collect();
        let place = given.first().and_then(|(index, _)| self.operation.parameters.get(*index)).map(Parameter::place);
        self.problem(place.unwrap_or_default(), format!("exactly one of {} has to be given", names.join(", ")))
    }

    /// The values of a parameter as texts, decoded.
    fn texts(&mut self, index: usize, parameter: &'static Parameter) -> Option<Vec<String>> {
        let all: Vec<String> = match parameter.location {
            In::Path => {
                let raw = self.path.iter().find(|(known, _)| *known == index).map(|(_, value)| *value);
                let decoded = raw.map(|raw| percent_decode_str(raw).decode_utf8().map(Cow::into_owned));
                match decoded.transpose() {
                    Ok(text) => text.into_iter().collect(),
                    Err(_) => return self.problem(parameter.place(), "must be UTF-8"),
                }
            }
            In::Query => self.named(&self.query, parameter.name),
            In::Cookie => self.named(&self.cookies, parameter.name),
            In::Header => {
                let values = self.headers.get_all(parameter.name).iter().map(|value| value.to_str().map(str::to_owned));
                match values.collect() {
                    Ok(values) => values,
                    Err(_) => return self.problem(parameter.place(), "must be visible ASCII"),
                }
            }
        };
        let separator = match (parameter.style, parameter.location) {
            (Style::Joined(separator), _) => separator,
            (Style::Repeated, In::Header | In::Path | In::Cookie) => ",",
            _ => return Some(all),
        };
        let items = all.iter().filter(|text| !text.is_empty()).flat_map(|text| text.split(separator));
        // RFC 9110 section 5.6.1: blanks around the items of a list mean nothing.
        let trim = |item: &str| if parameter.location == In::Header { item.trim().to_owned() } else { item.to_owned() };
        Some(items.map(trim).collect())
    }

    fn named(&self, pairs: &[(String, String)], name: &str) -> Vec<String> {
        let mine = pairs.iter().filter(|(known, _)| self.casing.matches(known, name));
        mine.map(|(_, value)| value.clone()).collect()
    }

    /// One value, whatever its type takes a text for.
    fn value<T: DeserializeOwned>(&mut self, parameter: &Parameter, text: &str) -> Option<T> {
        let json = serde_json::Value::from(text).to_string();
        let value = decode::from_slice_of_texts(json.as_bytes(), self.casing);
        value.map_err(|error| self.problems.push(problem_of(&parameter.place(), &error))).ok()
    }

    fn argument<T: Argument>(&mut self, parameter: &'static Parameter, value: T) -> Option<T> {
        let problems = problems_of_argument(parameter, &value);
        let is_fine = problems.is_empty();
        self.problems.extend(problems);
        is_fine.then_some(value)
    }

    fn missing<T>(&mut self, index: usize) -> Option<T> {
        let place = self.operation.parameters.get(index).map(Parameter::place);
        self.problem(place.unwrap_or_default(), "is required")
    }

    fn problem<T>(&mut self, place: impl Into<String>, what: impl Into<Cow<'static, str>>) -> Option<T> {
        self.problems.push(Problem::new(place, what));
        None
    }
}

/// What could not be decoded, in words that follow the place.
fn problem_of(place: &str, error: &DecodeError) -> Problem {
    let inside = match error.path() {
        "" => String::new(),
        path if path.starts_with('[') => path.to_owned(),
        path => format!(".{path}"),
    };
    let missing = error.problem().strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    match missing {
        Some(field) => Problem::new(format!("{place}{inside}.{field}"), "is required"),
        None => Problem::new(format!("{place}{inside}"), format!("cannot be read: {}", error.problem())),
    }
}

/// RFC 6265 section 4.2.1.
fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let fields = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = fields.flat_map(|field| field.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}
