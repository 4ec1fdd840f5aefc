//! How callers prove who they are: one kind of credentials, or several with names.

use super::{Resolver, Taken, names};
use crate::document::{self, File};
use crate::messages as say;
use crate::model::{Credentials, Location, Security};
use crate::parse::Slot;
use crate::span::{Span, Spanned};

impl Resolver<'_> {
    /// First pass: the names that `security` may say.
    pub(super) fn declare_credentials(&mut self, main: &File) {
        let Some(written) = main.credentials.get() else { return };
        let mut known = Vec::new();
        {
            let mut taken = Taken::new(self);
            if written.0.is_empty() {
                let at = main.credentials.span().unwrap_or_default();
                self.report(say::nothing_to_choose(self.key("credentials", at), "credentials"));
            }
            for (name, scheme) in written.iter() {
                let plain = name.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
                let named = plain && name.value != "none";
                if !named {
                    self.report(say::credentials_name(name.span, &name.value));
                }
                let ident = named.then(|| self.name(names::variant(&name.value), &name.value, name.span)).flatten();
                let Some(ident) = ident else {
                    known.push((name.value.clone(), names::derived(&["refused"]), None));
                    continue;
                };
                let place = self.scheme(scheme.value, scheme.span);
                if place == Some(Security::None) {
                    self.report(say::credentials_name(scheme.span, "none"));
                }
                if taken.take(&ident, &name.value, name.span) {
                    known.push((name.value.clone(), ident, place));
                }
            }
        }
        // One that was refused is declared all the same: what names it is no slip.
        let credentials = known.into_iter().map(|(name, ident, place)| {
            let place = place.unwrap_or(Security::None);
            Credentials { name, ident, place }
        });
        self.credentials = credentials.collect();
    }

    pub(super) fn security(&self, written: &document::Security, span: Span) -> Option<Security> {
        if self.credentials.is_empty() {
            return match &written.any {
                Some(_) => self.refuse(say::security_without_credentials(span)),
                None => self.scheme(&written.scheme, span),
            };
        }
        if let Some(ways) = &written.any {
            if ways.is_empty() {
                return self.refuse(say::nothing_to_choose(span, "security"));
            }
            let ways: Option<Vec<Vec<usize>>> = ways.iter().map(|way| self.proof(&way.owned()?)).collect();
            return ways.map(Security::OneOf);
        }
        match &written.scheme.kind {
            Slot::Given(name, span) => {
                let way = self.proof(&Spanned::new(name.clone(), *span))?;
                Some(if way.is_empty() { Security::None } else { Security::OneOf(vec![way]) })
            }
            Slot::Broken(_) => None,
            Slot::Absent => self.refuse(say::unnamed_security(span, &self.credentials_names())),
        }
    }

    /// `none`, a name, or several that go together: `app + user`.
    fn proof(&self, written: &Spanned<String>) -> Option<Vec<usize>> {
        if written.value.trim() == "none" {
            return Some(Vec::new());
        }
        let mut at = 0;
        let mut way = Vec::new();
        for part in written.value.split('+') {
            let name = part.trim();
            let start = at + part.len() - part.trim_start().len();
            at += part.len() + 1;
            let Some(index) = self.credentials.iter().position(|known| known.name == name) else {
                let names = self.credentials_names();
                let near = self.nearest(name, names.iter().map(String::as_str));
                let place = self.part(written, start..start + name.len());
                return self.refuse(say::unknown_credentials(name, place, near, &names));
            };
            let known = |index: usize| self.credentials.get(index);
            let place = |index: usize| known(index).and_then(|known| place_of(&known.place));
            if let Some(other) =
                way.iter().copied().find(|other| place(index).is_some() && place(*other) == place(index))
            {
                let other = known(other).map_or("", |known| known.name.as_str());
                return self.refuse(say::credentials_in_one_place(written.span, name, other));
            }
            way.push(index);
        }
        Some(way)
    }

    fn credentials_names(&self) -> Vec<String> {
        self.credentials.iter().map(|known| known.name.clone()).collect()
    }

    /// What kind of credentials it is, and where they go.
    fn scheme(&self, written: &document::Scheme, span: Span) -> Option<Security> {
        if let Slot::Given(kind, span) = &written.kind {
            return match kind.as_str() {
                "bearer" => Some(Security::Bearer),
                "basic" => Some(Security::Basic),
                "none" => Some(Security::None),
                other => {
                    self.refuse(say::unknown_security(*span, other, self.nearest(other, ["bearer", "basic", "none"])))
                }
            };
        }
        match (&written.header, &written.query, &written.cookie) {
            (Slot::Given(name, span), Slot::Absent, Slot::Absent) => {
                self.header_name(&Spanned::new(name.clone(), *span)).map(Security::Header)
            }
            (Slot::Absent, Slot::Given(name, _), Slot::Absent) => Some(Security::Query(name.clone())),
            (Slot::Absent, Slot::Absent, Slot::Given(name, span)) => {
                self.cookie_name(&Spanned::new(name.clone(), *span)).map(Security::Cookie)
            }
            (Slot::Broken(_), ..) | (_, Slot::Broken(_), _) | (.., Slot::Broken(_)) => None,
            _ => self.refuse(say::security_of_no_kind(span)),
        }
    }

    /// A client holds one kind of credentials, unless they have names: a second one is reported.
    pub(super) fn one_kind(&self, security: &Security, span: Span) {
        if matches!(security, Security::None | Security::OneOf(_)) {
            return;
        }
        let is_key =
            |security: &Security| matches!(security, Security::Header(_) | Security::Query(_) | Security::Cookie(_));
        let mut kind = self.security_kind.borrow_mut();
        match kind.as_ref() {
            // One key can go in a header here and in the query there.
            Some((known, _)) if is_key(known) && is_key(security) => {}
            Some((known, first)) if known != security => self.report(say::mixed_security(span, *first)),
            Some(_) => {}
            None => *kind = Some((security.clone(), span)),
        }
    }

    /// What an access token has to be good for.
    pub(super) fn scopes(&self, written: &document::Operation) -> Vec<String> {
        let scopes = written.scopes.get().into_iter().flatten().filter_map(Slot::owned);
        // RFC 6749 section 3.3.
        let is_scope =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\'));
        let fits = |scope: &Spanned<String>| {
            let fits = is_scope(&scope.value);
            if !fits {
                self.report(say::bad_scope(scope.span, &scope.value));
            }
            fits
        };
        scopes.filter(fits).map(|scope| scope.value).collect()
    }

    /// What docs say of who may call.
    pub(super) fn security_notes(&self, security: Option<&Security>, scopes: &[String]) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(Security::OneOf(ways)) = security {
            let name = |index: &usize| self.credentials.get(*index).map(|known| format!("`{}`", known.name));
            let way = |way: &Vec<usize>| match way.as_slice() {
                [] => "none".to_owned(),
                way => way.iter().filter_map(name).collect::<Vec<_>>().join(" with "),
            };
            notes.push(format!("Credentials: {}.", ways.iter().map(way).collect::<Vec<_>>().join(", or ")));
        }
        if !scopes.is_empty() {
            let scopes: Vec<String> = scopes.iter().map(|scope| format!("`{}`", super::schemas::code(scope))).collect();
            notes.push(format!("Scopes: {}.", scopes.join(", ")));
        }
        notes
    }
}

/// Where a token goes: two cannot go to one place.
fn place_of(security: &Security) -> Option<(Location, String)> {
    Some(match security {
        Security::Bearer | Security::Basic => (Location::Header, "authorization".to_owned()),
        Security::Header(name) => (Location::Header, name.to_ascii_lowercase()),
        Security::Query(name) => (Location::Query, name.clone()),
        Security::Cookie(name) => (Location::Cookie, name.clone()),
        Security::None | Security::OneOf(_) => return None,
    })
}
