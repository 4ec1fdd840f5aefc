//! Whether credentials are there. Any are good: the mock knows nobody.

use apiloom_codegen::model::{Api, Security};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::mock::problem::{Kind, Place, Violation};
use crate::mock::received::Received;

/// What is missing of the way that asks for least; nothing, where one of the ways is there.
pub(super) fn missing(security: &Security, api: &Api, received: &Received) -> Vec<Violation> {
    let ways = security.ways(&api.credentials).into_iter();
    let missing = ways.map(|way| way.into_iter().filter_map(|place| missing_at(place, received)).collect::<Vec<_>>());
    missing.min_by_key(Vec::len).unwrap_or_default()
}

fn missing_at(security: &Security, received: &Received) -> Option<Violation> {
    let authorization = || Place::Header("Authorization".to_owned());
    let (place, detail) = match security {
        Security::None | Security::OneOf(_) => return None,
        Security::Bearer if token(received, "bearer").is_some() => return None,
        Security::Bearer => (authorization(), "must be `Bearer` and a token"),
        Security::Basic if token(received, "basic").as_deref().is_some_and(is_user) => return None,
        Security::Basic => (authorization(), "must be `Basic` and `user:password` in base64"),
        Security::Header(name) if received.header(name).iter().any(|value| !value.is_empty()) => return None,
        Security::Header(name) => (Place::Header(name.clone()), "must hold the API key"),
        Security::Query(name) if received.queried(name).any(|value| !value.is_empty()) => return None,
        Security::Query(name) => (Place::Query(name.clone()), "must hold the API key"),
        Security::Cookie(name) if received.cookie(name).iter().any(|value| !value.is_empty()) => return None,
        Security::Cookie(name) => (Place::Cookie(name.clone()), "must hold the API key"),
    };
    Some(Violation::new(place, detail).of(Kind::Credentials))
}

/// The challenge of an answer with status 401 (RFC 9110 section 11.6.1).
pub(crate) fn challenge(security: &Security) -> &'static str {
    match security {
        Security::Basic => "Basic realm=\"mock\"",
        Security::Bearer | Security::None | Security::OneOf(_) => "Bearer",
        Security::Header(_) | Security::Query(_) | Security::Cookie(_) => "ApiKey",
    }
}

fn token(received: &Received, scheme: &str) -> Option<String> {
    let lines = received.header("authorization");
    let (given, token) = lines.first()?.split_once(' ')?;
    (given.eq_ignore_ascii_case(scheme) && !token.trim().is_empty()).then(|| token.trim().to_owned())
}

fn is_user(token: &str) -> bool {
    STANDARD.decode(token).is_ok_and(|bytes| bytes.contains(&b':'))
}
