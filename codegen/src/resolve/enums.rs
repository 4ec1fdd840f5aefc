//! Enums: their values, all of them texts or all of them whole numbers.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use super::{Resolver, Taken, names};
use crate::document;
use crate::messages as say;
use crate::model::{Enum, Value};
use crate::parse::{Slot, TextOrWhole};
use crate::span::{Span, Spanned};

impl Resolver<'_> {
    pub(super) fn enumeration(&self, written: &document::EnumValues, exhaustive: bool) -> Option<Enum> {
        let mut values: Vec<Value> = Vec::new();
        let mut wires: BTreeMap<String, Span> = BTreeMap::new();
        let mut kinds: [Option<Span>; 2] = [None, None];
        let mut taken = Taken::new(self);
        let mut broken = false;
        for (key, value) in &written.0 {
            let (Some(key), false) = (key.spanned(), matches!(value.value, Slot::Broken(_))) else {
                broken = true;
                continue;
            };
            let number = match (key.value, value.value.get()) {
                (TextOrWhole::Whole(number), _) => Some(*number),
                (TextOrWhole::Text(_), number) => number.map(|number| number.0),
            };
            let wire = match (key.value, number) {
                (TextOrWhole::Text(text), None) => text.clone(),
                (_, number) => number.unwrap_or_default().to_string(),
            };
            if let Some(first) = wires.get(&wire) {
                self.report(say::duplicate_value(&wire, key.span, *first));
                continue;
            }
            wires.insert(wire.clone(), key.span);
            let kind = usize::from(number.is_some());
            if let (Some(first), None) = (kinds[1 - kind], kinds[kind]) {
                self.report(say::mixed_values(key.span, first));
            }
            kinds[kind] = kinds[kind].or(Some(key.span));
            let Some((ident, number)) = self.value_name(&key, number, value) else { continue };
            if taken.take(&ident, &wire, key.span) {
                let docs = self.described(&value.description, &Slot::Absent);
                let deprecated = value.deprecated.text().map(str::to_owned);
                values.push(Value { ident, wire, number, docs, deprecated });
            }
        }
        let mixed = kinds.iter().all(Option::is_some);
        // A value that was refused is one all the same: without it, examples of it would be unknown.
        (values.len() == wires.len() && !broken && !mixed).then_some(Enum { values, exhaustive })
    }

    /// The variant of a value, and the number that it is.
    fn value_name(
        &self,
        key: &Spanned<&TextOrWhole>,
        number: Option<i128>,
        value: &document::EnumValue,
    ) -> Option<(Ident, Option<i64>)> {
        let number = match number.map(|number| i64::try_from(number).map_err(|_| number)) {
            None => None,
            Some(Ok(number)) => Some(number),
            Some(Err(number)) => return self.refuse(say::large_value(value.value.span().unwrap_or(key.span), number)),
        };
        let ident = match (value.rust_name.text(), key.value) {
            (Some(name), _) => self.name(names::variant(name), name, value.rust_name.span().unwrap_or(key.span)),
            (None, TextOrWhole::Text(text)) => self.name(names::variant(text), text, key.span),
            (None, TextOrWhole::Whole(_)) => number.map(names::number_variant),
        };
        Some((ident?, number))
    }
}
