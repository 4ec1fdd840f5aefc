//! What objects hold beside their fields.

use super::schemas::{expand, or_else};
use super::{Head, Resolver, Taken, names};
use crate::document;
use crate::messages as say;
use crate::model::{Presence, Rest, Schema, SchemaKind, Struct, Type, Union};
use crate::parse::{Form, Slot};
use crate::span::Spanned;

impl Resolver<'_> {
    /// The map of further members; `others` are names that are none of them.
    pub(super) fn rest(
        &self,
        written: &Slot<Form<document::Rest>>,
        others: Vec<String>,
        head: &Head,
        taken: &mut Taken<'_, '_>,
    ) -> Option<Rest> {
        let written = written.spanned()?;
        let target = match &written.value.0.r#type {
            Slot::Absent => return self.refuse(say::missing_key(written.span, "`rest`", "type", "what they hold")),
            slot => slot.owned()?,
        };
        let item = self.item_type(&target, head)?;
        let rust = written.value.0.rust_name.text().unwrap_or("rest");
        let span = written.value.0.rust_name.span().unwrap_or(self.key("rest", written.span));
        let ident = self.name(names::field(rust), rust, span)?;
        if !taken.take(&ident, rust, span) {
            return None;
        }
        let docs = self.described(&written.value.0.description, &Slot::Absent);
        Some(Rest {
            setter: names::field_setter(&ident),
            ident,
            docs: or_else(docs, || "What stands beside the fields, by name.".to_owned()),
            item,
            others,
        })
    }

    /// A type that is always there, and may be null.
    fn item_type(&self, target: &Spanned<String>, head: &Head) -> Option<Type> {
        let resolved = self.member_type(target, &head.generics)?;
        match resolved.presence {
            Presence::Required => Some(resolved.ty),
            Presence::Nullable => Some(Type::Nullable(Box::new(resolved.ty))),
            Presence::Optional | Presence::OptionalNullable => self.refuse(say::optional_inside(target.span)),
        }
    }
}

/// The text that tells members of a union apart is none of what a member holds beside its fields.
pub(super) fn leave_discriminators(schemas: &mut [Option<Schema>]) {
    let union = |schema: &Schema| match &schema.kind {
        SchemaKind::Union(Union { discriminator: Some(name), members }) => Some((name.clone(), members.clone())),
        _ => None,
    };
    let unions: Vec<_> = schemas.iter().flatten().filter_map(union).collect();
    for (discriminator, members) in unions {
        for member in members {
            let Type::Schema(name, _) = expand(&member.ty, schemas) else { continue };
            let Some(Some(schema)) = schemas.get_mut(name.index) else { continue };
            if let SchemaKind::Struct(Struct { rest: Some(rest), .. }) = &mut schema.kind
                && !rest.others.contains(&discriminator)
            {
                rest.others.push(discriminator.clone());
            }
        }
    }
}
