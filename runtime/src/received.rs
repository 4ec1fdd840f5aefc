//! What a server needs that is written for clients: the same rules, looked at from the other side.
//!
//! A value that was received is written once more, as a client would write it. What would keep a client from sending it
//! is what is wrong with it, so that the two cannot disagree about what a request may hold.

use bytes::Bytes;

use crate::argument::{Argument, ArgumentWriter};
use crate::call::Arguments;
use crate::encode::{Encode, Encoder, Form, Purpose, Sink};
use crate::operation::{Parameter, Style};
use crate::problem::Problem;

/// The JSON text of an answer.
///
/// # Errors
///
/// Everything in it that the spec does not allow.
pub fn answer_text(value: &dyn Encode) -> Result<Bytes, Vec<Problem>> {
    let mut sink = Sink::new(Form::Json, Purpose::Answer, None);
    value.encode(&mut Encoder::new(&mut sink));
    let (body, problems) = sink.finish("");
    if problems.is_empty() { Ok(body.bytes) } else { Err(problems) }
}

/// What is wrong with a body that was received.
#[must_use]
pub fn problems_of_body(value: &dyn Encode) -> Vec<Problem> {
    let mut sink = Sink::new(Form::Json, Purpose::Received, None);
    value.encode(&mut Encoder::new(&mut sink));
    sink.finish("").1
}

/// What is wrong with the value of a parameter that is more than texts.
#[must_use]
pub fn problems_of_object(parameter: &'static Parameter, value: &dyn Encode) -> Vec<Problem> {
    let place = parameter.place();
    let inside = |Problem { place: within, what }| {
        Problem::new([&place, within.strip_prefix("body").unwrap_or(&within)].concat(), what)
    };
    problems_of_body(value).into_iter().map(inside).collect()
}

/// What is wrong with the values of a parameter.
#[must_use]
pub fn problems_of_argument(parameter: &'static Parameter, value: &dyn Argument) -> Vec<Problem> {
    let mut arguments = Arguments::default();
    value.write(&mut ArgumentWriter::new(&mut arguments, 0, parameter).received());
    let mut problems = Vec::new();
    arguments.problems(&mut problems);
    problems
}

/// What the value of a header field is as text, its items joined; nothing for an empty list.
#[must_use]
pub fn argument_texts(value: &dyn Argument, style: Style) -> Option<String> {
    static ANY: Parameter = Parameter::query("");
    let mut arguments = Arguments::default();
    value.write(&mut ArgumentWriter::new(&mut arguments, 0, &ANY));
    let separator = if let Style::Joined(separator) = style { separator } else { "," };
    let mut texts: Option<String> = None;
    for value in arguments.of(0) {
        match &mut texts {
            Some(texts) => texts.extend([separator, value.text]),
            None => texts = Some(value.text.to_owned()),
        }
    }
    texts
}
