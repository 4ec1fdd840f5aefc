//! Answers by status, and what a call gives.

use std::rc::Rc;

use super::operations::Context;
use super::{Resolver, Taken, names};
use crate::docs_text::docs;
use crate::document;
use crate::messages as say;
use crate::model::{Answer, EventStream, HeadersStruct, Location, Output, Scalar, SchemaKind, Shape, Status, Type};
use crate::parse::{Entries, Form, Slot, StatusList};
use crate::span::{Span, Spanned};

/// Fields that say what went wrong, the best first: what services and RFC 9457 call them.
const MESSAGE_FIELDS: &[&str] =
    &["message", "error_description", "errormessage", "detail", "description", "title", "error"];

/// HTML standard section 9.2.
const EVENTS: &str = "text/event-stream";

impl Resolver<'_> {
    /// Every declared answer of an operation: what is written for it, then what every operation declares.
    pub(super) fn answers(
        &self,
        operation: &document::Operation,
        context: &Context<'_>,
    ) -> Option<(Vec<Answer>, Vec<Answer>)> {
        let mut all: Vec<(Answer, Span)> = Vec::new();
        let mut complete = true;
        if let (Some(returns), Some(span)) = (operation.returns.spanned(), operation.returns.span()) {
            let answer = self.answer(Status::Code(200), returns.value, span, context);
            complete &= answer.is_some();
            all.extend(answer.map(|answer| (answer, span)));
        }
        complete &= !matches!(operation.returns, Slot::Broken(_));
        complete &= self.declared(&operation.responses, context, &mut all).is_some();
        let as_errors = all.len();
        complete &= self.declared(&operation.errors, context, &mut all).is_some();
        let own = all.len();
        if let Some(shared) = context.every {
            self.declared(&shared.errors, context, &mut all);
        }
        // What an operation says itself goes before what every operation says.
        let succeeds = |status: Status| matches!(status, Status::Code(200..=299) | Status::Class(2));
        let head = operation.request.text().is_some_and(|line| line.starts_with("HEAD "));
        let mut kept: Vec<(Answer, Span)> = Vec::new();
        for (index, (answer, span)) in all.into_iter().enumerate() {
            let status = status_text(answer.status);
            if index >= as_errors && succeeds(answer.status) {
                self.report(say::success_in_errors(span, &status));
            }
            if answer.shape != Shape::Empty && (is_bodyless(answer.status) || (head && succeeds(answer.status))) {
                let why = if head { "an answer to HEAD".to_owned() } else { format!("an answer with status {status}") };
                self.report(say::answer_without_body(span, &why));
            }
            match kept.iter().find(|(known, _)| known.status == answer.status) {
                Some((_, first)) if index < own => {
                    self.report(say::duplicate_status(&status, span, *first));
                }
                Some(_) => {}
                None => kept.push((answer, span)),
            }
        }
        if !complete {
            return None;
        }
        let no_success = !kept.iter().any(|(answer, _)| succeeds(answer.status));
        let (mut answers, mut errors) = (Vec::new(), Vec::new());
        for (mut answer, span) in kept {
            if succeeds(answer.status)
                || (no_success && answer.status == Status::Default && operation.errors.is_absent())
            {
                answers.push(answer);
            } else {
                answer.message = message_fields(&answer.shape, context);
                if let Shape::One(..) | Shape::Many(..) = answer.shape {
                    self.report(say::envelope_in_error(span));
                }
                if let Shape::Events(_) = answer.shape {
                    self.report(say::events_in_error(span));
                }
                if !answer.others.is_empty() {
                    self.report(say::choice_in_error(span));
                }
                errors.push(answer);
            }
        }
        answers.sort_by_key(|answer| answer.status);
        errors.sort_by_key(|answer| answer.status);
        if answers.is_empty() {
            return self.refuse(say::no_success(context.at, context.id));
        }
        Some((answers, errors))
    }

    fn declared(
        &self,
        written: &Slot<Entries<Form<document::Response>, StatusList>>,
        context: &Context<'_>,
        all: &mut Vec<(Answer, Span)>,
    ) -> Option<()> {
        let entries = match written {
            Slot::Broken(_) => return None,
            slot => slot.get(),
        };
        let mut complete = true;
        for (keys, response) in entries.into_iter().flat_map(|entries| &entries.0) {
            let statuses = self.statuses(keys);
            let response = response.spanned();
            let answer =
                response.and_then(|response| self.answer(Status::Default, response.value, response.span, context));
            let (Some(statuses), Some(answer)) = (statuses, answer) else {
                complete = false;
                continue;
            };
            let with_status = |status| {
                let others = answer.others.iter().map(|other| Answer { status, ..other.clone() });
                (Answer { status, others: others.collect(), ..answer.clone() }, keys.span)
            };
            all.extend(statuses.into_iter().map(with_status));
        }
        complete.then_some(())
    }

    /// `200`, `4XX`, `default`, or several with commas between.
    pub(super) fn statuses(&self, keys: &Spanned<StatusList>) -> Option<Vec<Status>> {
        let read = |word: &str| match word {
            "default" => Some(Status::Default),
            _ if word.len() == 3
                && word[1..].eq_ignore_ascii_case("xx")
                && matches!(word.as_bytes().first(), Some(b'1'..=b'5')) =>
            {
                word[..1].parse().ok().map(Status::Class)
            }
            _ if word.len() == 3 => word.parse().ok().filter(|code| (100..=599).contains(code)).map(Status::Code),
            _ => None,
        };
        let list = &keys.value.0;
        let statuses: Option<Vec<Status>> = if list.is_char_boundary(1) && list.is_ascii() {
            list.split(',').map(|word| read(word.trim())).collect()
        } else {
            None
        };
        if statuses.is_none() {
            self.report(say::bad_status(keys.span, list));
        }
        statuses
    }

    pub(super) fn shape(&self, written: &document::Response, at: Span, context: &Context<'_>) -> Option<Shape> {
        let text = match &written.r#type {
            Slot::Absent => {
                return self.refuse(say::missing_key(at, "a response", "type", "what it holds, or `empty`"));
            }
            slot => slot.owned()?,
        };
        let content = written.content.owned();
        if text.value.trim() == "empty" {
            self.check_no_end(written)?;
            return match content {
                None => Some(Shape::Empty),
                Some(content) => self.refuse(say::content_of_empty(content.span)),
            };
        }
        if let Some((word, rest)) =
            text.value.trim().split_once(' ').filter(|(word, _)| matches!(*word, "one" | "many" | "events"))
        {
            let start = text.value.len() - text.value.trim_start().len() + word.len() + 1;
            let item = Spanned::new(rest.to_owned(), self.part(&text, start..start + rest.len()));
            if word == "events" {
                return self.events(written, &item);
            }
            self.check_no_end(written)?;
            return self.enveloped(word, &item, text.span, context);
        }
        self.check_no_end(written)?;
        let ty = self.whole_type(&text, &[])?;
        let bare = match &ty {
            Type::Scalar(Scalar::Bytes) => Some(Shape::Bytes),
            Type::Scalar(Scalar::String) => Some(Shape::Text),
            _ => None,
        };
        match (content.as_ref().map(|content| content.value.as_str()), bare) {
            (None, None) | (Some("json"), _) => Some(Shape::Json(ty)),
            (Some("text"), Some(Shape::Text)) => Some(Shape::Text),
            (Some("bytes"), Some(Shape::Bytes)) => Some(Shape::Bytes),
            (Some(word @ ("text" | "bytes")), _) => {
                self.refuse(say::content_of_other_type(content.as_ref()?.span, word, text.span))
            }
            (None, Some(_)) => self.refuse(say::content_needed(text.span, &text.value)),
            (Some(media), bare) => {
                let content = content.as_ref()?;
                if !is_media_type(media) {
                    return self.refuse(say::bad_content(content.span, media, &["json", "text", "bytes"]));
                }
                if is_json(media) {
                    return Some(Shape::Json(ty));
                }
                match bare {
                    Some(bare) => Some(bare),
                    None => self.refuse(say::content_of_other_type(content.span, media, text.span)),
                }
            }
        }
    }

    fn enveloped(&self, word: &str, item: &Spanned<String>, at: Span, context: &Context<'_>) -> Option<Shape> {
        let item_type = self.whole_type(item, &[])?;
        let Some(index) = context.envelope else {
            return if context.envelope_written { None } else { self.refuse(say::no_envelope(at, word)) };
        };
        let name = context.schemas.get(*index)?.as_ref()?.name.clone();
        let envelope = Type::Schema(Rc::clone(&name), vec![item_type.clone()]);
        Some(if word == "one" { Shape::One(envelope, item_type) } else { Shape::Many(envelope, item_type) })
    }

    /// Data is a text, so a `string` is that text and not JSON.
    fn events(&self, written: &document::Response, item: &Spanned<String>) -> Option<Shape> {
        let ty = self.whole_type(item, &[])?;
        let content = written.content.spanned();
        if let Some(content) = content.filter(|content| !content.value.eq_ignore_ascii_case(EVENTS)) {
            return self.refuse(say::content_of_events(content.span));
        }
        let end = match &written.end {
            Slot::Absent => None,
            slot => Some(slot.owned()?),
        };
        if let Some(end) = end.as_ref().filter(|end| end.value.is_empty() || end.value.contains(['\r', '\n'])) {
            return self.refuse(say::bad_end_of_events(end.span));
        }
        let data = Some(ty).filter(|ty| *ty != Type::Scalar(Scalar::String));
        Some(Shape::Events(EventStream { data, end: end.map(|end| end.value) }))
    }

    fn check_no_end(&self, written: &document::Response) -> Option<()> {
        match written.end.span() {
            Some(span) => self.refuse(say::end_without_events(self.key("end", span))),
            None => Some(()),
        }
    }

    /// Header fields that callers read from an answer, be it an error or not.
    pub(super) fn response_headers(
        &self,
        operation: &document::Operation,
        context: &Context<'_>,
    ) -> Option<HeadersStruct> {
        let mut fields = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        let mut taken = Taken::new(self);
        let by_status = [&operation.responses, &operation.errors].into_iter().filter_map(Slot::get);
        let responses = by_status.flat_map(Entries::iter).map(|(_, response)| response.value);
        for response in operation.returns.get().into_iter().chain(responses) {
            for (name, header) in response.headers.get().into_iter().flat_map(Entries::iter) {
                if seen.contains(&name.value) {
                    continue;
                }
                seen.push(name.value.clone());
                fields.extend(self.parameter(name, header.value, Location::Header, context.schemas, &mut taken));
            }
        }
        (!fields.is_empty()).then(|| HeadersStruct { ident: names::derived(&[context.id, "headers"]), fields })
    }
}

fn message_fields(shape: &Shape, context: &Context<'_>) -> Vec<String> {
    let Shape::Json(Type::Schema(name, _)) = shape else { return Vec::new() };
    let Some(Some(schema)) = context.schemas.get(name.index) else { return Vec::new() };
    let SchemaKind::Struct(object) = &schema.kind else { return Vec::new() };
    let text = |wanted: &str| {
        let mut fields = object.fields.iter().filter(|field| matches!(field.ty, Type::Scalar(Scalar::String)));
        fields.find(|field| field.wire.replace('-', "_").eq_ignore_ascii_case(wanted)).map(|field| field.wire.clone())
    };
    MESSAGE_FIELDS.iter().filter_map(|wanted| text(wanted)).collect()
}

/// What awaiting the request gives.
pub(super) fn output(answers: &[Answer], id: &str) -> Output {
    if answers.iter().any(|answer| !answer.others.is_empty()) {
        return Output::ByStatus(names::derived(&[id, "output"]), choices(answers));
    }
    let mut shapes: Vec<&Shape> = answers.iter().map(|answer| &answer.shape).collect();
    shapes.dedup();
    if let [shape] = shapes.as_slice() {
        return Output::Single((*shape).clone());
    }
    let variants =
        answers.iter().map(|answer| (names::derived(&["Status", &status_text(answer.status)]), answer.clone()));
    Output::ByStatus(names::derived(&[id, "output"]), variants.collect())
}

/// What a service answers: a variant for each status.
pub(super) fn replies(answers: &[Answer], errors: &[Answer]) -> Vec<(proc_macro2::Ident, Answer)> {
    let all = answers.iter().chain(errors);
    all.map(|answer| (names::derived(&["Status", &status_text(answer.status)]), answer.clone())).collect()
}

/// A variant for each kind of content; the status is a part of its name where there are several.
fn choices(answers: &[Answer]) -> Vec<(proc_macro2::Ident, Answer)> {
    let ident = |answer: &Answer| {
        let name = answer.choice.as_ref().map_or("", |choice| choice.name.as_str());
        match answers {
            [_] => names::derived(&[name]),
            _ => names::derived(&["Status", &status_text(answer.status), name]),
        }
    };
    let ways = answers.iter().flat_map(Answer::ways);
    ways.map(|answer| (ident(answer), Answer { others: Vec::new(), ..answer.clone() })).collect()
}

pub(super) fn answer(status: Status, shape: Shape, written: &document::Response) -> Answer {
    let description = written.description.text().map(docs).unwrap_or_default();
    let media_type = media_type(&shape, written);
    Answer { status, shape, media_type, description, message: Vec::new(), choice: None, others: Vec::new() }
}

/// What a body of this shape is written in, by the word for it or as such.
fn media_type(shape: &Shape, written: &document::Response) -> Option<String> {
    let usual = match shape {
        Shape::Empty => return None,
        Shape::Json(_) | Shape::One(..) | Shape::Many(..) => "application/json",
        Shape::Text => "text/plain; charset=utf-8",
        Shape::Bytes => "application/octet-stream",
        Shape::Events(_) => EVENTS,
    };
    let named = written.content.text().filter(|word| word.contains('/'));
    Some(named.unwrap_or(usual).to_owned())
}

/// RFC 9110 sections 15.2, 15.3.5, 15.3.6 and 15.4.5.
fn is_bodyless(status: Status) -> bool {
    matches!(status, Status::Class(1) | Status::Code(100..=199 | 204 | 205 | 304))
}

pub(crate) fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// RFC 9110 section 8.3.1, without parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    let token =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&^_.+-".contains(c));
    text.len() <= 256 && text.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype))
}

/// RFC 6839 section 3.1: `+json` is JSON, too.
pub(super) fn is_json(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    media_type.ends_with("/json") || media_type.ends_with("+json")
}
