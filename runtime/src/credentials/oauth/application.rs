//! As which application a program asks for tokens.

use std::fmt;

use secrecy::SecretString;

#[cfg(feature = "certificate")]
use super::certificate::Certificate;

/// An application that an identity provider knows (a *client* in RFC 6749), and how it proves that it is it.
///
/// ```
/// use apiloom_runtime::oauth::Application;
///
/// # let secret = String::from("from the environment, a file, a vault");
/// let service = Application::with_secret("11111111-2222-3333-4444-555555555555", secret);
/// let command = Application::public("11111111-2222-3333-4444-555555555555");
/// ```
pub struct Application {
    pub(super) id: String,
    pub(super) proof: Proof,
}

pub(super) enum Proof {
    /// Whoever has the program has all that it knows (RFC 6749 section 2.1).
    Public,
    Secret(SecretString),
    #[cfg(feature = "certificate")]
    Certificate(Certificate),
}

impl Application {
    /// An application without a proof of its own: a program on the machines of its users. It is for people who sign in.
    #[must_use]
    pub fn public(id: impl Into<String>) -> Self {
        Self { id: id.into(), proof: Proof::Public }
    }

    /// An application with a client secret (RFC 6749 section 2.3.1).
    #[must_use]
    pub fn with_secret(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self { id: id.into(), proof: Proof::Secret(SecretString::from(secret.into())) }
    }

    /// An application that signs what it says (RFC 7523 section 2.2): no secret leaves the machine.
    #[cfg(feature = "certificate")]
    #[must_use]
    pub fn with_certificate(id: impl Into<String>, certificate: Certificate) -> Self {
        Self { id: id.into(), proof: Proof::Certificate(certificate) }
    }

    pub(super) fn is_public(&self) -> bool {
        matches!(self.proof, Proof::Public)
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Application({:?})", self.id)
    }
}
