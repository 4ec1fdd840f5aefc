//! What can be waited for by asking an operation again and again.

use std::time::Duration;

use super::Flow;
use super::wanted::Wanted;
use crate::docs_text::docs;
use crate::document::{self, Literal};
use crate::messages as say;
use crate::model::{Docs, ItemsAt, Of, Paging, Parameter, Repeat, Shape, Status, Style, Type, Wait};
use crate::parse::{Entries, Slot};
use crate::resolve::literals::sample_text;
use crate::resolve::schemas::expand;
use crate::resolve::{Resolver, Taken, names};
use crate::span::{Span, Spanned};

impl Resolver<'_> {
    pub(super) fn waits(&self, written: &document::Operation, paging: Option<&Paging>, flow: &Flow<'_>) -> Vec<Wait> {
        let Some(waits) = written.waits.spanned() else { return Vec::new() };
        let at = self.key("waits", waits.span);
        if paging.is_none() && !written.pages.is_absent() {
            return Vec::new();
        }
        // What pages list is what is waited for.
        let items = paging.map(|paging| (paging.items.clone(), paging.item.clone())).or_else(|| flow.items());
        let Some(items) = items else {
            self.report(say::wait_for_nothing(at));
            return Vec::new();
        };
        if flow.operation.repeat != Repeat::Harmless {
            self.report(say::wait_repeats(at));
            return Vec::new();
        }
        let mut taken = Taken::new(self);
        waits.value.iter().filter_map(|(id, wait)| self.wait(id, wait.value, &items, flow, &mut taken)).collect()
    }

    fn wait(
        &self,
        id: &Spanned<String>,
        written: &document::Wait,
        (items, item): &(ItemsAt, Type),
        flow: &Flow<'_>,
        taken: &mut Taken<'_, '_>,
    ) -> Option<Wait> {
        let ident = self.wait_name(id, flow, taken);
        if written.summary.is_absent() {
            self.report(say::missing_key(id.span, "a wait", "summary", "what is waited for, in one line"));
        }
        let with = self.set_by_wait(written, flow);
        let states = self.reached_and_failed(written, id.span, item, flow);
        let of = self.quantifier(&written.of, item, flow);
        // Whoever refuses one of these reports it, and nothing is emitted.
        let identity = written.identity.owned().and_then(|field| self.path(&field, 0, item, Wanted::Text, flow));
        let pending = written.pending.spanned().and_then(|status| self.pending(*status.value, status.span, flow));
        let times = self.times(written, id.span);
        let ((state, reached, failed), (every, within)) = (states?, times?);
        Some(Wait {
            ident: ident?,
            id: id.value.clone(),
            docs: wait_docs(written),
            items: items.clone(),
            item: item.clone(),
            with: with?,
            state,
            reached,
            failed,
            of: of?,
            identity: identity.map(|(path, _)| path),
            pending,
            every,
            within,
        })
    }

    fn wait_name(
        &self,
        id: &Spanned<String>,
        flow: &Flow<'_>,
        taken: &mut Taken<'_, '_>,
    ) -> Option<proc_macro2::Ident> {
        let ident = self.name(names::wait(&id.value), &id.value, id.span)?;
        self.check_snake_case(id, &ident);
        if flow.operation.parameters.iter().any(|parameter| parameter.setter == ident) {
            return self.refuse(say::bad_name(&id.value, id.span, "the request has a setter of that name"));
        }
        taken.take(&ident, &id.value, id.span).then_some(ident)
    }

    /// The values that a wait gives to optional parameters.
    fn set_by_wait(&self, written: &document::Wait, flow: &Flow<'_>) -> Option<Vec<(usize, Vec<String>)>> {
        let entries = written.with.get().into_iter().flat_map(Entries::iter);
        let set: Vec<_> = entries.map(|(name, literal)| self.setting(name, literal, flow)).collect();
        let set: Option<Vec<_>> = set.into_iter().collect();
        set.filter(|_| !matches!(written.with, Slot::Broken(_)))
    }

    fn setting(
        &self,
        name: &Spanned<String>,
        literal: Spanned<&Literal>,
        flow: &Flow<'_>,
    ) -> Option<(usize, Vec<String>)> {
        let named = || flow.operation.parameters.iter().enumerate().filter(|(_, known)| known.wire == name.value);
        let is_free = |parameter: &Parameter| !parameter.required && !parameter.one_of;
        let Some((index, parameter)) = named().find(|(_, known)| is_free(known)).or_else(|| named().next()) else {
            if flow.declared.contains(name.value.as_str()) {
                return None;
            }
            let known = flow.operation.parameters.iter().filter(|known| is_free(known));
            let near = self.nearest(&name.value, known.map(|parameter| parameter.wire.as_str()));
            return self.refuse(say::unknown_wait_parameter(&name.value, name.span, near));
        };
        if !is_free(parameter) {
            return self.refuse(say::wait_sets_required(&name.value, name.span));
        }
        if parameter.style.is_object() {
            return self.refuse(say::wait_sets_object(&name.value, name.span));
        }
        let item = match (&parameter.style, expand(&parameter.ty, flow.schemas)) {
            (Style::Repeated | Style::Joined(_), Type::List(item) | Type::Set(item)) => item,
            (_, ty) => ty,
        };
        let text = |literal: Spanned<&Literal>| {
            let sample = self.sample(literal, item, flow.schemas)?;
            self.obeys(&sample, &parameter.rules, literal.span).then(|| sample_text(&sample, flow.schemas))?
        };
        let values = match literal.value {
            Literal::List(items) if parameter.style != Style::Single => {
                items.iter().map(|item| text(item.spanned()?)).collect::<Option<_>>()?
            }
            _ => vec![text(literal)?],
        };
        Some((index, values))
    }

    /// `any`, `all`, `newest by CreatedTime`.
    fn quantifier(&self, written: &Slot<String>, item: &Type, flow: &Flow<'_>) -> Option<Of> {
        const NEWEST: &str = "newest by ";
        let Some(of) = written.owned() else {
            return if written.is_absent() { Some(Of::Any) } else { None };
        };
        match of.value.as_str() {
            "any" => Some(Of::Any),
            "all" => Some(Of::All),
            text if text.starts_with(NEWEST) => {
                let found = self.path(&of, NEWEST.len(), item, Wanted::Time, flow);
                found.map(|(path, _)| Of::Newest(path))
            }
            text => self.refuse(say::bad_quantifier(text, of.span)),
        }
    }

    /// A status means "not yet" only with the body that the spec declares for it.
    fn pending(&self, status: u64, at: Span, flow: &Flow<'_>) -> Option<(u16, Type)> {
        let Some(code) = u16::try_from(status).ok().filter(|code| (400..=599).contains(code)) else {
            return self.refuse(say::pending_of_no_error(at));
        };
        let wanted = [Status::Code(code), Status::Class(code / 100), Status::Default];
        let errors = &flow.operation.errors;
        let declared = wanted.iter().find_map(|wanted| errors.iter().find(|error| error.status == *wanted));
        match declared.map(|error| &error.shape) {
            Some(Shape::Json(ty)) => Some((code, ty.clone())),
            _ => self.refuse(say::undeclared_pending(code, at)),
        }
    }

    /// The interval and the whole.
    fn times(&self, written: &document::Wait, at: Span) -> Option<(Duration, Duration)> {
        let time = |slot: &Slot<String>, key| match slot {
            Slot::Absent => self.refuse(say::missing_key(at, "a wait", key, "a time span, like `60s`")),
            slot => self.duration(&slot.owned()?),
        };
        let (every, within) = (time(&written.every, "every"), time(&written.within, "within"));
        let (every, within) = (every?, within?);
        if every >= within {
            let (every, within) = (written.every.span().unwrap_or(at), written.within.span().unwrap_or(at));
            return self.refuse(say::wait_without_time(every, within));
        }
        Some((every, within))
    }
}

fn wait_docs(written: &document::Wait) -> Docs {
    let mut about = written.summary.text().map(docs).unwrap_or_default();
    let more = written.description.text().map(docs).unwrap_or_default();
    if !more.lines.is_empty() {
        about.lines.push(String::new());
        about.lines.extend(more.lines);
        about.text = format!("{}\n\n{}", about.text, more.text);
    }
    about
}
