//! Applications that sign what they say.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{KeyPair as _, RSA_PSS_SHA256};
use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use secrecy::SecretString;
use secrecy::zeroize::Zeroize;

use crate::credentials::CredentialsError;

pub(super) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Microsoft asks for 5 to 10 minutes at most.
const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// A certificate with its private key, by which an application proves itself: it signs assertions (RFC 7523) with PS256
/// (RFC 7518 section 3.5) and names the certificate by its SHA-256 thumbprint (RFC 7515 section 4.1.8), as Microsoft
/// Entra ID wants it
/// (<https://learn.microsoft.com/entra/identity-platform/certificate-credentials>).
///
/// ```no_run
/// use apiloom_runtime::oauth::{Application, Certificate, ClientCredentials, IdentityProvider, Renewed};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let certificate = Certificate::from_pem(&std::fs::read("application.pem")?)?;
/// let application = Application::with_certificate("11111111-2222-3333-4444-555555555555", certificate);
/// let provider = IdentityProvider::entra("contoso.onmicrosoft.com")?;
/// let credentials = Renewed::new(ClientCredentials::new(provider, application)?);
/// # Ok(())
/// # }
/// ```
pub struct Certificate {
    key: KeyPair,
    thumbprint: String,
}

impl Certificate {
    /// Reads a certificate and its RSA key (PKCS #8 or PKCS #1, not encrypted) from PEM (RFC 7468), in any order. Of
    /// several certificates it takes the one that the key is for.
    ///
    /// # Errors
    ///
    /// One of the two is missing or not usable, or they do not belong together.
    pub fn from_pem(pem: &[u8]) -> Result<Self, CredentialsError> {
        let key = private_key(pem)?;
        let certificates = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
        let certificates = certificates.map_err(|_| wrong("is not PEM (RFC 7468)"))?;
        // A certificate holds the public key as it is written here (RFC 8017 appendix A.1.1).
        let public = key.public_key().as_ref();
        let holds_key = |der: &&CertificateDer<'_>| der.windows(public.len()).any(|part| part == public);
        let certificate = certificates.iter().find(holds_key).ok_or_else(|| wrong("has none for its private key"))?;
        let thumbprint = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, certificate));
        Ok(Self { key, thumbprint })
    }

    /// A signed assertion that this application is who it says (RFC 7523 section 3), good for one audience and a few
    /// minutes.
    pub(super) fn assertion(
        &self,
        application: &str,
        audience: &str,
        now: SystemTime,
    ) -> Result<SecretString, CredentialsError> {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let header = serde_json::json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": self.thumbprint });
        let claims = serde_json::json!({
            "aud": audience,
            "iss": application,
            "sub": application,
            "jti": unique()?,
            "iat": now.as_secs(),
            "nbf": now.as_secs(),
            "exp": now.saturating_add(LIFETIME).as_secs(),
        });
        let encode = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", encode(header), encode(claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(&RSA_PSS_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| wrong("has a key that does not sign"))?;
        Ok(SecretString::from(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))))
    }
}

fn private_key(pem: &[u8]) -> Result<KeyPair, CredentialsError> {
    let mut der = PrivateKeyDer::from_pem_slice(pem).map_err(|_| wrong("has no private key in PEM (RFC 7468)"))?;
    let key = match &der {
        PrivateKeyDer::Pkcs8(key) => KeyPair::from_pkcs8(key.secret_pkcs8_der()),
        PrivateKeyDer::Pkcs1(key) => KeyPair::from_der(key.secret_pkcs1_der()),
        _ => return Err(wrong("has a private key that is not RSA, which PS256 needs")),
    };
    der.zeroize();
    key.map_err(|_| wrong("has a private key that is not RSA of 2,048 to 8,192 bits, which PS256 needs"))
}

/// A name for one assertion, which nobody can guess.
fn unique() -> Result<String, CredentialsError> {
    let mut bytes = [0; 16];
    rand::fill(&mut bytes).map_err(|_| CredentialsError::new("the system gives no random numbers"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn wrong(what: &str) -> CredentialsError {
    CredentialsError::new(format!("the certificate {what}"))
}

impl fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Certificate([redacted])")
    }
}
