//! The codes of a device (RFC 8628 section 3.2), and how to wait for their owner.

use std::time::Duration;

use secrecy::SecretString;
use tokio::time::Instant;

use super::address::check_page;
use super::seconds::Seconds;
use super::token_response::{Hidden, wrong};
use crate::api::Casing;
use crate::credentials::CredentialsError;
use crate::{decode, fields};

/// Where the provider names none (RFC 8628 section 3.2).
const INTERVAL: Duration = Duration::from_secs(5);

/// What a provider says is bounded: neither a storm nor a wait that nobody sits through.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);
const LIFETIME: Duration = Duration::from_secs(60 * 60);

/// What a person is shown, and what the device keeps for itself.
pub(super) struct Codes {
    pub(super) device_code: SecretString,
    pub(super) user_code: SecretString,
    pub(super) page: String,
    pub(super) page_with_code: Option<SecretString>,
    pub(super) lifetime: Duration,
    pub(super) interval: Duration,
}

struct Written {
    device_code: Hidden,
    user_code: Hidden,
    verification_uri: Option<String>,
    /// As Google calls it, and Microsoft did.
    verification_url: Option<String>,
    verification_uri_complete: Option<Hidden>,
    expires_in: Seconds,
    interval: Option<Seconds>,
}

fields! {
    Written {
        device_code: required(0, "device_code"),
        user_code: required(1, "user_code"),
        verification_uri: optional(2, "verification_uri"),
        verification_url: optional(3, "verification_url"),
        verification_uri_complete: optional(4, "verification_uri_complete"),
        expires_in: required(5, "expires_in"),
        interval: optional(6, "interval"),
    }
}

pub(super) fn parse_codes(body: &[u8]) -> Result<Codes, CredentialsError> {
    use secrecy::ExposeSecret;

    let written: Written = decode::from_slice(body, Casing::Exact).map_err(|error| wrong(&error.to_string()))?;
    let page = written.verification_uri.or(written.verification_url).and_then(|page| check_page(&page));
    let page = page.ok_or_else(|| wrong("`verification_uri` is missing, or no page that somebody may be sent to"))?;
    let with_code = written.verification_uri_complete.and_then(|page| check_page(page.0.expose_secret()));
    if !written.user_code.0.expose_secret().chars().all(|character| matches!(character, ' '..='~')) {
        return Err(wrong("`user_code` is not a code that somebody could type"));
    }
    Ok(Codes {
        device_code: written.device_code.0,
        user_code: written.user_code.0,
        page,
        page_with_code: with_code.map(SecretString::from),
        lifetime: written.expires_in.0.min(LIFETIME),
        interval: written.interval.map_or(INTERVAL, |Seconds(interval)| interval.clamp(SHORTEST, LONGEST)),
    })
}

/// When to ask next whether somebody signed in.
pub(super) struct Polling {
    until: Instant,
    interval: Duration,
}

impl Polling {
    pub(super) fn new(asked: Instant, codes: &Codes) -> Self {
        Self { until: asked + codes.lifetime, interval: codes.interval }
    }

    /// Waits, unless the codes are expired by then.
    pub(super) async fn wait(&self, asked_for: Option<Duration>) -> Result<(), CredentialsError> {
        let wait = self.interval.max(asked_for.unwrap_or_default());
        let next = Instant::now().checked_add(wait).filter(|next| *next < self.until);
        let next = next.ok_or_else(|| CredentialsError::new("nobody signed in before the code expired"))?;
        tokio::time::sleep_until(next).await;
        Ok(())
    }

    /// What an answer without a token means (RFC 8628 section 3.5): to go on, more slowly perhaps, or the end.
    pub(super) fn consider(&mut self, error: CredentialsError) -> Result<Option<Duration>, CredentialsError> {
        match error.code() {
            Some("authorization_pending") => {}
            Some("slow_down") => self.interval += INTERVAL,
            _ if error.is_transient() => self.interval = (self.interval * 2).min(LONGEST),
            _ => return Err(error),
        }
        Ok(error.retry_after())
    }
}
