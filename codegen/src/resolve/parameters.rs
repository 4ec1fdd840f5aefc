//! Parameters: path, query, header and cookie.

use super::constraints::Constraints;
use super::literals::{sample_text, synthesize};
use super::schemas::{code, default_note, expand, or_else};
use super::{Resolver, Schemas, Taken, names};
use crate::document;
use crate::messages as say;
use crate::model::{HeaderSource, Location, Parameter, Presence, Rule, Scalar, SchemaKind, Style, Type};
use crate::parse::Slot;
use crate::span::{Span, Spanned};

/// Header fields that are not a spec's to set: framing, routing and credentials (RFC 9110 sections 7.2, 8.6, 11).
const RESERVED_HEADERS: &[&str] = &[
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "authorization",
    "proxy-authorization",
    "cookie",
    "referer",
    "te",
    "trailer",
    "upgrade",
    "keep-alive",
    "proxy-connection",
    "expect",
    "accept-encoding",
];

impl Resolver<'_> {
    pub(super) fn parameter(
        &self,
        wire: &Spanned<String>,
        written: &document::Parameter,
        location: Location,
        schemas: &Schemas,
        taken: &mut Taken<'_, '_>,
    ) -> Option<Parameter> {
        let rust = written.rust_name.text().unwrap_or(&wire.value);
        let at = written.rust_name.span().unwrap_or(wire.span);
        let ident = self.name(names::field(rust), rust, at)?;
        match location {
            Location::Header => drop(self.header_name(wire)?),
            Location::Cookie => drop(self.cookie_name(wire)?),
            Location::Query if wire.value.is_empty() => {
                return self.refuse(say::bad_name(&wire.value, wire.span, "it is empty"));
            }
            _ => {}
        }
        for (key, span) in [("const", written.r#const.span()), ("generate", written.generate.span())] {
            if let Some(span) = span {
                return self.refuse(say::only_for_headers(key, self.key(key, span)));
            }
        }
        let ty = match &written.r#type {
            Slot::Absent => return self.refuse(say::missing_key(wire.span, "a parameter", "type", "what it holds")),
            slot => slot.owned()?,
        };
        let mut resolved = self.member_type(&ty, &[])?;
        resolved.ty = expand(&resolved.ty, schemas).clone();
        if let Presence::Nullable | Presence::OptionalNullable = resolved.presence {
            return self.refuse(say::null_parameter(ty.span));
        }
        if location == Location::Path && resolved.presence == Presence::Optional {
            return self.refuse(say::optional_path_parameter(&wire.value, ty.span));
        }
        let (scalar, style) = match self.object_style(&resolved.ty, written, location, ty.span, schemas)? {
            Some(style) => (None, style),
            None => {
                let (item, style) = self.style(&resolved.ty, written, location, ty.span, schemas)?;
                (self.parameter_scalar(&item, ty.span, schemas)?, style)
            }
        };
        let constraints =
            Constraints { pattern: &written.pattern, length: &written.length, range: &written.range, format: None };
        let mut rules = self.rules(&constraints, scalar);
        rules.extend(scalar.and_then(Scalar::format).map(Rule::Format));
        if !taken.take(&ident, &wire.value, wire.span) {
            return None;
        }
        let sent = written.send.get() == Some(&true);
        let default = self.default(written, &resolved.ty, sent, &rules, schemas);
        let required_on = self.server_names(&written.required_on);
        if resolved.presence == Presence::Required && !required_on.is_empty() {
            self.report(say::required_on_required(written.required_on.span().unwrap_or(wire.span), &ty.value));
        }
        let mut docs = self.described(&written.description, &Slot::Absent);
        self.server_notes(&mut docs, &written.servers, &written.unconfirmed, &required_on);
        default_note(&mut docs, written.default.get(), sent);
        let example = written.example.spanned();
        let example = example.and_then(|literal| {
            self.sample(literal, &resolved.ty, schemas).filter(|sample| self.obeys(sample, &rules, literal.span))
        });
        Some(Parameter {
            marker: names::derived(&[&ident.to_string()]),
            setter: names::parameter_setter(&ident),
            ident,
            wire: wire.value.clone(),
            location,
            docs: or_else(docs, || format!("The {} parameter `{}`.", location.word(), code(&wire.value))),
            deprecated: written.deprecated.text().map(str::to_owned),
            sample: example.or_else(|| synthesize(&resolved.ty, &rules, schemas)),
            ty: resolved.ty,
            required: resolved.presence == Presence::Required,
            one_of: false,
            style,
            secret: written.secret.get() == Some(&true),
            rules,
            default_sent: default.filter(|_| sent),
            required_on,
            servers: self.known_servers(&written.servers),
        })
    }

    /// How a list is written, and what it is a list of.
    fn style(
        &self,
        ty: &Type,
        written: &document::Parameter,
        location: Location,
        at: Span,
        schemas: &Schemas,
    ) -> Option<(Type, Style)> {
        let list = match expand(ty, schemas) {
            Type::List(item) | Type::Set(item) => Some((**item).clone()),
            _ => None,
        };
        match (list, &written.separator) {
            (_, Slot::Broken(_)) => None,
            (None, Slot::Given(_, span)) => self.refuse(say::separator_without_list(*span)),
            (None, Slot::Absent) => Some((ty.clone(), Style::Single)),
            (Some(item), Slot::Given(separator, span)) => {
                let plain = !separator.is_empty()
                    && separator.chars().all(|c| c.is_ascii_graphic() || c == ' ')
                    && separator.chars().all(|c| !c.is_ascii_alphanumeric());
                if !plain {
                    return self.refuse(say::bad_separator(*span, separator));
                }
                Some((item, Style::Joined(separator.clone())))
            }
            (Some(item), Slot::Absent) if location == Location::Query => Some((item, Style::Repeated)),
            (Some(_), Slot::Absent) => self.refuse(say::list_without_separator(at, location.word())),
        }
    }

    /// The scalar that a parameter's text is made from; `None` inside for an enum or a named scalar.
    #[expect(clippy::option_option, reason = "the outer one says that the type was refused")]
    fn parameter_scalar(&self, ty: &Type, at: Span, schemas: &Schemas) -> Option<Option<Scalar>> {
        match expand(ty, schemas) {
            Type::Scalar(Scalar::Json | Scalar::Bytes) => self.refuse(say::parameter_type(at)),
            Type::Scalar(scalar) => Some(Some(*scalar)),
            Type::Schema(name, _) => match schemas.get(name.index) {
                Some(Some(schema)) if matches!(schema.kind, SchemaKind::Enum(_) | SchemaKind::Named(_)) => Some(None),
                Some(Some(_)) => self.refuse(say::parameter_type(at)),
                _ => None,
            },
            _ => self.refuse(say::parameter_type(at)),
        }
    }

    fn default(
        &self,
        written: &document::Parameter,
        ty: &Type,
        sent: bool,
        rules: &[Rule],
        schemas: &Schemas,
    ) -> Option<String> {
        let Some(default) = written.default.spanned() else {
            if let (true, Some(span)) = (sent && written.default.is_absent(), written.send.span()) {
                self.report(say::key_needs("send", self.key("send", span), "default"));
            }
            return None;
        };
        let item = match expand(ty, schemas) {
            Type::List(item) | Type::Set(item) if !matches!(default.value, document::Literal::List(_)) => item,
            _ => ty,
        };
        let sample = self.sample(default, item, schemas).filter(|sample| self.obeys(sample, rules, default.span))?;
        sample_text(&sample, schemas)
    }

    /// A header of a request: a parameter, or something that is always sent.
    #[expect(clippy::option_option, reason = "the outer one says that the header was refused")]
    pub(super) fn constant_header(
        &self,
        name: &Spanned<String>,
        written: &document::Parameter,
    ) -> Option<Option<(String, HeaderSource)>> {
        match (&written.r#const, &written.generate) {
            (Slot::Absent, Slot::Absent) => Some(None),
            (Slot::Given(_, first), Slot::Given(_, second)) => {
                self.refuse(say::constant_and_generated(*second, *first))
            }
            (Slot::Given(text, span), _) => {
                let name = self.header_name(name)?;
                let fits = !text.is_empty()
                    && text.trim() == text
                    && text.chars().all(|c| c == ' ' || c == '\t' || c.is_ascii_graphic());
                if !fits {
                    return self.refuse(say::bad_header_value(*span, text));
                }
                Some(Some((name, HeaderSource::Constant(text.clone()))))
            }
            (_, Slot::Given(kind, span)) => {
                let name = self.header_name(name)?;
                if kind != "uuid" {
                    return self.refuse(say::unknown_generator(*span, kind));
                }
                Some(Some((name, HeaderSource::Uuid)))
            }
            _ => None,
        }
    }

    /// RFC 6265 section 4.1.1: a token.
    pub(super) fn cookie_name(&self, name: &Spanned<String>) -> Option<String> {
        if name.value.is_empty() || name.value.len() > 256 || !name.value.chars().all(is_token) {
            return self.refuse(say::bad_header_name(name.span, &name.value));
        }
        Some(name.value.clone())
    }

    /// RFC 9110 section 5.1: a token, and none that belongs to the protocol or to credentials.
    pub(super) fn header_name(&self, name: &Spanned<String>) -> Option<String> {
        if name.value.is_empty() || name.value.len() > 256 || !name.value.chars().all(is_token) {
            return self.refuse(say::bad_header_name(name.span, &name.value));
        }
        if RESERVED_HEADERS.iter().any(|reserved| name.value.eq_ignore_ascii_case(reserved)) {
            return self.refuse(say::reserved_header(name.span, &name.value));
        }
        Some(name.value.clone())
    }
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}
