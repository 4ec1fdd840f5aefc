//! What a spec says once: name, servers, security, how names are read, the envelope.

use std::time::Duration;

use super::variables::Choices;
use super::{Resolver, Taken, names, schemas::or_else};
use crate::document::{Document, File};
use crate::messages as say;
use crate::model::{
    Api, Download, Envelope, Pointer, Presence, Scalar, Schema, SchemaKind, Security, Server, Tag, Type,
};
use crate::parse::{Entries, Slot};
use crate::span::{Span, Spanned};

/// Hosts on which plain http stays on the machine (RFC 6761 6.3, RFC 1122 3.2.1.3).
const LOOPBACK: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

impl Resolver<'_> {
    /// The one file that describes the API.
    pub(super) fn main_file<'d>(&self, document: &'d Document) -> Option<&'d File> {
        let mut main: Option<&File> = None;
        for file in &document.files {
            match (file.apiloom.span(), main.and_then(|main| main.apiloom.span())) {
                (Some(span), Some(first)) => self.report(say::two_api_files(span, first)),
                (Some(_), None) => main = Some(file),
                (None, _) => self.check_resource_file(file),
            }
        }
        let Some(main) = main else {
            let anywhere = document.files.first().map(|file| Span { source: file.source, start: 0, end: 0 });
            return self.refuse(say::no_api_file(anywhere.unwrap_or_default(), document.files.len()));
        };
        if let Some(version) = main.apiloom.spanned().filter(|version| *version.value != 1) {
            return self.refuse(say::unknown_version(version.span, *version.value));
        }
        Some(main)
    }

    /// A file without `apiloom` describes resources only.
    fn check_resource_file(&self, file: &File) {
        let keys = [
            ("name", file.name.span()),
            ("version", file.version.span()),
            ("documentation", file.documentation.span()),
            ("servers", file.servers.span()),
            ("credentials", file.credentials.span()),
            ("security", file.security.span()),
            ("names", file.names.span()),
            ("every_operation", file.every_operation.span()),
            ("envelope", file.envelope.span()),
        ];
        for (key, span) in keys {
            if let Some(span) = span {
                self.report(say::api_key_in_resource_file(key, self.key(key, span)));
            }
        }
    }

    pub(super) fn declare_servers(&mut self, main: &File) {
        let servers = main.servers.get().map(|servers| servers.0.iter().map(|(name, _)| name.value.clone()).collect());
        self.servers = servers.unwrap_or_default();
    }

    pub(super) fn api(
        &self,
        main: &File,
        tags: Vec<Tag>,
        schemas: Vec<Option<Schema>>,
        downloads: Vec<Download>,
    ) -> Option<Api> {
        let here = main.apiloom.span().unwrap_or_default();
        if main.name.is_absent() {
            self.report(say::missing_key(here, "the API", "name", "what it is called"));
        }
        let servers = self.resolve_servers(main, here);
        let security = main
            .security
            .get()
            .map_or(Some(Security::None), |written| self.security(written, main.security.span().unwrap_or(here)));
        let docs = self.described(&main.description, &main.documentation);
        let name = main.name.text()?.to_owned();
        Some(Api {
            docs: or_else(docs, || format!("A typed client for {}.", crate::docs_text::docs(&name).lines.join(" "))),
            version: main.version.text().unwrap_or_default().to_owned(),
            name,
            origin: self.origin(main),
            any_case: self.any_case,
            credentials: self.credentials.clone(),
            security: security?,
            servers,
            tags,
            schemas: schemas.into_iter().collect::<Option<Vec<_>>>()?,
            downloads,
            has_fractions: self.has_fractions.get(),
        })
    }

    fn resolve_servers(&self, main: &File, here: Span) -> Vec<Server> {
        let mut taken = Taken::new(self);
        let mut servers = Vec::new();
        let mut choices = Choices::new();
        if main.servers.is_absent() || main.servers.get().is_some_and(|servers| servers.0.is_empty()) {
            self.report(say::missing_key(here, "the API", "servers", "where it is served"));
        }
        for (name, server) in main.servers.get().into_iter().flat_map(Entries::iter) {
            let Some(ident) = self.name(names::variant(&name.value), &name.value, name.span) else { continue };
            let url = match &server.value.url {
                Slot::Absent => self.refuse(say::missing_key(name.span, "a server", "url", "its base URL")),
                slot => slot.owned().and_then(|url| self.server_url(&url, server.value, &mut choices)),
            };
            let docs = self.described(&server.value.description, &Slot::Absent);
            if let (Some((url, template, variables)), true) = (url, taken.take(&ident, &name.value, name.span)) {
                servers.push(Server {
                    docs: or_else(docs, || format!("`{}`", super::schemas::code(&template))),
                    name: name.value.clone(),
                    ident,
                    plain: server.value.plain.get().copied().unwrap_or(false),
                    audience: server.value.audience.text().unwrap_or(&template).to_owned(),
                    url,
                    template,
                    variables,
                    deprecated: server.value.deprecated.text().map(str::to_owned),
                });
            }
        }
        servers
    }

    /// RFC 3986: scheme, host and path only, so that nothing of a base URL can capture what is put behind it.
    pub(super) fn base_url(&self, written: &Spanned<String>, plain: bool) -> Option<String> {
        let text = written.value.as_str();
        let refuse = |why: &str| self.refuse(say::bad_url(written.span, text, why));
        let Some((scheme, rest)) = text.split_once("://") else { return refuse("it does not begin with `https://`") };
        let (authority, path) = rest.split_once('/').map_or((rest, ""), |(authority, path)| (authority, path));
        if text.contains(['?', '#']) {
            return refuse("paths are put behind it, so it has no `?` and no `#`");
        }
        if authority.contains('@') {
            return refuse("it holds a user or a password; credentials are described by `security`");
        }
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !authority.ends_with(']') => (host, port),
            _ => (authority, "443"),
        };
        match scheme {
            "https" if plain => return refuse("it begins with `https://`, so `plain` is of no use"),
            "https" => {}
            "http" if plain || LOOPBACK.contains(&host) => {}
            "http" => return refuse("plain http is for loopback hosts, and for servers that say `plain: true`"),
            _ => return refuse("it does not begin with `https://`"),
        }
        let plain_host = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        if host.is_empty() || !(plain_host || LOOPBACK.contains(&host)) {
            return refuse("its host is not a plain name");
        }
        if port.parse::<u16>().is_err() {
            return refuse("its port is not a number from 1 to 65535");
        }
        let path_fits = path.chars().all(|c| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@".contains(c));
        if !path_fits || path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return refuse("its path holds something else than plain segments");
        }
        Some(text.trim_end_matches('/').to_owned())
    }

    /// A page to link to.
    pub(super) fn https_page(&self, written: &Spanned<String>) -> Option<String> {
        let rest = written.value.strip_prefix("https://").unwrap_or_default();
        let plain = rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c));
        if plain { Some(written.value.clone()) } else { self.refuse(say::bad_page(written.span, &written.value)) }
    }

    pub(super) fn casing(&self, main: &File) -> bool {
        let Some(read) = main.names.get().and_then(|names| names.read.spanned()) else { return false };
        match read.value.as_str() {
            "exact" => false,
            "any-case" => true,
            other => {
                self.report(say::unknown_casing(read.span, other, self.nearest(other, ["exact", "any-case"])));
                false
            }
        }
    }

    /// The schema that wraps every answer: marks it, and gives its index.
    pub(super) fn envelope(&self, main: &File, schemas: &mut [Option<Schema>]) -> Option<usize> {
        let written = main.envelope.get()?;
        let here = main.envelope.span().unwrap_or_default();
        if written.schema.is_absent() {
            return self.refuse(say::missing_key(
                here,
                "the envelope",
                "schema",
                "the generic schema that wraps every answer",
            ));
        }
        let name = written.schema.owned()?;
        let Some(head) = self.heads.get(&name.value) else {
            if self.refused.contains(&name.value) {
                return None;
            }
            let near = self.nearest(&name.value, self.heads.keys().map(String::as_str));
            return self.refuse(say::unknown_type(&name.value, name.span, near));
        };
        let index = head.name.index;
        let schema = schemas.get_mut(index)?.as_mut()?;
        let (SchemaKind::Struct(object), [generic]) = (&schema.kind, schema.generics.as_slice()) else {
            return self.refuse(say::envelope_not_generic(name.span, &name.value));
        };
        let item = Type::Generic(generic.clone());
        let member = |slot: &Slot<String>, what: &str, fits: &dyn Fn(&Type) -> bool| {
            let pointer = slot.owned()?;
            let Some(field) = object.fields.iter().find(|field| field.wire == pointer.value) else {
                if self.refused_fields.borrow().contains(&(index, pointer.value.clone())) {
                    return None;
                }
                let near = self.nearest(&pointer.value, object.fields.iter().map(|field| field.wire.as_str()));
                return self.refuse(say::unknown_envelope_field(&pointer.value, pointer.span, &name.value, near));
            };
            if !fits(&field.ty) {
                return self.refuse(say::envelope_field_type(&pointer.value, pointer.span, what));
            }
            Some(Pointer {
                field: field.ident.clone(),
                ty: field.ty.clone(),
                optional: field.presence != Presence::Required,
            })
        };
        let text = |ty: &Type| matches!(ty, Type::Scalar(Scalar::String));
        let link = |ty: &Type| matches!(ty, Type::Scalar(Scalar::String | Scalar::Url));
        let number = |ty: &Type| matches!(ty, Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32));
        if written.items.is_absent() {
            return self.refuse(say::missing_key(here, "the envelope", "items", "the field that lists the items"));
        }
        let items = member(&written.items, "a list of the schema's type parameter", &|ty| {
            *ty == Type::List(Box::new(item.clone()))
        });
        let count = member(&written.count, "a whole number", &number);
        let next = member(&written.next, "a string or a url", &link);
        let status = member(&written.status, "a whole number", &number);
        let message = member(&written.message, "a string", &text);
        let envelope = Envelope { items: items?, count, next, status, message };
        schema.envelope = Some(envelope);
        Some(index)
    }

    /// `500ms`, `30s`, `2m`, `4h`.
    pub(super) fn duration(&self, written: &Spanned<String>) -> Option<Duration> {
        let text = written.value.as_str();
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = &text[digits.len()..];
        let scale = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => 0,
        };
        // A day is longer than any call: what is above is a slip.
        let plain = digits.chars().all(|c| c.is_ascii_digit());
        match digits.parse::<u64>().ok().filter(|_| plain).and_then(|count| count.checked_mul(scale)) {
            Some(millis @ 1..=86_400_000) => Some(Duration::from_millis(millis)),
            _ => self.refuse(say::bad_duration(written.span, text)),
        }
    }
}
