//! Examples beside an operation: each becomes a test of what is sent and of what is understood.

use std::collections::BTreeSet;

use super::literals::Way;
use super::operations::Context;
use super::{Resolver, Schemas, Taken, names};
use crate::document::{self, Literal};
use crate::json_text;
use crate::messages as say;
use crate::model::{Answer, Content, Example, ExampleAnswer, Operation, Required, Sample, Shape, Status, Tag};
use crate::parse::{Entries, Slot, StatusList};
use crate::span::Spanned;

/// How answers are encoded, once it is known which schemas are sent.
pub(super) fn encode_answers(tags: &mut [Tag], schemas: &Schemas) {
    let operations = tags.iter_mut().flat_map(|tag| &mut tag.operations);
    for answer in operations.flat_map(|operation| &mut operation.examples).flat_map(|example| &mut example.answers) {
        answer.canonical = json_text::canonical(&answer.sample, &answer.ty, schemas);
    }
}

impl Resolver<'_> {
    pub(super) fn examples(
        &self,
        written: &document::Operation,
        operation: &Operation,
        context: &Context<'_>,
    ) -> Vec<Example> {
        let mut taken = Taken::new(self);
        let mut examples = Vec::new();
        let declared = declared_parameters(written, context);
        for (name, parts) in written.examples.get().into_iter().flat_map(Entries::iter) {
            let Some(ident) = self.name(names::method(&name.value), &name.value, name.span) else { continue };
            if taken.take(&ident, &name.value, name.span) {
                examples.push(self.example(ident, name, parts.value, operation, &declared, context));
            }
        }
        examples
    }

    fn example(
        &self,
        ident: proc_macro2::Ident,
        name: &Spanned<String>,
        parts: &Entries<Literal, StatusList>,
        operation: &Operation,
        declared: &BTreeSet<&str>,
        context: &Context<'_>,
    ) -> Example {
        // Whether everything that was written of the request could be read.
        let mut sound = true;
        let mut example = Example {
            ident,
            parameters: Vec::new(),
            body: None,
            body_text: None,
            has_request: false,
            answers: Vec::new(),
        };
        for (key, part) in parts.iter() {
            match key.value.0.as_str() {
                "parameters" => sound &= self.example_parameters(part, operation, declared, context, &mut example),
                "body" => {
                    let Some(body) = &operation.body else {
                        sound = false;
                        self.report(say::example_without_body(key.span));
                        continue;
                    };
                    let sample = self.sample_in(part, &body.ty, context.schemas, Way::Sent);
                    if let (Some(sample), Content::Json) = (&sample, body.content) {
                        example.body_text = Some(json_text::redacted(sample, &body.ty, context.schemas));
                    }
                    sound &= sample.is_some();
                    example.body = sample;
                }
                _ => example.answers.extend(self.example_answer(key, part, operation, context)),
            }
        }
        let given = |index: &usize| example.parameters.iter().any(|(known, _)| known == index);
        example.has_request = operation.required.iter().all(|required| match required {
            Required::Parameter(index) => given(index),
            Required::OneOf(members) => members.iter().filter(|index| given(index)).count() == 1,
            Required::Body => example.body.is_some(),
        });
        if !example.has_request && sound && (example.body.is_some() || !example.parameters.is_empty()) {
            self.report(say::incomplete_example(name.span, &name.value));
        }
        example
    }

    fn example_parameters(
        &self,
        part: Spanned<&Literal>,
        operation: &Operation,
        declared: &BTreeSet<&str>,
        context: &Context<'_>,
        example: &mut Example,
    ) -> bool {
        let Literal::Map(entries) = part.value else {
            self.report(say::value_mismatch(part.span, "a map: parameters by their wire names"));
            return false;
        };
        let mut sound = true;
        for (key, value) in &entries.0 {
            let at = operation.parameters.iter().position(|parameter| parameter.wire == key.value);
            let Some(at) = at else {
                sound = false;
                if declared.contains(key.value.as_str()) {
                    continue;
                }
                let near =
                    self.nearest(&key.value, operation.parameters.iter().map(|parameter| parameter.wire.as_str()));
                self.report(say::unknown_parameter(&key.value, key.span, &operation.id, near));
                continue;
            };
            let sample =
                value.spanned().and_then(|value| self.sample(value, &operation.parameters[at].ty, context.schemas));
            sound &= sample.is_some();
            example.parameters.extend(sample.map(|sample| (at, sample)));
        }
        example.parameters.sort_by_key(|(at, _)| *at);
        sound
    }

    fn example_answer(
        &self,
        key: &Spanned<StatusList>,
        part: Spanned<&Literal>,
        operation: &Operation,
        context: &Context<'_>,
    ) -> Option<ExampleAnswer> {
        let Some(status) =
            key.value.0.parse::<u16>().ok().filter(|code| (100..=599).contains(code) && key.value.0.len() == 3)
        else {
            return self.refuse(say::bad_example_key(key.span, &key.value.0));
        };
        let all: Vec<&Answer> = operation.answers.iter().chain(&operation.errors).collect();
        let by = |wanted: Status| all.iter().find(|answer| answer.status == wanted);
        let declared =
            by(Status::Code(status)).or_else(|| by(Status::Class(status / 100))).or_else(|| by(Status::Default));
        let Some(declared) = declared else { return self.refuse(say::example_of_undeclared_status(key.span, status)) };
        let json = |answer: &'_ Answer| match &answer.shape {
            Shape::Json(ty) => Some(ty.clone()),
            Shape::One(envelope, _) | Shape::Many(envelope, _) => Some(envelope.clone()),
            Shape::Empty | Shape::Text | Shape::Bytes | Shape::Events(_) => None,
        };
        let Some(ty) = declared.ways().find_map(json) else {
            return self.refuse(say::example_of_no_json(key.span));
        };
        let sample: Sample = self.sample_in(part, &ty, context.schemas, Way::Received)?;
        Some(ExampleAnswer {
            status,
            ty,
            declared: json_text::literal(&Slot::Given(part.value.clone(), part.span)),
            sample,
            canonical: String::new(),
        })
    }
}

/// The wire names of all parameters that are written, be they right or not.
fn declared_parameters<'d>(written: &'d document::Operation, context: &Context<'d>) -> BTreeSet<&'d str> {
    let every = context.every;
    let queries = [written.query.get(), every.and_then(|every| every.query.get())].into_iter().flatten();
    let one_of = queries.clone().filter_map(|query| query.one_of.get());
    let headers = every.and_then(|every| every.headers.get());
    let maps = [written.path.get(), written.headers.get(), written.cookies.get(), headers].into_iter().flatten();
    let maps = maps.chain(context.shared.into_iter().flatten()).chain(one_of);
    let names = maps.flat_map(|entries| &entries.0).map(|(name, _)| name.value.as_str());
    names.chain(queries.flat_map(|query| &query.parameters).map(|(name, _)| name.value.as_str())).collect()
}
