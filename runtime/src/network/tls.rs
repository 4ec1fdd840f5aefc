//! Whom a client trusts, and as whom it shows itself.

use reqwest::tls::Version;
use reqwest::{Certificate, ClientBuilder, Identity};

#[derive(Clone, Default)]
pub(crate) struct Tls {
    trusted: Vec<Certificate>,
    identity: Option<Identity>,
    pub(super) only_named: bool,
    pub(super) only_1_3: bool,
}

impl Tls {
    pub(super) fn trust(&mut self, pem: &[u8]) -> Result<(), &'static str> {
        const WRONG: &str = "the certificates to trust are not PEM (RFC 7468)";
        let certificates = Certificate::from_pem_bundle(pem).map_err(|_| WRONG)?;
        if certificates.is_empty() {
            return Err(WRONG);
        }
        self.trusted.extend(certificates);
        Ok(())
    }

    pub(super) fn identify(&mut self, pem: &[u8]) -> Result<(), &'static str> {
        let identity = Identity::from_pem(pem)
            .map_err(|_| "the client certificate is not PEM (RFC 7468) with a private key and a chain")?;
        self.identity = Some(identity);
        Ok(())
    }

    /// RFC 8996: TLS 1.0 and 1.1 are not to be used.
    pub(super) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        let oldest = if self.only_1_3 { Version::TLS_1_3 } else { Version::TLS_1_2 };
        let builder = builder.tls_version_min(oldest);
        let trusted = self.trusted.iter().cloned();
        let builder = if self.only_named { builder.tls_certs_only(trusted) } else { builder.tls_certs_merge(trusted) };
        match &self.identity {
            Some(identity) => builder.identity(identity.clone()),
            None => builder,
        }
    }

    /// Without a provider of cryptography `reqwest` would panic.
    #[cfg(not(feature = "rustls"))]
    pub(super) fn check() -> Result<(), &'static str> {
        match rustls::crypto::CryptoProvider::get_default() {
            Some(_) => Ok(()),
            None => Err("no provider of cryptography is installed: call `CryptoProvider::install_default` of rustls \
                         first, or use the feature `rustls`"),
        }
    }

    #[cfg(feature = "rustls")]
    #[expect(clippy::unnecessary_wraps, reason = "the other build can fail")]
    pub(super) fn check() -> Result<(), &'static str> {
        Ok(())
    }
}
