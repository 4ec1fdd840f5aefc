//! Several ways to give a body, and several kinds of content of an answer.

use std::collections::BTreeSet;

use super::operations::Context;
use super::{Resolver, Taken, names};
use crate::document::{self, BodyChoice, ResponseChoice};
use crate::messages as say;
use crate::model::{Answer, Body, Choice, Shape, Status};
use crate::parse::{Entries, Form, Slot};
use crate::span::{Span, Spanned};

/// Words for content that a way may be called by.
const WORDS: [&str; 5] = ["json", "form", "multipart", "text", "bytes"];

impl Resolver<'_> {
    /// The body by each of its ways; the first is what examples show.
    pub(super) fn body_choices(
        &self,
        written: &document::Body,
        choices: Spanned<&Entries<Form<BodyChoice>>>,
        context: &Context<'_>,
    ) -> Option<Body> {
        let beside = [("type", &written.r#type), ("content", &written.content), ("style", &written.style)];
        self.check_choices(beside, choices.value.0.len(), choices.span)?;
        let mut bodies = Vec::new();
        let mut complete = true;
        for (name, choice) in choices.value.iter() {
            let body = document::Body {
                r#type: choice.value.r#type.clone(),
                content: content(&choice.value.content, name),
                style: choice.value.style.clone(),
                description: or(&choice.value.description, &written.description),
                one_of: Slot::Absent,
            };
            let setter = names::choice("body", &name.value).ok();
            let body = setter.and_then(|setter| self.one_body(&body, choice.span, setter, context));
            complete &= body.is_some();
            bodies.extend(body.map(|body| (body, name.clone())));
        }
        if !complete {
            return None;
        }
        let (first, _) = bodies.first()?;
        if let Some((_, other)) = bodies.iter().find(|(body, _)| body.required != first.required) {
            return self.refuse(say::choice_optional(other.span));
        }
        let media = bodies.iter().map(|(body, name)| (body.media_type.as_str(), name));
        self.check_media(&media.collect::<Vec<_>>())?;
        let mut bodies = bodies.into_iter().map(|(body, _)| body);
        let first = bodies.next()?;
        Some(Body { others: bodies.collect(), ..first })
    }

    /// An answer, with each kind of content that it may have.
    pub(super) fn answer(
        &self,
        status: Status,
        written: &document::Response,
        at: Span,
        context: &Context<'_>,
    ) -> Option<Answer> {
        let choices = match &written.one_of {
            Slot::Absent => {
                let shape = self.shape(written, at, context)?;
                return Some(super::responses::answer(status, shape, written));
            }
            slot => slot.spanned()?,
        };
        let beside = [("type", &written.r#type), ("content", &written.content), ("end", &written.end)];
        self.check_choices(beside, choices.value.0.len(), choices.span)?;
        let mut answers = Vec::new();
        let mut complete = true;
        for (name, choice) in choices.value.iter() {
            let answer = self.answer_choice(status, written, name, &choice, context);
            complete &= answer.is_some();
            answers.extend(answer.map(|answer| (answer, name.clone())));
        }
        if !complete {
            return None;
        }
        let media = answers.iter().filter_map(|(answer, name)| Some((answer.media_type.as_deref()?, name)));
        self.check_media(&media.collect::<Vec<_>>())?;
        let mut answers = answers.into_iter().map(|(answer, _)| answer);
        let first = answers.next()?;
        Some(Answer { others: answers.collect(), ..first })
    }

    fn answer_choice(
        &self,
        status: Status,
        written: &document::Response,
        name: &Spanned<String>,
        choice: &Spanned<&Form<ResponseChoice>>,
        context: &Context<'_>,
    ) -> Option<Answer> {
        let response = document::Response {
            r#type: choice.value.r#type.clone(),
            content: content(&choice.value.content, name),
            end: choice.value.end.clone(),
            description: written.description.clone(),
            ..document::Response::default()
        };
        let setter = names::choice("accept", &name.value).ok()?;
        let shape = self.shape(&response, choice.span, context)?;
        if shape == Shape::Empty {
            return self.refuse(say::content_of_empty(choice.span));
        }
        let choice = Some(Choice { name: name.value.clone(), setter });
        Some(Answer { choice, ..super::responses::answer(status, shape, &response) })
    }

    /// A choice is between two at least, each of which says all of itself.
    fn check_choices<const N: usize>(
        &self,
        beside: [(&'static str, &Slot<String>); N],
        count: usize,
        at: Span,
    ) -> Option<()> {
        for (key, slot) in beside {
            if let Some(span) = slot.span() {
                return self.refuse(say::beside_choice(key, self.key(key, span), self.key("one of", at)));
            }
        }
        if count < 2 {
            return self.refuse(say::too_few(at, "`one of`", "one alone is the body or the answer itself"));
        }
        Some(())
    }

    /// What is received is known by its media type alone.
    fn check_media(&self, media: &[(&str, &Spanned<String>)]) -> Option<()> {
        for (at, (media_type, name)) in media.iter().enumerate() {
            let same = |(other, _): &&(&str, &Spanned<String>)| essence(other) == essence(media_type);
            if let Some((_, first)) = media.iter().take(at).find(same) {
                return self.refuse(say::choices_alike(name, first, &essence(media_type)));
            }
        }
        Some(())
    }

    /// The methods that choose have names beside those of the parameters.
    pub(super) fn check_choice_names(&self, written: &document::Operation, taken: &mut Taken<'_, '_>) {
        let body = written.body.get().and_then(|body| body.one_of.get());
        let bodies = body.into_iter().flat_map(Entries::iter).map(|(name, _)| ("body", name));
        let by_status = written.responses.get().into_iter().flat_map(Entries::iter);
        let responses = written.returns.get().into_iter().chain(by_status.map(|(_, response)| response.value));
        let answers = responses.filter_map(|response| response.one_of.get()).flat_map(Entries::iter);
        let mut seen = BTreeSet::new();
        for (what, name) in bodies.chain(answers.map(|(name, _)| ("accept", name))) {
            if !seen.insert((what, name.value.as_str())) {
                continue;
            }
            if let Some(ident) = self.name(names::choice(what, &name.value), &name.value, name.span) {
                taken.take(&ident, &name.value, name.span);
            }
        }
    }
}

/// What is said of the content, or the name where it is a word for it.
fn content(said: &Slot<String>, name: &Spanned<String>) -> Slot<String> {
    if said.is_absent() && WORDS.contains(&name.value.as_str()) {
        Slot::Given(name.value.clone(), name.span)
    } else {
        said.clone()
    }
}

fn or(own: &Slot<String>, shared: &Slot<String>) -> Slot<String> {
    if own.is_absent() { shared.clone() } else { own.clone() }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
