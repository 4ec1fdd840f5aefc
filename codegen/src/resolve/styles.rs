//! Parameters that are more than texts: objects in a query, and JSON.

use std::collections::BTreeMap;

use super::operations::Context;
use super::schemas::expand;
use super::{Resolver, Schemas};
use crate::document;
use crate::messages as say;
use crate::model::{Location, Parameter, Schema, SchemaKind, Style, Type};
use crate::parse::Slot;
use crate::span::Span;

impl Resolver<'_> {
    /// How a parameter is written that says so by `style` or `content`; none inside if it does not.
    #[expect(clippy::option_option, reason = "the outer one says that the style was refused")]
    pub(super) fn object_style(
        &self,
        ty: &Type,
        written: &document::Parameter,
        location: Location,
        at: Span,
        schemas: &Schemas,
    ) -> Option<Option<Style>> {
        let (key, said, style) = match (written.style.owned(), written.content.owned()) {
            (None, None) => return (written.style.is_absent() && written.content.is_absent()).then_some(None),
            (Some(style), _) => {
                let known = match style.value.as_str() {
                    "deep" => Style::Deep,
                    "flat" => Style::Flat,
                    other => {
                        let near = self.nearest(other, ["deep", "flat"]);
                        return self.refuse(say::unknown_style(style.span, other, near, &["deep", "flat"]));
                    }
                };
                ("style", style.span, known)
            }
            (None, Some(content)) if content.value == "json" => ("content", content.span, Style::Json),
            (None, Some(content)) => return self.refuse(say::bad_content(content.span, &content.value, &["json"])),
        };
        let fits = match style {
            Style::Json => location != Location::Cookie,
            _ => location == Location::Query,
        };
        if !fits {
            return self.refuse(say::style_elsewhere(self.key(key, said), key));
        }
        let others = [
            ("content", written.content.span().filter(|_| key == "style")),
            ("separator", written.separator.span()),
            ("send", written.send.span()),
        ];
        if let Some((other, span)) = others.into_iter().find_map(|(other, span)| Some((other, span?))) {
            return self.refuse(say::beside_style(self.key(other, span), other, said, key));
        }
        let is_written = match style {
            Style::Deep => !is_text(ty, schemas),
            Style::Flat => is_flat(ty, schemas),
            _ => true,
        };
        if is_written { Some(Some(style)) } else { self.refuse(say::style_of_type(at, &style)) }
    }

    /// The fields of a flat object stand beside the other parameters of the query: no two have one name.
    pub(super) fn check_flat(&self, written: &document::Operation, context: &Context<'_>, parameters: &[Parameter]) {
        let shared = context.every.and_then(|every| every.query.get());
        let queries: Vec<&document::Query> = written.query.get().into_iter().chain(shared).collect();
        let place = |wire: &str| {
            let plain = queries.iter().flat_map(|query| &query.parameters).map(|(name, _)| name);
            let one_of = queries.iter().filter_map(|query| query.one_of.get()).flat_map(|one_of| &one_of.0);
            let mut names = plain.chain(one_of.map(|(name, _)| name));
            names.find(|name| name.value == wire).map_or(context.at, |name| name.span)
        };
        let mut seen: BTreeMap<String, &Parameter> = BTreeMap::new();
        for parameter in parameters.iter().filter(|parameter| parameter.location == Location::Query) {
            for name in sent_names(parameter, context.schemas) {
                let Some(other) = seen.insert(name.clone(), parameter) else { continue };
                if [parameter, other].iter().any(|parameter| parameter.style == Style::Flat) {
                    self.report(say::flat_name(&name, place(&parameter.wire), place(&other.wire)));
                }
            }
        }
    }

    /// Whether a form's names lead into objects and lists.
    pub(super) fn is_deep_form(&self, body: &document::Body) -> Option<bool> {
        let Some(style) = body.style.spanned() else { return body.style.is_absent().then_some(false) };
        if style.value != "deep" {
            return self.refuse(say::unknown_style(
                style.span,
                style.value,
                self.nearest(style.value, ["deep"]),
                &["deep"],
            ));
        }
        if !matches!(&body.content, Slot::Given(content, _) if content == "form") {
            return self.refuse(say::style_elsewhere(self.key("style", style.span), "style"));
        }
        Some(true)
    }
}

/// The names that a parameter has in a query, as far as the spec says them.
fn sent_names(parameter: &Parameter, schemas: &Schemas) -> Vec<String> {
    if parameter.style != Style::Flat {
        return vec![parameter.wire.clone()];
    }
    let Type::Schema(name, _) = expand(&parameter.ty, schemas) else { return Vec::new() };
    let Some(Some(Schema { kind: SchemaKind::Struct(object), .. })) = schemas.get(name.index) else {
        return Vec::new();
    };
    let fields = object.fields.iter().filter(|field| !field.read_only).map(|field| field.wire.clone());
    fields.chain(object.constants.iter().map(|constant| constant.wire.clone())).collect()
}

/// A scalar, or what is written like one.
fn is_text(ty: &Type, schemas: &Schemas) -> bool {
    match expand(ty, schemas) {
        Type::Scalar(_) => true,
        Type::Schema(name, _) => {
            let schema = schemas.get(name.index).and_then(Option::as_ref);
            schema.is_some_and(|schema| matches!(schema.kind, SchemaKind::Enum(_) | SchemaKind::Named(_)))
        }
        _ => false,
    }
}

/// An object or a map of texts and lists of texts.
fn is_flat(ty: &Type, schemas: &Schemas) -> bool {
    let is_entry = |ty: &Type| match expand(ty, schemas) {
        Type::List(item) | Type::Set(item) => is_text(item, schemas),
        ty => is_text(ty, schemas),
    };
    match expand(ty, schemas) {
        Type::Map(item) => is_entry(item),
        Type::Schema(name, arguments) => match schemas.get(name.index) {
            Some(Some(schema)) => match &schema.kind {
                SchemaKind::Struct(object) => {
                    let types = object.fields.iter().map(|field| &field.ty);
                    let mut types = types.chain(object.rest.as_ref().map(|rest| &rest.item));
                    types.all(|ty| is_entry(&ty.with(&schema.generics, arguments)))
                }
                _ => false,
            },
            // What is wrong with it was said.
            _ => true,
        },
        _ => false,
    }
}
