//! Which example of an operation answers a request: the one whose request is most like it.

use apiloom_codegen::model::{Api, Example, ExampleAnswer, Operation, Sample};

use crate::mock::answer::Wish;
use crate::mock::check::parameters::{given, items};
use crate::mock::json::Json;
use crate::mock::received::Received;
use crate::mock::route::Found;

#[derive(Clone, Copy)]
pub(super) struct Chosen<'o> {
    pub(super) of: &'o Example,
    pub(super) answer: &'o ExampleAnswer,
}

pub(super) fn choose<'a>(
    api: &Api,
    found: &Found<'a>,
    received: &Received,
    status: u16,
    wish: &Wish,
) -> Option<Chosen<'a>> {
    let answers = found.operation.examples.iter().filter_map(|example| {
        Some(Chosen { of: example, answer: example.answers.iter().find(|answer| answer.status == status)? })
    });
    let body = serde_json::from_slice(&received.body).ok();
    let likeness = |chosen: &Chosen<'_>| {
        let named = wish.example.as_ref().is_some_and(|wanted| *wanted == name(chosen.of));
        (named, likeness(api, chosen.of, found, received, body.as_ref()))
    };
    // The first of those that are most like it.
    answers.rev().max_by_key(likeness)
}

pub(super) fn name(example: &Example) -> String {
    let ident = example.ident.to_string();
    ident.strip_prefix("r#").unwrap_or(&ident).to_owned()
}

/// The status that an example of this name has an answer for.
pub(super) fn status_of(operation: &Operation, wanted: &str) -> Option<u16> {
    let example = operation.examples.iter().find(|example| name(example) == wanted)?;
    example.answers.first().map(|answer| answer.status)
}

/// Whether an example's request has this parameter with the value that the request has.
pub(super) fn has_parameter(
    api: &Api,
    example: &Example,
    index: usize,
    found: &Found<'_>,
    received: &Received,
) -> bool {
    let sample = example.parameters.iter().find(|(at, _)| *at == index);
    sample.is_some_and(|(at, sample)| is_given(api, *at, sample, found, received))
}

/// What an example's request and a request have in common, less what one of them has alone.
fn likeness(api: &Api, example: &Example, found: &Found<'_>, received: &Received, body: Option<&Json>) -> isize {
    let parameters = example.parameters.iter().map(|(at, sample)| is_given(api, *at, sample, found, received));
    let parameters: isize = parameters.map(|is_given| if is_given { 2 } else { -1 }).sum();
    let wanted = example.body.as_ref().map(|sample| Json::of_sample(sample, api));
    let of_body = match (&wanted, body) {
        (Some(Json::Object(wanted)), Some(Json::Object(given))) => {
            let value = |name: &str| given.iter().find(|(known, _)| known == name).map(|(_, value)| value);
            let shared = wanted.iter().map(|(name, wanted)| match value(name) {
                Some(value) if value == wanted => 2,
                Some(_) => 1,
                None => -1,
            });
            let alone = given.iter().filter(|(name, _)| !wanted.iter().any(|(known, _)| known == name)).count();
            shared.sum::<isize>().saturating_sub_unsigned(alone)
        }
        (Some(wanted), given) => {
            if given == Some(wanted) {
                2
            } else {
                -1
            }
        }
        (None, _) => 0,
    };
    parameters + of_body
}

fn is_given(api: &Api, index: usize, sample: &Sample, found: &Found<'_>, received: &Received) -> bool {
    let Some(parameter) = found.operation.parameters.get(index) else { return false };
    texts(&Json::of_sample(sample, api)) == items(parameter, &given(index, parameter, found, received))
}

/// A value as the texts that it is in parameters.
pub(super) fn texts(value: &Json) -> Vec<String> {
    match value {
        Json::List(items) => items.iter().flat_map(texts).collect(),
        Json::Text(text) => vec![text.clone()],
        other => vec![serde_json::to_string(other).unwrap_or_default()],
    }
}
