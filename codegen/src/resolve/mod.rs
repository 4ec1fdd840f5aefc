//! The third stage: [`Document`] to [`Api`]. Looks names up, makes Rust names, checks what has to make sense, and
//! reports every problem of meaning. What refers to something that was reported stays silent.

mod api;
mod choices;
mod constraints;
mod enums;
mod examples;
mod flows;
mod graph;
mod literals;
mod names;
mod operations;
mod parameters;
mod path;
mod responses;
mod rest;
mod schemas;
mod security;
mod styles;
mod types;
mod unions;
mod variables;

pub use names::{TAKEN_METHODS, TAKEN_TYPES};
pub(crate) use names::{builder, derived};
pub(crate) use responses::status_text;
pub(crate) use schemas::code;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::Ident;

use crate::diagnostic::{Diagnostic, Diagnostics, Fix, nearest};
use crate::document::{Document, File};
use crate::messages as say;
use crate::model::{Api, Credentials, Schema, SchemaName, Security};
use crate::render::MOST_SHOWN;
use crate::source::SourceSet;
use crate::span::{Span, Spanned};

/// Decides everything that is emitted from.
pub(crate) fn resolve(document: &Document, sources: &SourceSet) -> Result<Api, Diagnostics> {
    let mut resolver = Resolver::new(sources);
    let Some(main) = resolver.main_file(document) else {
        return Err(resolver.stop());
    };
    resolver.declare_servers(main);
    resolver.declare_credentials(main);
    resolver.any_case = resolver.casing(main);
    resolver.declare_schemas(document);
    let mut schemas = resolver.schemas(document);
    graph::check_cycles(&resolver, &mut schemas);
    resolver.check_unions(document, &mut schemas);
    rest::leave_discriminators(&mut schemas);
    resolver.check_schema_examples(document, &mut schemas);
    let envelope = resolver.envelope(main, &mut schemas);
    let mut methods = Taken::new(&resolver);
    let mut tags = resolver.operations(document, main, envelope.as_ref(), &schemas, &mut methods);
    graph::directions(&resolver, &tags, &mut schemas);
    resolver.flows(document, main, &mut tags, &schemas);
    names::name_mocks(&mut tags);
    let downloads = resolver.downloads(document, &schemas, &mut methods);
    examples::encode_answers(&mut tags, &schemas);
    resolver.check_derived_names(&schemas);
    let api = resolver.api(main, tags, schemas, downloads);
    match api {
        Some(api) => resolver.diagnostics.into_inner().finish(api),
        None => Err(resolver.stop()),
    }
}

/// What is known while names are looked up.
struct Resolver<'a> {
    sources: &'a SourceSet,
    diagnostics: RefCell<Diagnostics>,
    heads: BTreeMap<String, Head>,
    servers: Vec<String>,
    /// Whether received names match in any case.
    any_case: bool,
    /// Credentials with names.
    credentials: Vec<Credentials>,
    /// The kind of credentials, and where it was said first.
    security_kind: RefCell<Option<(Security, Span)>>,
    /// Schemas that were refused: what refers to them stays silent.
    refused: BTreeSet<String>,
    /// Fields that were refused, by schema and wire name: values of them stay unread.
    refused_fields: RefCell<BTreeSet<(usize, String)>>,
    /// Whether some value may be a number with a fraction.
    has_fractions: Cell<bool>,
}

/// A schema that other things may refer to.
struct Head {
    name: Rc<SchemaName>,
    generics: Vec<Ident>,
    span: Span,
    /// Whether its values have an order.
    ordered: bool,
}

impl<'a> Resolver<'a> {
    fn new(sources: &'a SourceSet) -> Self {
        Resolver {
            sources,
            diagnostics: RefCell::default(),
            heads: BTreeMap::new(),
            servers: Vec::new(),
            any_case: false,
            credentials: Vec::new(),
            security_kind: RefCell::default(),
            refused: BTreeSet::new(),
            refused_fields: RefCell::default(),
            has_fractions: Cell::default(),
        }
    }

    fn report(&self, mut diagnostic: Diagnostic) {
        // A fix replaces exactly the name that the title quotes, and keeps the quotes around it.
        diagnostic.fix = diagnostic.fix.and_then(|fix| {
            let written = self.sources.slice(fix.span);
            let quote = ['"', '\'']
                .into_iter()
                .find(|quote| written.len() > 1 && written.starts_with(*quote) && written.ends_with(*quote));
            let name = quote.map_or(written, |quote| written.trim_matches(quote));
            let replacement =
                quote.map_or_else(|| fix.replacement.clone(), |quote| format!("{quote}{}{quote}", fix.replacement));
            diagnostic.title.contains(&format!("`{name}`")).then_some(Fix { replacement, ..fix })
        });
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// The candidate nearest to a name, for as many problems as anyone is shown: each looks at every candidate.
    fn nearest<'c>(&self, name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        let is_shown = self.diagnostics.borrow().len() < MOST_SHOWN;
        is_shown.then(|| nearest(name, candidates)).flatten()
    }

    /// The place of a part of a text; the whole, where the text is not written as it reads (escapes, folded lines).
    fn part(&self, whole: &Spanned<String>, part: std::ops::Range<usize>) -> Span {
        let written = self.sources.slice(whole.span);
        if written == whole.value {
            return whole.span.part(part);
        }
        let quoted = written.get(1..written.len().saturating_sub(1)) == Some(whole.value.as_str());
        if quoted { whole.span.part(part.start + 1..part.end + 1) } else { whole.span }
    }

    /// The place of the key whose value stands at `value`.
    fn key(&self, key: &str, value: Span) -> Span {
        const FURTHEST: u32 = 4_096;
        let before =
            self.sources.slice(Span { start: value.start.saturating_sub(FURTHEST), end: value.start, ..value });
        let found = before.rfind(key).and_then(|at| u32::try_from(before.len() - at).ok());
        let length = u32::try_from(key.len()).unwrap_or_default();
        found.map_or(value, |back| Span { start: value.start - back, end: value.start - back + length, ..value })
    }

    /// Reports, and gives the `None` that what depended on it becomes.
    fn refuse<T>(&self, diagnostic: Diagnostic) -> Option<T> {
        self.report(diagnostic);
        None
    }

    /// An identifier, or a report of why there is none.
    fn name(&self, made: Result<Ident, names::Refusal>, written: &str, span: Span) -> Option<Ident> {
        made.map_err(|refusal| self.report(say::bad_name(written, span, refusal))).ok()
    }

    /// Ends early: whatever was reported, in order.
    fn stop(self) -> Diagnostics {
        match self.diagnostics.into_inner().finish(()) {
            Err(diagnostics) => diagnostics,
            Ok(()) => Diagnostics::default(),
        }
    }

    /// How a file is named in the header of what is emitted from it.
    fn origin(&self, file: &File) -> String {
        self.sources.origin(file.source)
    }
}

/// Reports a Rust name that two things of one place would share.
struct Taken<'r, 'a> {
    resolver: &'r Resolver<'a>,
    names: BTreeMap<String, (String, Span)>,
}

impl<'r, 'a> Taken<'r, 'a> {
    fn new(resolver: &'r Resolver<'a>) -> Self {
        Taken { resolver, names: BTreeMap::new() }
    }

    /// Takes a name; `false` where it was taken already, which is then reported.
    fn take(&mut self, ident: &Ident, written: &str, span: Span) -> bool {
        if let Some((other, first)) = self.names.get(&ident.to_string()) {
            self.resolver.report(say::name_collision(written, span, other, *first, &ident.to_string()));
            return false;
        }
        self.names.insert(ident.to_string(), (written.to_owned(), span));
        true
    }
}

/// All schemas of the API by index, once they are resolved.
type Schemas = [Option<Schema>];
