//! Pointers: `response.meta.next`, `query.cursor`, a field of an item.

use super::Flow;
use super::wanted::{Wanted, is_secret, is_whole, scalar};
use crate::document::Literal;
use crate::messages as say;
use crate::model::{Field, Location, Parameter, Path, Schema, SchemaKind, Step, Struct, Style, Type};
use crate::resolve::Resolver;
use crate::resolve::schemas::expand;
use crate::span::{Span, Spanned};

impl Resolver<'_> {
    /// A pointer into an answer, after its `response.` or `last.`; what it points at, and how it is reached.
    pub(super) fn response_pointer(
        &self,
        written: &Spanned<String>,
        prefix: &str,
        root: &Type,
        wanted: Wanted,
        flow: &Flow<'_>,
    ) -> Option<(Path, Type)> {
        match written.value.strip_prefix(prefix) {
            Some(fields) if !fields.is_empty() => self.path(written, prefix.len(), root, wanted, flow),
            _ => self.refuse(say::bad_pointer(&written.value, written.span, &format!("`{prefix}`"))),
        }
    }

    /// Fields with dots between, from a type to what is wanted; they begin at `start`.
    pub(super) fn path(
        &self,
        written: &Spanned<String>,
        start: usize,
        root: &Type,
        wanted: Wanted,
        flow: &Flow<'_>,
    ) -> Option<(Path, Type)> {
        let (mut ty, mut at) = (root.clone(), start);
        let mut steps = Vec::new();
        loop {
            let (before, rest) = written.value.split_at_checked(at)?;
            if at > start && (rest.is_empty() || rest.starts_with('.')) {
                return self.refuse(say::bad_pointer(&written.value, written.span, &format!("`{before}`")));
            }
            let object = self.object_at(written, at, &ty, flow)?;
            let field = self.field_at(written, at, &object)?;
            let found = field.ty.with(object.generics, object.arguments);
            steps.push(Step {
                field: field.ident.clone(),
                presence: field.presence,
                deprecated: field.deprecated.is_some(),
            });
            let end = at + field.wire.len();
            let (span, is_last) = (self.part(written, at..end), end == written.value.len());
            let is_secret = field.secret || is_secret(&found, flow.schemas);
            if is_secret && !(is_last && wanted.may_be_secret()) {
                return self.refuse(say::pointer_to_secret(&field.wire, span));
            }
            if is_last {
                return match wanted.fits(&found, flow.schemas) {
                    true => Some((Path(steps), found)),
                    false => self.refuse(say::pointer_type(&field.wire, span, wanted.words())),
                };
            }
            at = end + 1;
            ty = found;
        }
    }

    /// The object whose field stands at a place of a pointer.
    fn object_at<'o>(
        &self,
        written: &Spanned<String>,
        at: usize,
        ty: &'o Type,
        flow: &'o Flow<'_>,
    ) -> Option<Object<'o>> {
        let Type::Schema(name, arguments) = expand(ty, flow.schemas) else {
            return self
                .refuse(say::pointer_into_scalar(first(written, at), self.part(written, at..written.value.len())));
        };
        let schema = flow.schemas.get(name.index)?.as_ref()?;
        match &schema.kind {
            SchemaKind::Struct(fields) => Some(Object { schema, fields, generics: &schema.generics, arguments }),
            // Variants in an answer are refused where the answer is declared.
            SchemaKind::Variants(_) => None,
            _ => self.refuse(say::pointer_into_scalar(first(written, at), self.part(written, at..written.value.len()))),
        }
    }

    /// The field that stands at a place of a pointer; the longest, because a name may have dots in it.
    fn field_at<'o>(&self, written: &Spanned<String>, at: usize, object: &Object<'o>) -> Option<&'o Field> {
        let name = written.value.get(at..)?;
        let begins = |wire: &str| name.strip_prefix(wire).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let fields = &object.fields.fields;
        let found = fields.iter().filter(|field| begins(&field.wire)).max_by_key(|field| field.wire.len());
        let first = first(written, at);
        let span = |length| self.part(written, at..at + length);
        let index = object.schema.name.index;
        match found {
            Some(field) if field.write_only => {
                self.refuse(say::pointer_to_unreceived(&field.wire, span(field.wire.len())))
            }
            Some(field) => Some(field),
            None if self.refused_fields.borrow().iter().any(|(schema, wire)| *schema == index && begins(wire)) => None,
            None if object.fields.constants.iter().any(|constant| begins(&constant.wire)) => {
                self.refuse(say::pointer_to_unreceived(first, span(first.len())))
            }
            None => {
                let known = |text: &str| self.nearest(text, fields.iter().map(|field| field.wire.as_str()));
                let (text, near) = known(name).map_or((first, known(first)), |near| (name, Some(near)));
                self.refuse(say::unknown_pointer_field(text, span(text.len()), &object.schema.name.wire, near))
            }
        }
    }

    /// `query.cursor`: the index of a query parameter with one value.
    pub(super) fn query_pointer(&self, written: &Spanned<String>, wanted: Wanted, flow: &Flow<'_>) -> Option<usize> {
        const PREFIX: &str = "query.";
        let Some(name) = written.value.strip_prefix(PREFIX).filter(|name| !name.is_empty()) else {
            return self.refuse(say::bad_pointer(&written.value, written.span, "`query.`"));
        };
        let at = self.part(written, PREFIX.len()..written.value.len());
        let is_query = |parameter: &&Parameter| parameter.location == Location::Query;
        let parameters = &flow.operation.parameters;
        let found = parameters.iter().enumerate().find(|(_, known)| is_query(known) && known.wire == name);
        let Some((index, parameter)) = found else {
            if flow.declared.contains(name) {
                return None;
            }
            let near = self.nearest(name, parameters.iter().filter(is_query).map(|parameter| parameter.wire.as_str()));
            return self.refuse(say::unknown_query_pointer(name, at, near));
        };
        if parameter.one_of {
            return self.refuse(say::query_pointer_to_one_of(name, at));
        }
        let is_number = scalar(&parameter.ty, flow.schemas).is_some_and(is_whole);
        let fits = if wanted == Wanted::WholeNumber { is_number } else { wanted.fits(&parameter.ty, flow.schemas) };
        if parameter.style != Style::Single || !fits {
            return self.refuse(say::pointer_type(name, at, wanted.words()));
        }
        Some(index)
    }

    /// Whether a parameter can be given this number; where it cannot, that was reported.
    pub(super) fn takes_number(&self, parameter: &Parameter, number: u64, at: Span, flow: &Flow<'_>) -> bool {
        let number = Literal::Integer(number.into());
        let sample = self.sample(Spanned::new(&number, at), &parameter.ty, flow.schemas);
        sample.is_some_and(|sample| self.obeys(&sample, &parameter.rules, at))
    }
}

/// An object that a pointer goes through, and what its type parameters stand for.
struct Object<'o> {
    schema: &'o Schema,
    fields: &'o Struct,
    generics: &'o [proc_macro2::Ident],
    arguments: &'o [Type],
}

/// The text up to the next dot.
fn first(written: &Spanned<String>, at: usize) -> &str {
    let rest = written.value.get(at..).unwrap_or_default();
    rest.split('.').next().unwrap_or(rest)
}
