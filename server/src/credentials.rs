//! The credentials in a request: whether they are there, never whether they are good.

use apiloom_runtime::Secret;
use apiloom_runtime::wire::{Api, Operation, Scheme, Security};
use http::header::{AUTHORIZATION, HeaderMap};

use crate::refusal::Refusal;

type Found = Vec<(&'static str, Secret<String>)>;

/// What the request proves itself by, or the refusal where the operation wants something that it lacks.
pub(crate) fn find(
    api: &Api,
    operation: &Operation,
    headers: &HeaderMap,
    query: &[(String, String)],
    cookies: &[(String, String)],
) -> Result<Found, Refusal> {
    let request = Request { headers, query, cookies };
    let security = operation.security.within(api.security);
    match security {
        Security::OneOf(ways) => {
            let complete = ways.iter().any(|way| way.iter().all(|scheme| request.token(scheme.place).is_some()));
            let schemes = ways.iter().copied().flatten();
            if complete { Ok(request.all(schemes)) } else { Err(Refusal::unauthorized(challenge(ways))) }
        }
        Security::None | Security::Inherited => Ok(Vec::new()),
        place => {
            let found = request.token(place).map(|token| vec![("", token)]);
            found.ok_or_else(|| Refusal::unauthorized(word(place)))
        }
    }
}

struct Request<'r> {
    headers: &'r HeaderMap,
    query: &'r [(String, String)],
    cookies: &'r [(String, String)],
}

impl Request<'_> {
    /// Each kind once, whichever ways it is a part of.
    fn all<'s>(&self, schemes: impl Iterator<Item = &'s Scheme>) -> Found {
        let mut found = Found::new();
        for scheme in schemes {
            let is_new = found.iter().all(|(name, _)| *name != scheme.name);
            if let Some(token) = self.token(scheme.place).filter(|_| is_new) {
                found.push((scheme.name, token));
            }
        }
        found
    }

    fn token(&self, place: Security) -> Option<Secret<String>> {
        let named = |pairs: &[(String, String)], name: &str| {
            pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        };
        let text = match place {
            Security::Bearer | Security::Basic => {
                let value = self.headers.get(AUTHORIZATION)?.to_str().ok()?;
                let (scheme, token) = value.split_once(' ')?;
                scheme.eq_ignore_ascii_case(word(place)?).then(|| token.trim().to_owned())
            }
            Security::Header(name) => self.headers.get(name)?.to_str().ok().map(str::to_owned),
            Security::Query(name) => named(self.query, name),
            Security::Cookie(name) => named(self.cookies, name),
            Security::Inherited | Security::None | Security::OneOf(_) => None,
        };
        text.filter(|text| !text.is_empty()).map(Secret::new)
    }
}

/// The scheme of `Authorization` (RFC 9110 section 11.1), where it is one.
fn word(place: Security) -> Option<&'static str> {
    match place {
        Security::Bearer => Some("Bearer"),
        Security::Basic => Some("Basic"),
        _ => None,
    }
}

fn challenge(ways: &[&[Scheme]]) -> Option<&'static str> {
    ways.iter().copied().flatten().find_map(|scheme| word(scheme.place))
}
