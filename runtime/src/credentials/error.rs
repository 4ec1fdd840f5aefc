//! Why there is no token.

use std::fmt;
use std::time::Duration;

use crate::error::readable;

/// No token could be had. The message is shown in errors and logs.
///
/// Where an identity provider refused, its error code, Microsoft Entra ID's number and the correlation id are kept; its
/// words are not, because some repeat what they were sent.
#[derive(Clone, PartialEq, Eq)]
pub struct CredentialsError {
    message: String,
    retry_after: Option<Duration>,
    is_transient: bool,
    refusal: Option<Box<Refusal>>,
}

/// What an identity provider says about its refusal.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: Option<String>,
    pub(crate) entra_number: Option<u32>,
    pub(crate) correlation_id: Option<String>,
}

impl CredentialsError {
    /// Says why, in words that hold no secret. Control characters are escaped and what is longer
    /// than 1 KiB is cut.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: readable(&message.into()), retry_after: None, is_transient: false, refusal: None }
    }

    /// With how long to wait before a token is asked for again.
    #[must_use]
    pub fn with_retry_after(self, wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..self }
    }

    /// Calls it an accident: the same may succeed later, without anybody doing anything.
    #[must_use]
    pub fn transient(self) -> Self {
        Self { is_transient: true, ..self }
    }

    #[cfg(feature = "oauth")]
    pub(crate) fn with_refusal(self, refusal: Refusal) -> Self {
        Self { refusal: Some(Box::new(refusal)), ..self }
    }

    /// How long to wait before a token is asked for again, if that is known.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether it was an accident: no answer, or one that says that the identity provider is busy or broken.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.is_transient
    }

    /// The error code of the identity provider, `invalid_client` for instance (RFC 6749 section 5.2, RFC 8628 section
    /// 3.5).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.refusal.as_ref()?.code.as_deref()
    }

    /// The number that Microsoft Entra ID gives the reason: 7000215 for `AADSTS7000215`. Microsoft lists them under
    /// "Microsoft Entra authentication and authorization error codes".
    #[must_use]
    pub fn entra_number(&self) -> Option<u32> {
        self.refusal.as_ref()?.entra_number
    }

    /// What the identity provider calls the exchange in its logs; name it when asking for support.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.refusal.as_ref()?.correlation_id.as_deref()
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        let Some(refusal) = &self.refusal else { return Ok(()) };
        if let Some(code) = &refusal.code {
            write!(formatter, ": {code}")?;
        }
        if let Some(number) = refusal.entra_number {
            write!(formatter, ", AADSTS{number}")?;
        }
        match &refusal.correlation_id {
            Some(id) => write!(formatter, ", correlation id {id}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for CredentialsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CredentialsError({:?})", self.to_string())
    }
}

impl std::error::Error for CredentialsError {}
