//! Where an API is: checked once, then only extended.

use url::{Host, Url};

use crate::network::Reach;

/// An absolute URL without a trailing slash, to which paths are appended as text.
pub(crate) struct BaseUrl {
    text: String,
    path_start: usize,
    url: Url,
    pub(super) reach: Reach,
}

impl BaseUrl {
    /// Checks a base URL. `https` is required, because everything carries credentials, except to
    /// the machine itself, and where plain `http` was asked for.
    ///
    /// The error is what is wrong, without the URL: it may hold a password.
    pub(super) fn parse(text: &str, plain_http: bool) -> Result<Self, &'static str> {
        let url = Url::parse(text).map_err(|_| "the base URL is not an absolute URL")?;
        let reach = match url.scheme() {
            "https" => Reach::Network,
            "http" if is_loopback(&url) => Reach::Loopback,
            "http" if plain_http => Reach::Plain,
            "http" => {
                return Err("the base URL must begin with `https`; `http` is for loopback hosts, and where \
                            `Network::plain_http` asks for it");
            }
            _ => return Err("the base URL must begin with `https`"),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the base URL must not hold a user name or password");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("the base URL must not have a query or a fragment");
        }
        let path_start = url.as_str().len() - url.path().len();
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { text, path_start, url, reach })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What of [`text`](Self::text) follows the host.
    pub(crate) fn path(&self) -> &str {
        self.text.get(self.path_start..).unwrap_or_default()
    }

    /// Where the path begins in [`text`](Self::text) and in whatever is appended to it.
    pub(crate) fn path_start(&self) -> usize {
        self.path_start
    }

    /// Whether a URL is on this server: scheme, host and port (RFC 6454 section 4).
    pub(crate) fn is_origin_of(&self, url: &Url) -> bool {
        url.scheme() == self.url.scheme()
            && url.host() == self.url.host()
            && url.port_or_known_default() == self.url.port_or_known_default()
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    pub(crate) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    pub(crate) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or_default()
    }
}

/// `127.0.0.0/8` (RFC 1122 section 3.2.1.3), `::1` (RFC 4291 section 2.5.3), `localhost` (RFC 6761
/// section 6.3).
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted() {
        for (text, expected) in [
            ("https://example.com", "https://example.com"),
            ("https://example.com/", "https://example.com"),
            ("HTTPS://Example.com:443/v1/", "https://example.com/v1"),
            ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
            ("http://127.9.9.9", "http://127.9.9.9"),
            ("http://[::1]:1/", "http://[::1]:1"),
            ("http://localhost", "http://localhost"),
        ] {
            let base = BaseUrl::parse(text, false).unwrap_or_else(|what| panic!("{text}: {what}"));
            assert_eq!(base.text(), expected);
        }
    }

    #[test]
    fn refused() {
        for text in [
            "",
            "example.com",
            "/v1",
            "http://example.com",
            "http://localhost.example.com",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
            "https://user@example.com",
            "https://user:hunter2@example.com",
            "https://example.com?a=b",
            "https://example.com#a",
            "https://",
            "http://[::2]",
        ] {
            let what = BaseUrl::parse(text, false).err().unwrap_or_else(|| panic!("{text}"));
            assert!(!what.contains("hunter2"));
        }
    }
}
