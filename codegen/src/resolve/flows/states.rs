//! The states that a wait looks for.

use super::Flow;
use super::wanted::Wanted;
use crate::document::{self, Literal};
use crate::messages as say;
use crate::model::{Path, Type};
use crate::parse::{Entries, Slot};
use crate::resolve::Resolver;
use crate::resolve::literals::sample_text;
use crate::span::{Span, Spanned};

/// A field of an item, and the states as they are on the wire.
struct States {
    at: Span,
    field: Path,
    values: Vec<String>,
}

impl Resolver<'_> {
    /// The field with the state, what is waited for, and what does not lead there.
    pub(super) fn reached_and_failed(
        &self,
        written: &document::Wait,
        at: Span,
        item: &Type,
        flow: &Flow<'_>,
    ) -> Option<(Path, Vec<String>, Vec<String>)> {
        let until = match &written.until {
            Slot::Absent => {
                self.refuse(say::missing_key(at, "a wait", "until", "the field with the state, and the state"))
            }
            until => self.states(until, "until", item, flow),
        };
        let unless = self.states(&written.unless, "unless", item, flow);
        let until = until?;
        let Some(unless) = unless else { return Some((until.field, until.values, Vec::new())) };
        let fields = |states: &States| states.field.0.iter().map(|step| step.field.clone()).collect::<Vec<_>>();
        if fields(&until) != fields(&unless) {
            return self.refuse(say::wait_with_two_states(unless.at, until.at));
        }
        if let Some(both) = until.values.iter().find(|state| unless.values.contains(state)) {
            return self.refuse(say::wait_for_the_hopeless(both, unless.at, until.at));
        }
        Some((until.field, until.values, unless.values))
    }

    /// `{ ExecutionStatus: [Completed] }`.
    fn states(&self, written: &Slot<Entries<Literal>>, key: &str, item: &Type, flow: &Flow<'_>) -> Option<States> {
        let span = written.span()?;
        let [(name, literal)] = written.get()?.0.as_slice() else {
            return self.refuse(say::wait_needs_one_state(self.key(key, span), key));
        };
        let (field, ty) = self.path(name, 0, item, Wanted::State, flow)?;
        let state = |literal: Spanned<&Literal>| sample_text(&self.sample(literal, &ty, flow.schemas)?, flow.schemas);
        let literal = literal.spanned()?;
        let values = match literal.value {
            Literal::List(states) if states.is_empty() => {
                return self.refuse(say::wait_needs_one_state(self.key(key, span), key));
            }
            Literal::List(states) => states.iter().map(|literal| state(literal.spanned()?)).collect::<Option<_>>()?,
            _ => vec![state(literal)?],
        };
        Some(States { at: name.span, field, values })
    }
}
