//! What a request is made with: the spec's example, or as little as the operation can be called with.

use std::borrow::Cow;

use apiloom_codegen::model::{Api, Example, Location, Operation, Parameter, Required, Sample, Segment, Style};

use super::data::bracketed;
use super::encoded;
use crate::docs::example::{self, SECRET};
use crate::docs::json::Json;

#[derive(Default)]
pub(crate) struct Given<'o> {
    pub(crate) parameters: Vec<(&'o Parameter, Cow<'o, Sample>)>,
    pub(crate) body: Option<&'o Sample>,
}

/// The example that a request is made of.
pub(crate) fn example_of(operation: &Operation) -> Option<&Example> {
    operation.examples.iter().find(|example| example.has_request)
}

/// None where an argument would be too large to be made up.
pub(crate) fn given(operation: &Operation) -> Option<Given<'_>> {
    let mut given = match example_of(operation) {
        Some(example) => of_example(operation, example),
        None => made_up(operation)?,
    };
    let is_given = |parameter: &Parameter| given.parameters.iter().any(|(known, _)| std::ptr::eq(*known, parameter));
    let defaults = operation.parameters.iter().filter(|parameter| !is_given(parameter)).filter_map(|parameter| {
        let text = parameter.default_sent.as_ref()?;
        Some((parameter, Cow::Owned(Sample::Text(text.clone()))))
    });
    let defaults: Vec<_> = defaults.collect();
    given.parameters.extend(defaults);
    Some(given)
}

fn of_example<'o>(operation: &'o Operation, example: &'o Example) -> Given<'o> {
    let parameters = example.parameters.iter();
    let parameters =
        parameters.filter_map(|(at, sample)| Some((operation.parameters.get(*at)?, Cow::Borrowed(sample)))).collect();
    Given { parameters, body: example.body.as_ref() }
}

fn made_up(operation: &Operation) -> Option<Given<'_>> {
    let mut given = Given { parameters: Vec::new(), body: None };
    for required in &operation.required {
        let at = match required {
            Required::Parameter(at) => *at,
            Required::OneOf(members) => *members.first()?,
            Required::Body => {
                given.body = Some(operation.body.as_ref()?.sample.as_ref()?);
                continue;
            }
        };
        let parameter = operation.parameters.get(at)?;
        given.parameters.push((parameter, Cow::Borrowed(parameter.sample.as_ref()?)));
    }
    Some(given)
}

impl Given<'_> {
    pub(crate) fn at(&self, location: Location) -> impl Iterator<Item = (&Parameter, &Sample)> {
        let here = self.parameters.iter().filter(move |(parameter, _)| parameter.location == location);
        here.map(|(parameter, sample)| (*parameter, sample.as_ref()))
    }

    /// The path of a request, its placeholders filled.
    pub(crate) fn path(&self, api: &Api, operation: &Operation) -> String {
        let part = |segment: &Segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Parameter(at) => {
                let value = operation.parameters.get(*at).and_then(|parameter| Some((parameter, self.of(parameter)?)));
                value.map(|(parameter, sample)| in_path(api, parameter, sample)).unwrap_or_default()
            }
        };
        operation.segments.iter().map(part).collect()
    }

    /// Names and texts of the query, as a URL has them.
    pub(crate) fn query(&self, api: &Api) -> Vec<String> {
        let pairs = self.at(Location::Query).flat_map(|(parameter, sample)| pairs(api, parameter, sample));
        pairs.map(|(name, text)| format!("{}={}", encoded(&name), encoded(&text))).collect()
    }

    fn of(&self, parameter: &Parameter) -> Option<&Sample> {
        let known = self.parameters.iter().find(|(known, _)| std::ptr::eq(*known, parameter));
        known.map(|(_, sample)| sample.as_ref())
    }
}

/// Names and texts of a parameter of the query.
fn pairs(api: &Api, parameter: &Parameter, sample: &Sample) -> Vec<(String, String)> {
    let name = &parameter.wire;
    let fields = || example::of_sample(api, sample);
    match parameter.style {
        Style::Deep if !parameter.secret => bracketed(name, &fields()),
        Style::Flat if !parameter.secret => match fields() {
            Json::Object(members) => members.iter().flat_map(|(name, value)| flat(name, value)).collect(),
            _ => Vec::new(),
        },
        _ => texts(api, parameter, sample).into_iter().map(|text| (name.clone(), text)).collect(),
    }
}

fn flat(name: &str, value: &Json) -> Vec<(String, String)> {
    match value {
        Json::List(items) => items.iter().flat_map(|item| flat(name, item)).collect(),
        Json::Word("null") => Vec::new(),
        value => vec![(name.to_owned(), value.text())],
    }
}

/// The value of a parameter as a part of a path (RFC 3986 section 3.3).
fn in_path(api: &Api, parameter: &Parameter, sample: &Sample) -> String {
    let texts = texts(api, parameter, sample);
    texts.iter().map(|text| encoded(text)).collect::<Vec<_>>().join(&encoded(","))
}

/// The value of a parameter in a header field or a cookie.
pub(crate) fn joined(api: &Api, parameter: &Parameter, sample: &Sample) -> String {
    texts(api, parameter, sample).join(",")
}

/// The values of a parameter: one, or one for each item of a list that repeats it.
fn texts(api: &Api, parameter: &Parameter, sample: &Sample) -> Vec<String> {
    if parameter.secret {
        return vec![SECRET.to_owned()];
    }
    if parameter.style == Style::Json {
        return vec![example::of_sample(api, sample).compact()];
    }
    let Sample::List(items) = sample else { return vec![example::text(api, sample)] };
    let items: Vec<String> = items.iter().map(|item| example::text(api, item)).collect();
    match &parameter.style {
        Style::Joined(separator) => vec![items.join(separator)],
        _ => items,
    }
}
