//! How requests reach the network: the only folder that knows `reqwest`.

mod described;
#[cfg(feature = "reqwest-client")]
mod given;
mod http_transport;
#[cfg(feature = "__tls")]
mod tls;

use std::fmt;
use std::time::Duration;

pub(crate) use self::described::described;
#[cfg(feature = "reqwest-client")]
pub use self::given::ReqwestTransport;
pub(crate) use self::http_transport::{HttpTransport, Reach};
#[cfg(feature = "__tls")]
use self::tls::Tls;
use crate::error::Error;

/// How a client connects, as a plain value.
///
/// | setting | default | why |
/// | --- | --- | --- |
/// | [`connect_timeout`](Self::connect_timeout) | 5 s | a connection over the worst of lines takes 1 s |
/// | [`idle_timeout`](Self::idle_timeout) | 60 s | below what load balancers cut after |
/// | proxy | the environment's | `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, for plain `http` also `HTTP_PROXY`, as curl reads them |
/// | TLS | 1.2 or newer, the platform's trusted certificates | RFC 8996 deprecates what is older |
///
/// A server on the machine itself is reached without a proxy. So is every server where a web server runs the program
/// (`REQUEST_METHOD` is set): `HTTP_PROXY` is then what a stranger's request says (RFC 3875 section 4.1.18).
///
/// No redirect is followed, because it would take the credentials and the body where somebody else says; no `Referer`
/// is sent; nothing is sent a second time that [`Retry`](crate::Retry) does not know of.
#[derive(Clone)]
pub struct Network {
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) proxy: Proxy,
    #[cfg(feature = "__tls")]
    pub(crate) tls: Tls,
    pub(crate) plain: Plain,
}

/// Which proxy is asked.
#[derive(Clone)]
pub(crate) enum Proxy {
    Environment,
    None,
    At(Box<reqwest::Proxy>),
}

/// What may be sent without TLS to another machine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plain {
    Nothing,
    Requests,
    Credentials,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            idle_timeout: Duration::from_secs(60),
            proxy: Proxy::Environment,
            #[cfg(feature = "__tls")]
            tls: Tls::default(),
            plain: Plain::Nothing,
        }
    }
}

impl Network {
    /// How long connecting may take: the name, TCP, TLS.
    #[must_use]
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self { connect_timeout: timeout, ..self }
    }

    /// How long a connection is kept that nothing is sent on.
    #[must_use]
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        Self { idle_timeout: timeout, ..self }
    }

    /// Connects to every server directly, whatever the environment says.
    #[must_use]
    pub fn no_proxy(self) -> Self {
        Self { proxy: Proxy::None, ..self }
    }

    /// Connects through a proxy: `http://proxy.example:3128`, with `user:password@` where it asks for them.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`]: it is not the URL of a proxy.
    pub fn proxy(self, url: &str) -> Result<Self, Error> {
        let proxy = reqwest::Proxy::all(url).map_err(|_| wrong("the proxy is not a URL with a host"))?;
        Ok(Self { proxy: Proxy::At(Box::new(proxy)), ..self })
    }

    /// Takes a base URL with plain `http` for another machine than this. Whoever is on the way reads and changes
    /// everything, so credentials are still refused: see
    /// [`and_credentials_in_the_clear`](Self::and_credentials_in_the_clear).
    #[must_use]
    pub fn plain_http(self) -> Self {
        Self { plain: self.plain.max(Plain::Requests), ..self }
    }

    /// Sends credentials where [`plain_http`](Self::plain_http) allows a request, too: whoever is on the way can use
    /// them. Without `plain_http` it does nothing.
    #[must_use]
    pub fn and_credentials_in_the_clear(self) -> Self {
        let plain = if self.plain == Plain::Nothing { Plain::Nothing } else { Plain::Credentials };
        Self { plain, ..self }
    }
}

/// TLS, where one of the features `rustls` and `rustls-no-provider` brings it.
#[cfg(feature = "__tls")]
impl Network {
    /// Trusts these certificates besides the platform's: PEM (RFC 7468), one or several.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`]: it is not PEM, or holds no certificate.
    pub fn trust(mut self, pem: &[u8]) -> Result<Self, Error> {
        self.tls.trust(pem).map_err(wrong)?;
        Ok(self)
    }

    /// Trusts the certificates that were named with [`trust`](Self::trust), and no others.
    #[must_use]
    pub fn trust_nothing_else(mut self) -> Self {
        self.tls.only_named = true;
        self
    }

    /// Shows a client certificate to servers that ask for one: PEM with the private key (PKCS #8) and the chain.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`]: it is not PEM, or lacks one of the two.
    pub fn client_certificate(mut self, pem: &[u8]) -> Result<Self, Error> {
        self.tls.identify(pem).map_err(wrong)?;
        Ok(self)
    }

    /// Refuses what is older than TLS 1.3 (RFC 8446).
    #[must_use]
    pub fn tls_1_3_only(mut self) -> Self {
        self.tls.only_1_3 = true;
        self
    }
}

fn wrong(what: &'static str) -> Error {
    Error::configuration(None, what)
}

/// Without the proxy's password and the private key.
impl fmt::Debug for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Network")
            .field("connect_timeout", &self.connect_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .finish_non_exhaustive()
    }
}
