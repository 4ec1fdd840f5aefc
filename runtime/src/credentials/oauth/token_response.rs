//! What a token endpoint answers (RFC 6749 section 5.1).

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use tokio::time::Instant;

use super::refusal::refusal;
use super::seconds::Seconds;
use crate::api::Casing;
use crate::credentials::renewed::FetchedToken;
use crate::credentials::{AccessToken, CredentialsError};
use crate::{decode, fields};

/// An access token, and what came with it.
#[derive(Debug)]
pub(crate) struct TokenResponse {
    access_token: AccessToken,
    expires_in: Option<Seconds>,
    pub(super) refresh_token: Option<SecretString>,
}

struct Written {
    access_token: Option<Hidden>,
    token_type: Option<String>,
    expires_in: Option<Seconds>,
    refresh_token: Option<Hidden>,
    error: Option<String>,
}

fields! {
    Written {
        access_token: optional(0, "access_token"),
        token_type: optional(1, "token_type"),
        expires_in: optional(2, "expires_in"),
        refresh_token: optional(3, "refresh_token"),
        error: optional(4, "error"),
    }
}

/// Reads the body of a successful answer. Some providers put errors there too.
///
/// # Errors
///
/// What is wrong with it and where, without anything of it.
pub(crate) fn parse_token_response(body: &[u8]) -> Result<TokenResponse, CredentialsError> {
    let written: Written = decode::from_slice(body, Casing::Exact).map_err(|error| wrong(&error.to_string()))?;
    if written.error.is_some() {
        return Err(refusal("the identity provider refused", body));
    }
    // RFC 6749 section 7.1: a token of another type must not be used.
    if written.token_type.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(wrong("`token_type` is not `Bearer`"));
    }
    let Some(access_token) = written.access_token else {
        return Err(wrong("missing field `access_token`"));
    };
    Ok(TokenResponse {
        access_token: AccessToken::new(checked(&access_token.0, "`access_token`")?),
        expires_in: written.expires_in,
        refresh_token: written.refresh_token.map(|token| token.0).filter(|token| !token.expose_secret().is_empty()),
    })
}

impl TokenResponse {
    /// With the time since it was asked for.
    pub(super) fn fetched(&self, asked: Instant) -> FetchedToken {
        let fetched = FetchedToken::new(self.access_token.clone());
        match self.expires_in {
            Some(Seconds(lifetime)) => fetched.expires_after(asked, lifetime),
            None => fetched,
        }
    }
}

/// RFC 6749 appendix A.12: one visible character of ASCII, or more.
fn checked<'t>(token: &'t SecretString, name: &str) -> Result<&'t str, CredentialsError> {
    let text = token.expose_secret();
    if text.is_empty() || !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Err(wrong(&format!("{name} is not a token (RFC 6749 appendix A.12)")));
    }
    Ok(text)
}

pub(super) fn wrong(what: &str) -> CredentialsError {
    CredentialsError::new(format!("the answer of the identity provider is not usable: {what}"))
}

/// A text that is hidden as soon as it is read.
pub(super) struct Hidden(pub(super) SecretString);

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(SecretString::from(text)))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_entra_answers() {
        let first = br#"{"token_type":"Bearer","expires_in":"3599","ext_expires_in":"3599","expires_on":"1612794445",
            "not_before":"1612790545","resource":"https://graph.windows.net","access_token":"abc"}"#;
        let second = br#"{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"abc"}"#;
        for body in [&first[..], second] {
            let response = parse_token_response(body).unwrap();
            assert_eq!(response.access_token.expose(), "abc");
            assert_eq!(response.expires_in, Some(Seconds(Duration::from_secs(3599))));
            assert!(response.refresh_token.is_none());
        }
    }

    #[test]
    fn what_is_not_usable() {
        for (body, expected) in [
            ("", "(line 1, column 0)"),
            ("<html>S3NT1NEL</html>", "(line 1, column 1)"),
            ("[]", "expected an object, found a list"),
            ("{}", "missing field `access_token`"),
            (r#"{"access_token":null}"#, "missing field `access_token`"),
            (r#"{"access_token":""}"#, "`access_token` is not a token"),
            (r#"{"access_token":"S3NT1NEL\r\nX: y"}"#, "`access_token` is not a token"),
            (r#"{"access_token":"S3NT1NELé"}"#, "`access_token` is not a token"),
            (r#"{"access_token":["S3NT1NEL"]}"#, "expected a string, found a list at `access_token`"),
            (r#"{"access_token":"S3NT1NEL","token_type":"mac"}"#, "`token_type` is not `Bearer`"),
            (r#"{"access_token":"S3NT1NEL","expires_in":-5}"#, "at `expires_in`"),
            (r#"{"access_token":"S3NT1NEL","expires_in":"S3NT1NEL"}"#, "at `expires_in`"),
            (r#"{"access_token":"S3NT1NEL","expires_in":NaN}"#, "at `expires_in`"),
            (r#"{"access_token":"S3NT1NEL"} trailing"#, "line 1"),
            (r#"{"error":"invalid_grant","error_description":"S3NT1NEL"}"#, "refused: invalid_grant"),
        ] {
            let error = parse_token_response(body.as_bytes()).err().unwrap_or_else(|| panic!("{body}")).to_string();
            assert!(error.contains(expected), "{body}: {error}");
            assert!(!error.contains("S3NT1NEL"), "{error}");
        }
    }
}
