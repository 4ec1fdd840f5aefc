//! Schemas: what is declared, and what each one is.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::Ident;

use super::constraints::Constraints;
use super::{Head, Resolver, Schemas, Taken, names};
use crate::docs_text::docs;
use crate::document::{self, Document, File, Literal};
use crate::messages as say;
use crate::model::{
    Constant, Direction, Docs, Field, Named, Presence, Rule, Sample, Scalar, Schema, SchemaKind, SchemaName, Struct,
    Type,
};
use crate::parse::{Entries, Form, Slot};
use crate::span::{Span, Spanned};

impl Resolver<'_> {
    /// First pass: the names that everything else may refer to.
    pub(super) fn declare_schemas(&mut self, document: &Document) {
        let mut heads: BTreeMap<String, Head> = BTreeMap::new();
        let mut refused = BTreeSet::new();
        let mut index = 0;
        {
            let mut taken = Taken::new(self);
            let mut modules = Taken::new(self);
            for (key, schema) in written_schemas(document) {
                let here = index;
                index += 1;
                // Whatever comes of it: it is written, so what refers to it is no slip.
                refused.insert(key.value.split('<').next().unwrap_or_default().to_owned());
                let Some((name, generics)) = self.schema_key(key) else { continue };
                let rust = schema.value.rust_name.text().unwrap_or(&name);
                let Some(ident) =
                    self.name(names::model(rust), rust, schema.value.rust_name.span().unwrap_or(key.span))
                else {
                    continue;
                };
                if let Some(first) = heads.get(&name) {
                    self.report(say::duplicate_schema(&name, key.span, first.span));
                    continue;
                }
                if super::types::scalar(&name).is_some()
                    || matches!(name.as_str(), "list" | "set" | "map" | "null" | "one" | "many" | "empty")
                {
                    self.report(say::schema_named_like_type(&name, key.span));
                    continue;
                }
                let module = names::module(rust);
                let fits = taken.take(&ident, &name, key.span)
                    && self.name(module, rust, key.span).is_some_and(|module| modules.take(&module, &name, key.span));
                if fits {
                    let name_ = SchemaName { index: here, ident, wire: name.clone() };
                    heads.insert(
                        name,
                        Head { name: Rc::new(name_), generics, span: key.span, ordered: is_ordered(schema.value) },
                    );
                }
            }
        }
        self.heads = heads;
        self.refused = refused;
    }

    /// `Envelope<T>`: a name and its type parameters.
    fn schema_key(&self, key: &Spanned<String>) -> Option<(String, Vec<Ident>)> {
        let (name, parameters) = match key.value.split_once('<') {
            None => (key.value.as_str(), Vec::new()),
            Some((name, rest)) => {
                let Some(inner) = rest.strip_suffix('>') else {
                    return self.refuse(say::bad_schema_name(key.span, &key.value));
                };
                (name, inner.split(',').map(str::trim).collect())
            }
        };
        let plain = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_alphabetic())
                && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        };
        let single = |text: &&str| text.len() == 1 && text.chars().all(|c| c.is_ascii_uppercase());
        if !plain(name) || !parameters.iter().all(single) {
            return self.refuse(say::bad_schema_name(key.span, &key.value));
        }
        let generics = parameters.iter().map(|letter| Ident::new(letter, proc_macro2::Span::call_site())).collect();
        Some((name.to_owned(), generics))
    }

    /// Second pass: what each schema is, by index.
    pub(super) fn schemas(&self, document: &Document) -> Vec<Option<Schema>> {
        let mut schemas = Vec::new();
        let heads: BTreeMap<usize, &Head> = self.heads.values().map(|head| (head.name.index, head)).collect();
        for file in &document.files {
            for (key, schema) in file.schemas.get().into_iter().flat_map(Entries::iter) {
                let head = heads.get(&schemas.len());
                schemas.push(head.and_then(|head| self.schema(head, key.span, &schema.value.0, file)));
            }
        }
        schemas
    }

    fn schema(&self, head: &Head, at: Span, written: &document::Schema, file: &File) -> Option<Schema> {
        let kind = self.schema_kind(head, at, written)?;
        let rust = written.rust_name.text().unwrap_or(&head.name.wire);
        let mut docs = self.described(&written.description, &written.documentation);
        if let Some(note) = written.deprecated.text() {
            docs.lines.extend((!docs.lines.is_empty()).then(String::new));
            docs.lines.extend(crate::docs_text::docs(&format!("Deprecated: {note}")).lines);
        }
        let docs = or_else(docs, || format!("The schema `{}`.", code(&head.name.wire)));
        Some(Schema {
            name: head.name.clone(),
            module: names::module(rust).ok()?,
            origin: self.origin(file),
            docs,
            deprecated: written.deprecated.text().map(str::to_owned),
            examples: Vec::new(),
            generics: head.generics.clone(),
            kind,
            direction: Direction::default(),
            holds_secret: written.secret.get() == Some(&true),
            envelope: None,
            is_error: false,
        })
    }

    fn schema_kind(&self, head: &Head, at: Span, written: &document::Schema) -> Option<SchemaKind> {
        let kinds = [
            ("type", written.r#type.span()),
            ("fields", written.fields.span()),
            ("enum", written.r#enum.span()),
            ("union", written.union.span()),
        ];
        let given: Vec<(&str, Span)> = kinds.iter().filter_map(|(key, span)| span.map(|span| (*key, span))).collect();
        match given.as_slice() {
            [] if written.variants.is_absent() => return self.refuse(say::schema_of_no_kind(at, &head.name.wire)),
            [] | [_] => {}
            [first, second, ..] => {
                let (first_at, second_at) = (self.key(first.0, first.1), self.key(second.0, second.1));
                return self.refuse(say::schema_of_two_kinds(second_at, second.0, first_at, first.0));
            }
        }
        self.misplaced_keys(written);
        if let ([(key, span)], false) = (given.as_slice(), head.generics.is_empty())
            && *key != "fields"
        {
            return self.refuse(say::generic_of_no_object(*span, key));
        }
        if !written.r#type.is_absent() {
            return self.named_or_alias(head, written);
        }
        if let Some(values) = written.r#enum.get() {
            if values.0.0.is_empty() {
                return self
                    .refuse(say::nothing_to_choose(self.key("enum", written.r#enum.span().unwrap_or(at)), "enum"));
            }
            return self.enumeration(values, written.exhaustive.get() == Some(&true)).map(SchemaKind::Enum);
        }
        if let Some(members) = written.union.get() {
            if members.0.is_empty() {
                return self
                    .refuse(say::nothing_to_choose(self.key("union", written.union.span().unwrap_or(at)), "union"));
            }
            return self.union(members, written).map(SchemaKind::Union);
        }
        if written.r#enum.is_absent() && written.union.is_absent() {
            return self.object(head, written);
        }
        None
    }

    /// Keys that belong to another kind of schema than the one written.
    fn misplaced_keys(&self, written: &document::Schema) {
        let text = !written.r#type.is_absent();
        for (key, span) in [
            ("format", written.format.span()),
            ("pattern", written.pattern.span()),
            ("length", written.length.span()),
            ("range", written.range.span()),
            ("secret", written.secret.span()),
        ] {
            if let (Some(span), false) = (span, text) {
                self.report(say::key_needs(key, self.key(key, span), "type"));
            }
        }
        let is_object = !written.fields.is_absent() || !written.variants.is_absent();
        if let (Some(span), false) = (written.rest.span(), is_object) {
            self.report(say::key_needs("rest", self.key("rest", span), "fields"));
        }
        if let (Some(span), true) = (written.exhaustive.span(), written.r#enum.is_absent()) {
            self.report(say::key_needs("exhaustive", self.key("exhaustive", span), "enum"));
        }
        if let (Some(span), true) = (written.discriminator.span(), written.union.is_absent()) {
            self.report(say::key_needs("discriminator", self.key("discriminator", span), "union"));
        }
        if let (Some(span), false) = (
            written.variants.span(),
            written.r#type.is_absent() && written.r#enum.is_absent() && written.union.is_absent(),
        ) {
            self.report(say::key_needs("variants", self.key("variants", span), "fields"));
        }
    }

    fn named_or_alias(&self, head: &Head, written: &document::Schema) -> Option<SchemaKind> {
        let target = written.r#type.owned()?;
        let ty = self.whole_type(&target, &head.generics)?;
        let scalar = match &ty {
            Type::Scalar(scalar) if !matches!(scalar, Scalar::Json | Scalar::Bytes) => Some(*scalar),
            _ => None,
        };
        let constraints = Constraints {
            pattern: &written.pattern,
            length: &written.length,
            range: &written.range,
            format: Some(&written.format),
        };
        let mut rules = self.rules(&constraints, scalar);
        let Some(scalar) = scalar else { return Some(SchemaKind::Alias(ty)) };
        rules.extend(scalar.format().map(Rule::Format));
        let secret = written.secret.get() == Some(&true);
        Some(SchemaKind::Named(Named { scalar, secret, rules, example: None }))
    }

    fn object(&self, head: &Head, written: &document::Schema) -> Option<SchemaKind> {
        let empty = Entries::default();
        let common = match &written.fields {
            Slot::Broken(_) => return None,
            slot => slot.get().unwrap_or(&empty),
        };
        let Some(variants) = written.variants.get() else {
            let fields = self.fields([common], &written.rest, head, head.name.ident.clone());
            // Of what a refused rest would hold, nobody knows what is wrong.
            return (fields.rest.is_some() || written.rest.is_absent()).then_some(SchemaKind::Struct(fields));
        };
        if variants.0.len() < 2 {
            self.report(say::too_few(
                written.variants.span().unwrap_or(head.span),
                "variants",
                "with one variant, its fields belong under `fields`",
            ));
        }
        let mut taken = Taken::new(self);
        let mut made = Vec::new();
        for (name, fields) in variants.iter() {
            let Some(ident) = self.name(names::constructor(&name.value), &name.value, name.span) else { continue };
            if taken.take(&ident, &name.value, name.span) {
                let struct_name = names::derived(&[&head.name.ident.to_string(), &name.value]);
                let fields = self.fields([common, fields.value], &written.rest, head, struct_name);
                made.push((ident, Docs::default(), fields));
            }
        }
        (made.len() == variants.0.len()).then_some(SchemaKind::Variants(made))
    }

    fn fields<'d>(
        &self,
        groups: impl IntoIterator<Item = &'d Entries<Form<document::Field>>>,
        rest: &Slot<Form<document::Rest>>,
        head: &Head,
        ident: Ident,
    ) -> Struct {
        let mut taken = Taken::new(self);
        let mut wires: BTreeMap<String, Span> = BTreeMap::new();
        let mut made = Struct { ident, fields: Vec::new(), constants: Vec::new(), rest: None };
        let mut accepted: Vec<Spanned<String>> = Vec::new();
        for (wire, field) in groups.into_iter().flat_map(Entries::iter) {
            if let Some(first) = wires.get(&wire.value) {
                self.report(say::duplicate_field(&wire.value, wire.span, *first));
                continue;
            }
            wires.insert(wire.value.clone(), wire.span);
            let field: &document::Field = field.value;
            accepted.extend(field.accept.get().into_iter().flatten().filter_map(Slot::owned));
            if let Some(value) = field.r#const.spanned() {
                let value = self.constant(value, field.r#type.span());
                let position = made.fields.len();
                if value.is_none() {
                    self.refused_fields.borrow_mut().insert((head.name.index, wire.value.clone()));
                }
                made.constants.extend(value.map(|value| Constant { wire: wire.value.clone(), value, position }));
                continue;
            }
            let rust = field.rust_name.text().unwrap_or(&wire.value);
            let span = field.rust_name.span().unwrap_or(wire.span);
            let ident =
                self.name(names::field(rust), rust, span).filter(|ident| taken.take(ident, &wire.value, wire.span));
            match ident.and_then(|ident| self.field(wire, field, ident, head)) {
                Some(field) => made.fields.push(field),
                None => drop(self.refused_fields.borrow_mut().insert((head.name.index, wire.value.clone()))),
            }
        }
        for name in accepted {
            if let Some(first) = wires.insert(name.value.clone(), name.span) {
                self.report(say::duplicate_field(&name.value, name.span, first));
            }
        }
        made.rest = self.rest(rest, wires.into_keys().collect(), head, &mut taken);
        made
    }

    fn constant(&self, value: Spanned<&Literal>, also_type: Option<Span>) -> Option<Sample> {
        if let Some(span) = also_type {
            return self.refuse(say::constant_with_type(value.span, span));
        }
        match value.value {
            Literal::Boolean(value) => Some(Sample::Boolean(*value)),
            Literal::Integer(value) => Some(Sample::Integer(*value)),
            Literal::Number(value) => Some(Sample::Number(*value)),
            Literal::Text(text) => Some(Sample::Text(text.clone())),
            Literal::Null | Literal::List(_) | Literal::Map(_) => self.refuse(say::constant_of_no_scalar(value.span)),
        }
    }

    fn field(&self, wire: &Spanned<String>, field: &document::Field, ident: Ident, head: &Head) -> Option<Field> {
        let written = match &field.r#type {
            Slot::Absent => return self.refuse(say::missing_key(wire.span, "a field", "type", "what it holds")),
            slot => slot.owned()?,
        };
        let resolved = self.member_type(&written, &head.generics)?;
        let constraints =
            Constraints { pattern: &field.pattern, length: &field.length, range: &field.range, format: None };
        let rules =
            self.rules(&constraints, if let Type::Scalar(scalar) = &resolved.ty { Some(*scalar) } else { None });
        if let (Some(true), Some(true)) = (field.read_only.get(), field.write_only.get()) {
            self.report(say::read_and_write_only(
                field.write_only.span().unwrap_or(wire.span),
                field.read_only.span().unwrap_or(wire.span),
            ));
        }
        let required_on = self.server_names(&field.required_on);
        if resolved.presence != Presence::Optional && !required_on.is_empty() {
            self.report(say::required_on_required(field.required_on.span().unwrap_or(wire.span), &written.value));
        }
        let mut docs = self.described(&field.description, &Slot::Absent);
        self.server_notes(&mut docs, &field.servers, &field.unconfirmed, &required_on);
        default_note(&mut docs, field.default.get(), false);
        Some(Field {
            marker: names::derived(&[&ident.to_string()]),
            setter: names::field_setter(&ident),
            needed: matches!(resolved.presence, Presence::Required | Presence::Nullable)
                && field.read_only.get() != Some(&true),
            ident,
            wire: wire.value.clone(),
            accept: field
                .accept
                .get()
                .into_iter()
                .flatten()
                .filter_map(|name| name.text().map(str::to_owned))
                .collect(),
            docs: or_else(docs, || format!("The field `{}`.", code(&wire.value))),
            deprecated: field.deprecated.text().map(str::to_owned),
            ty: resolved.ty,
            presence: resolved.presence,
            boxed: false,
            secret: field.secret.get() == Some(&true),
            read_only: field.read_only.get() == Some(&true),
            write_only: field.write_only.get() == Some(&true),
            rules,
            required_on,
            servers: self.known_servers(&field.servers),
            example: None,
        })
    }

    /// Builders and variants are named after their schema: another schema may have that name already.
    pub(super) fn check_derived_names(&self, schemas: &Schemas) {
        let span = |schema: &Schema| self.heads.get(&schema.name.wire).map(|head| head.span).unwrap_or_default();
        let mut taken = Taken::new(self);
        for schema in schemas.iter().flatten() {
            taken.take(&schema.name.ident, &schema.name.wire, span(schema));
        }
        for schema in schemas.iter().flatten().filter(|schema| schema.direction.sent) {
            let builder = |ident: &Ident| names::builder(ident);
            let derived: Vec<Ident> = match &schema.kind {
                SchemaKind::Struct(object) if object.fields.iter().filter(|field| field.needed).count() > 1 => {
                    vec![builder(&object.ident)]
                }
                SchemaKind::Variants(variants) => {
                    variants.iter().flat_map(|(_, _, object)| [object.ident.clone(), builder(&object.ident)]).collect()
                }
                _ => Vec::new(),
            };
            for ident in &derived {
                taken.take(ident, &schema.name.wire, span(schema));
            }
        }
    }

    /// A description and a link to more, as a doc comment.
    pub(super) fn described(&self, description: &Slot<String>, documentation: &Slot<String>) -> Docs {
        let mut docs = description.text().map(docs).unwrap_or_default();
        if let Some(page) = documentation.owned().and_then(|page| self.https_page(&page)) {
            docs.lines.extend((!docs.lines.is_empty()).then(String::new));
            docs.lines.push(format!("Documented at <{page}>."));
            docs.page = Some(page);
        }
        docs
    }

    /// Names of servers, each of which has to be declared.
    pub(super) fn server_names(&self, written: &Slot<Vec<Slot<String>>>) -> Vec<String> {
        let names = written.get().into_iter().flatten().filter_map(Slot::owned);
        let known = |name: &Spanned<String>| {
            let known = self.servers.contains(&name.value);
            // A spec without servers was told so.
            if !known && !self.servers.is_empty() {
                let near = self.nearest(&name.value, self.servers.iter().map(String::as_str));
                self.report(say::unknown_server(&name.value, name.span, near, &self.servers));
            }
            known
        };
        names.filter(known).map(|name| name.value).collect()
    }

    /// The servers among these names, where what is unknown among them is reported elsewhere.
    pub(super) fn known_servers(&self, written: &Slot<Vec<Slot<String>>>) -> Vec<String> {
        let names = written.get().into_iter().flatten().filter_map(|name| name.text());
        names.filter(|name| self.servers.iter().any(|known| known == name)).map(str::to_owned).collect()
    }

    /// What docs say about servers.
    pub(super) fn server_notes(
        &self,
        docs: &mut Docs,
        servers: &Slot<Vec<Slot<String>>>,
        unconfirmed: &Slot<Vec<Slot<String>>>,
        required_on: &[String],
    ) {
        let servers = self.server_names(servers);
        let unconfirmed = self.server_names(unconfirmed);
        note(docs, "Only on", &servers);
        note(docs, "Not confirmed on", &unconfirmed);
        note(docs, "Required on", required_on);
        docs.unconfirmed = unconfirmed;
    }
}

fn note(docs: &mut Docs, what: &str, servers: &[String]) {
    if servers.is_empty() {
        return;
    }
    let names: Vec<String> = servers.iter().map(|name| format!("`{}`", code(name))).collect();
    docs.lines.extend((!docs.lines.is_empty()).then(String::new));
    docs.lines.push(format!("{what}: {}.", names.join(", ")));
}

/// What docs say about a default.
pub(super) fn default_note(docs: &mut Docs, default: Option<&Literal>, sent: bool) {
    let text = match default {
        Some(Literal::Text(text)) => text.clone(),
        Some(Literal::Integer(number)) => number.to_string(),
        Some(Literal::Number(number)) => number.to_string(),
        Some(Literal::Boolean(value)) => value.to_string(),
        _ => return,
    };
    docs.lines.extend((!docs.lines.is_empty()).then(String::new));
    let when = if sent { "Sent when nothing is given" } else { "If not given, the service assumes" };
    docs.lines.push(format!("{when}: `{}`.", code(&text)));
    docs.default = Some(text);
}

/// Text for a code span: nothing in it can end the span or the line.
pub(crate) fn code(text: &str) -> String {
    let inert: String = text
        .chars()
        .map(|c| if c == '`' || c.is_control() || crate::render::is_direction(c) { ' ' } else { c })
        .collect();
    let words: Vec<&str> = inert.split_whitespace().collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" ") }
}

pub(super) fn or_else(docs: Docs, otherwise: impl FnOnce() -> String) -> Docs {
    if docs.lines.is_empty() { Docs::of(vec![otherwise()]) } else { docs }
}

/// Every schema as written, in the order that gives them their index.
pub(super) fn written_schemas(
    document: &Document,
) -> impl Iterator<Item = (&Spanned<String>, Spanned<&Form<document::Schema>>)> {
    document.files.iter().filter_map(|file| file.schemas.get()).flat_map(Entries::iter)
}

/// Whether values of a schema have an order, which a set needs: enums, and scalars that are types of their own.
fn is_ordered(written: &document::Schema) -> bool {
    let scalar = written.r#type.text().and_then(super::types::scalar);
    let named = scalar.is_some_and(super::types::has_order) && written.secret.get() != Some(&true);
    !written.r#enum.is_absent() || named
}

/// The type behind aliases; what is not an alias is itself.
pub(super) fn expand<'s>(ty: &'s Type, schemas: &'s Schemas) -> &'s Type {
    let mut ty = ty;
    // A cycle of aliases was reported; the bound only keeps this total.
    for _ in 0..schemas.len() {
        let Type::Schema(name, _) = ty else { break };
        let Some(Some(Schema { kind: SchemaKind::Alias(target), .. })) = schemas.get(name.index) else { break };
        ty = target;
    }
    ty
}
