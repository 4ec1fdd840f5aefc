//! Links that an answer holds, and what fetches them.

use std::rc::Rc;

use super::wanted::is_link;
use crate::document::{self, Document};
use crate::messages as say;
use crate::model::{Docs, Download, Schema, SchemaKind, Step};
use crate::parse::{Entries, Slot};
use crate::resolve::schemas::code;
use crate::resolve::{Resolver, Schemas, Taken, names};
use crate::span::Spanned;

impl Resolver<'_> {
    /// The client's methods for links in fields; `methods` are those of its operations.
    pub(in crate::resolve) fn downloads(
        &self,
        document: &Document,
        schemas: &Schemas,
        methods: &mut Taken<'_, '_>,
    ) -> Vec<Download> {
        let written = document.files.iter().filter_map(|file| file.schemas.get()).flat_map(Entries::iter);
        let mut downloads = Vec::new();
        for (index, (_, schema)) in written.enumerate() {
            let Some(Some(resolved)) = schemas.get(index) else { continue };
            let fields = schema.value.fields.get().into_iter().flat_map(Entries::iter);
            let of_variants = schema.value.variants.get().into_iter().flat_map(Entries::iter);
            for (name, field) in fields.chain(of_variants.flat_map(|(_, fields)| fields.value.iter())) {
                if let Some(download) = field.value.download.get() {
                    downloads.extend(self.download(download, name, resolved, schemas, methods));
                }
            }
        }
        downloads
    }

    fn download(
        &self,
        written: &document::Download,
        name: &Spanned<String>,
        schema: &Schema,
        schemas: &Schemas,
        methods: &mut Taken<'_, '_>,
    ) -> Option<Download> {
        let hosts = self.hosts(&written.hosts);
        let method = match &written.method {
            Slot::Absent => {
                let meaning = "the client's method that fetches it";
                return self.refuse(say::missing_key(name.span, "a download", "method", meaning));
            }
            slot => slot.owned()?,
        };
        let ident = self.name(names::method(&method.value), &method.value, method.span)?;
        self.check_snake_case(&method, &ident);
        if !methods.take(&ident, &method.value, method.span) {
            return None;
        }
        let field = self.linked(name, schema, schemas)?;
        let docs = download_docs(name, schema, &hosts);
        Some(Download { method: ident, schema: Rc::clone(&schema.name), field, wire: name.value.clone(), hosts, docs })
    }

    /// The field with the link: of an object without type parameters that answers hold.
    fn linked(&self, name: &Spanned<String>, schema: &Schema, schemas: &Schemas) -> Option<Step> {
        if self.refused_fields.borrow().contains(&(schema.name.index, name.value.clone())) {
            return None;
        }
        let field = match &schema.kind {
            SchemaKind::Struct(object) if schema.direction.received && schema.generics.is_empty() => {
                object.fields.iter().find(|field| field.wire == name.value)
            }
            _ => None,
        };
        match field.filter(|field| is_link(&field.ty, schemas) && !field.write_only) {
            Some(field) => Some(Step {
                field: field.ident.clone(),
                presence: field.presence,
                deprecated: field.deprecated.is_some(),
            }),
            None => self.refuse(say::download_of_no_link(&name.value, name.span)),
        }
    }

    /// `files.example.com`, or `*.example.com` for every host below it.
    fn hosts(&self, written: &Slot<Vec<Slot<String>>>) -> Vec<String> {
        let hosts = written.get().into_iter().flatten().filter_map(Slot::owned);
        let (fit, unfit): (Vec<_>, Vec<_>) = hosts.partition(|host| is_host(&host.value));
        for host in unfit {
            self.report(say::bad_download_host(&host.value, host.span));
        }
        fit.into_iter().map(|host| host.value).collect()
    }
}

/// A host's name in lower case (RFC 1123 section 2.1), two labels at least; no address.
fn is_host(text: &str) -> bool {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let is_label = |label: &str| {
        let is_inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        (1..=63).contains(&label.len())
            && label.chars().all(is_inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // To a URL parser a last label that is a number makes the whole an address.
    let is_name = |last: &str| last.starts_with(|c: char| c.is_ascii_lowercase());
    name.len() <= 253 && name.split('.').all(is_label) && name.rsplit_once('.').is_some_and(|(_, last)| is_name(last))
}

fn download_docs(name: &Spanned<String>, schema: &Schema, hosts: &[String]) -> Docs {
    let model = schema.name.ident.to_string();
    let article = if model.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    let hosts: Vec<String> = hosts.iter().map(|host| format!("`{}`", code(host))).collect();
    let may_lead = match hosts.as_slice() {
        [] => "The link may lead to any public host; say to which with `Downloads::pin`.".to_owned(),
        hosts => format!("The link has to lead to {}.", hosts.join(" or ")),
    };
    Docs::of(vec![
        format!("Fetches what `{}` of {article} [`{model}`](super::models::{model}) links to.", code(&name.value)),
        String::new(),
        may_lead,
        "Nothing happens before it is asked for a file, a writer or the bytes; the API's credentials are not sent."
            .to_owned(),
    ])
}
