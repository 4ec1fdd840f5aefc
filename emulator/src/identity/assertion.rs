//! A signed statement of the client about itself, instead of a secret (RFC 7523).
//!
//! Everything is checked but the signature: whether it fits a key, the emulator cannot tell.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;

use super::failure::Failure;
use super::registration::CLIENT_ID;
use crate::timestamp::Timestamp;

/// How far the clocks of the client and of the service may differ, in seconds.
const SKEW: i64 = 5 * 60;

/// Goes on if the assertion is the registered client's, for one of these audiences, and in its time.
pub(super) fn check(assertion: &str, audiences: &[String], now: Timestamp) -> Result<(), Failure> {
    let claims = claims(assertion)?;
    let text = |name: &str| claims[name].as_str();
    if text("iss") != Some(CLIENT_ID) || text("sub") != Some(CLIENT_ID) {
        return Err(Failure::assertion_of_another());
    }
    if !text("aud").is_some_and(|audience| audiences.iter().any(|known| known == audience)) {
        return Err(Failure::assertion_for_another());
    }
    if text("jti").is_none_or(str::is_empty) {
        return Err(Failure::malformed_assertion("'jti' is missing"));
    }
    let end = claims["exp"].as_i64().ok_or_else(|| Failure::malformed_assertion("'exp' is not a number"))?;
    let start = claims["nbf"].as_i64().unwrap_or(i64::MIN);
    let in_time = end > now.unix() && start <= now.unix().saturating_add(SKEW);
    if in_time { Ok(()) } else { Err(Failure::assertion_out_of_time()) }
}

/// The claims of a token in three parts, whose header names an algorithm and a certificate.
fn claims(assertion: &str) -> Result<Value, Failure> {
    let parts: Vec<_> = assertion.split('.').map(|part| BASE64_URL_SAFE_NO_PAD.decode(part)).collect();
    let [Ok(header), Ok(claims), Ok(signature)] = parts.as_slice() else {
        return Err(Failure::malformed_assertion("it is not three parts in base 64"));
    };
    let [header, claims] = [header, claims].map(|json| serde_json::from_slice::<Value>(json).unwrap_or_default());
    if !header.is_object() || !claims.is_object() {
        return Err(Failure::malformed_assertion("it is not JSON"));
    }
    if !matches!(header["alg"].as_str(), Some("PS256" | "RS256")) {
        return Err(Failure::malformed_assertion("'alg' is neither PS256 nor RS256"));
    }
    if !["x5t#S256", "x5t"].iter().any(|name| header[name].is_string()) {
        return Err(Failure::malformed_assertion("it names no certificate"));
    }
    if signature.is_empty() {
        return Err(Failure::malformed_assertion("it is not signed"));
    }
    Ok(claims)
}
