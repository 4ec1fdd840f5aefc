//! A certificate authority that lives as long as a test.

use std::fmt;
use std::io;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, date_time_ymd};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use super::Identity;

/// An authority with a key of its own. A client trusts it by its [`pem`](Authority::pem). Clones are the same one.
#[derive(Clone)]
pub struct Authority {
    issuer: Arc<Issuer<'static, KeyPair>>,
    certificate: CertificateDer<'static>,
    pem: String,
}

/// What a certificate says.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Host names and IP addresses.
    pub names: Vec<String>,
    /// When it is valid.
    pub validity: Validity,
}

/// When a certificate is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Today.
    Now,
    /// Until a year that is over.
    Expired,
    /// From a year that is far away.
    NotYet,
}

impl Leaf {
    /// Valid today for these names.
    pub fn named<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Self {
        Self { names: names.into_iter().map(Into::into).collect(), validity: Validity::Now }
    }

    /// Another time of validity.
    #[must_use]
    pub fn valid(mut self, validity: Validity) -> Self {
        self.validity = validity;
        self
    }

    fn parameters(self) -> Result<CertificateParams, rcgen::Error> {
        let mut parameters = CertificateParams::new(self.names)?;
        parameters.distinguished_name.push(DnType::CommonName, "scripted server");
        let (first, last) = match self.validity {
            Validity::Now => (2000, 2090),
            Validity::Expired => (2000, 2001),
            Validity::NotYet => (2089, 2090),
        };
        parameters.not_before = date_time_ymd(first, 1, 1);
        parameters.not_after = date_time_ymd(last, 1, 1);
        Ok(parameters)
    }
}

/// The scripted server's own names.
impl Default for Leaf {
    fn default() -> Self {
        Self::named(["localhost", "127.0.0.1"])
    }
}

impl Authority {
    /// A new authority that nobody trusts yet.
    ///
    /// # Errors
    ///
    /// If no key can be made.
    pub fn new() -> io::Result<Self> {
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let mut parameters = CertificateParams::default();
        // Of two authorities with one name the wrong one would be tried: a bad signature, not an unknown issuer.
        let name = format!("scripted authority {:016x}", fastrand::u64(..));
        parameters.distinguished_name.push(DnType::CommonName, name);
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        let certificate = parameters.self_signed(&key).map_err(io::Error::other)?;
        let pem = certificate.pem();
        Ok(Self { issuer: Arc::new(Issuer::new(parameters, key)), certificate: certificate.into(), pem })
    }

    /// The authority's certificate, for clients that are to trust it.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// [`pem`](Self::pem) in binary.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.certificate
    }

    /// An identity that a client which trusts this authority accepts for `localhost` and 127.0.0.1.
    ///
    /// # Errors
    ///
    /// If no key can be made.
    pub fn identity(&self) -> io::Result<Identity> {
        self.certify(Leaf::default())
    }

    /// An identity with a certificate that says this.
    ///
    /// # Errors
    ///
    /// If no key can be made, or a name cannot be in a certificate.
    pub fn certify(&self, leaf: Leaf) -> io::Result<Identity> {
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let parameters = leaf.parameters().map_err(io::Error::other)?;
        let certificate = parameters.signed_by(&key, &self.issuer).map_err(io::Error::other)?;
        Identity::new(vec![certificate.into()], private(&key))
    }

    /// An identity that signed its own certificate: no authority vouches for it.
    ///
    /// # Errors
    ///
    /// If no key can be made, or a name cannot be in a certificate.
    pub fn self_signed(leaf: Leaf) -> io::Result<Identity> {
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let parameters = leaf.parameters().map_err(io::Error::other)?;
        let certificate = parameters.self_signed(&key).map_err(io::Error::other)?;
        Identity::new(vec![certificate.into()], private(&key))
    }
}

fn private(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivatePkcs8KeyDer::from(key.serialize_der()).into()
}

/// Without the key.
impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").field("pem", &self.pem).finish_non_exhaustive()
    }
}
