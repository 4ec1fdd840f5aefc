//! Why an identity provider gives no token (RFC 6749 section 5.2), without its words: Microsoft's hold parts of what it
//! was sent.

use std::time::Duration;

use http::StatusCode;

use crate::api::Casing;
use crate::credentials::CredentialsError;
use crate::credentials::error::Refusal;
use crate::decode;

/// What Microsoft Entra ID says to an application that asks in a loop, without saying until when: AADSTS50196.
const LOOP: u32 = 50196;
const LOOP_REST: Duration = Duration::from_secs(60);

/// Reads an answer that is not a success.
pub(super) fn refused(status: StatusCode, retry_after: Option<Duration>, body: &[u8]) -> CredentialsError {
    let what = if status.is_redirection() {
        format!("the identity provider answered {}, a redirect, which is not followed", status.as_u16())
    } else {
        format!("the identity provider answered {}", status.as_u16())
    };
    let error = refusal(&what, body);
    let is_busy = matches!(status.as_u16(), 408 | 429) || status.is_server_error();
    let error = if is_busy { error.transient() } else { error };
    let wait = retry_after.or_else(|| (error.entra_number() == Some(LOOP)).then_some(LOOP_REST));
    match wait {
        Some(wait) => error.with_retry_after(wait),
        None => error,
    }
}

/// With the number alone of what somebody else reports.
#[cfg(feature = "azure")]
pub(crate) fn numbered(what: &str, words: &str) -> CredentialsError {
    CredentialsError::new(what).with_refusal(Refusal { entra_number: entra_number(words), ..Refusal::default() })
}

pub(super) fn refusal(what: &str, body: &[u8]) -> CredentialsError {
    let text = |field| decode::text_at(body, &[field], Casing::Exact);
    let code = text("error").filter(|code| is_code(code));
    let is_busy = code.as_deref() == Some("temporarily_unavailable");
    let error = CredentialsError::new(what).with_refusal(Refusal {
        code,
        entra_number: text("error_description").and_then(|words| entra_number(&words)),
        correlation_id: text("correlation_id").filter(|id| is_guid(id)),
    });
    if is_busy { error.transient() } else { error }
}

/// The registered codes are words of small letters; a secret is not, so one that is echoed here is not shown.
fn is_code(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The number in `AADSTS7000215: Invalid client secret provided`.
fn entra_number(words: &str) -> Option<u32> {
    let (_, rest) = words.split_once("AADSTS")?;
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

fn is_guid(text: &str) -> bool {
    let is_dash = |index| matches!(index, 8 | 13 | 18 | 23);
    let fits = |(index, byte): (usize, u8)| if is_dash(index) { byte == b'-' } else { byte.is_ascii_hexdigit() };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRA: &str = r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret S3NT1NEL.
        Trace ID: 1\r\nCorrelation ID: 2","error_codes":[7000215],"timestamp":"2026-01-01 00:00:00Z",
        "correlation_id":"0f5a7c1e-1111-2222-3333-444455556666"}"#;

    #[test]
    fn codes_and_numbers_and_no_words() {
        let body = ENTRA.replace('\n', " ");
        let error = refused(StatusCode::UNAUTHORIZED, None, body.as_bytes());
        assert_eq!(
            error.to_string(),
            "the identity provider answered 401: invalid_client, AADSTS7000215, correlation id \
             0f5a7c1e-1111-2222-3333-444455556666"
        );
        assert_eq!((error.code(), error.entra_number()), (Some("invalid_client"), Some(7_000_215)));
        assert!(!error.is_transient());
    }

    #[test]
    fn what_is_echoed_is_not_shown() {
        let body = br#"{"error":"S3NT1NEL","error_description":"AADSTSx S3NT1NEL","correlation_id":"S3NT1NEL"}"#;
        for body in [&body[..], b"<html>S3NT1NEL", b"", b"[\"S3NT1NEL\"]", br#"{"error":{"S3NT1NEL":1}}"#] {
            let error = refused(StatusCode::BAD_GATEWAY, None, body);
            assert_eq!(error.to_string(), "the identity provider answered 502");
            assert!(error.is_transient());
        }
    }

    #[test]
    fn how_long_to_wait() {
        let minute = Some(Duration::from_secs(60));
        assert_eq!(refused(StatusCode::TOO_MANY_REQUESTS, minute, b"").retry_after(), minute);
        let looping = br#"{"error":"invalid_grant","error_description":"AADSTS50196: loop"}"#;
        assert_eq!(refused(StatusCode::BAD_REQUEST, None, looping).retry_after(), minute);
        assert_eq!(refused(StatusCode::BAD_REQUEST, None, b"").retry_after(), None);
    }
}
