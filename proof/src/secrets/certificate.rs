//! A certificate for an application, made for one run: a private key is in no repository.

use std::io;

use apiloom_chaos::secrets::{Sentinel, Sentinels};
use partner_insights::runtime::oauth::Certificate;
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};

pub(super) const PRIVATE_KEY: &str = "private key";

/// A key and a certificate, both in PEM.
pub(super) struct Made {
    key: String,
    certificate: String,
}

impl Made {
    /// # Errors
    /// If there is no key to be had.
    pub(super) fn new() -> io::Result<Self> {
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).map_err(io::Error::other)?;
        let parameters = CertificateParams::new(vec!["application.example".to_owned()]).map_err(io::Error::other)?;
        let certificate = parameters.self_signed(&key).map_err(io::Error::other)?.pem();
        Ok(Self { key: key.serialize_pem(), certificate })
    }

    /// As an application reads it.
    ///
    /// # Errors
    /// If it is not one that signs.
    pub(super) fn read(&self) -> io::Result<Certificate> {
        Certificate::from_pem(format!("{}{}", self.key, self.certificate).as_bytes()).map_err(io::Error::other)
    }

    /// These secrets and the key. Four lines of it are of numbers that only its owner knows; more would make the scan
    /// slow, and a key does not leak in part.
    pub(super) fn among(&self, planted: &Sentinels) -> Sentinels {
        let lines: String = self.key.lines().skip(12).take(4).collect();
        planted.iter().cloned().chain(Sentinel::new(PRIVATE_KEY, lines)).fold(Sentinels::seeded(0, &[]), Sentinels::and)
    }
}
