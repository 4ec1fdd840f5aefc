//! Which links are followed. A link comes from an answer, so it says what a stranger wants: nothing is asked of a host
//! before the link was judged here, and none of its text but the host is ever shown.

use url::{Host, Url};

use super::address::{Place, place};
use crate::error::readable;

/// Longer than any signed link in use.
const LONGEST: usize = 8 * 1024;

/// Names that are not of the public internet: RFC 6761, RFC 6762 with its appendix G, RFC 7686, RFC 8375.
const LOCAL_NAMES: [&str; 12] = [
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "arpa",
    "onion",
    "invalid",
];

/// What a link must satisfy.
pub(super) struct Rules {
    /// None named: every public host.
    pub(super) hosts: Vec<String>,
    pub(super) loopback: bool,
}

/// A link that may be followed. It is a secret: whoever has it has the file.
#[derive(Clone)]
pub(super) struct Link {
    url: Url,
}

/// A link that is not.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) host: Option<String>,
    pub(super) why: &'static str,
}

impl Link {
    /// Judges a link by its text alone.
    pub(super) fn judge(text: &str, rules: &Rules) -> Result<Self, Refusal> {
        let nameless = |why| Refusal { host: None, why };
        let is_https = check_text(text).map_err(nameless)?;
        let mut url = Url::parse(text).map_err(|_| nameless("it is not an absolute URL"))?;
        url.set_fragment(None);
        match rules.check(&url, is_https) {
            Ok(()) => Ok(Self { url }),
            Err(why) => Err(Refusal { host: url.host_str().map(readable), why }),
        }
    }

    /// Judges where an answer to this link leads (RFC 9110 section 10.2.2). Only a pinned host may be led to.
    pub(super) fn redirected(&self, location: &str, rules: &Rules) -> Result<Self, Refusal> {
        let to = self.url.join(location).map_err(|_| Refusal { host: None, why: "it is not a URL" })?;
        let link = Self::judge(to.as_str(), rules)?;
        if rules.hosts.is_empty() && !link.is_loopback() {
            return Err(Refusal { host: Some(link.host().to_owned()), why: "redirects lead to pinned hosts only" });
        }
        Ok(link)
    }

    pub(super) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// What is downloaded, without what proves that it may be.
    pub(super) fn source(&self) -> String {
        let port = self.url.port_or_known_default().unwrap_or_default();
        format!("{}://{}:{port}{}", self.url.scheme(), self.host(), self.url.path())
    }

    fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }
}

impl Rules {
    fn check(&self, url: &Url, is_https: bool) -> Result<(), &'static str> {
        if is_loopback(url) {
            return if self.loopback { Ok(()) } else { Err("it leads to the machine itself") };
        }
        if !is_https {
            return Err("it does not begin with `https`");
        }
        let Some(Host::Domain(name)) = url.host() else { return Err("its host is an address and not a name") };
        if !is_public(name) {
            return Err("its host is not a name of the public internet");
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if self.hosts.is_empty() {
            return if port == 443 { Ok(()) } else { Err("its port is not 443") };
        }
        if self.hosts.iter().any(|pin| is_pinned(pin, name, port)) { Ok(()) } else { Err("its host is not pinned") }
    }
}

/// What the parser would correct is refused instead: two readers of one link must mean the same host.
fn check_text(text: &str) -> Result<bool, &'static str> {
    if text.len() > LONGEST {
        return Err("it is longer than 8 KiB");
    }
    if text.bytes().any(|byte| !byte.is_ascii_graphic() || byte == b'\\') {
        return Err("it has characters that a URI has not (RFC 3986)");
    }
    let Some((scheme, rest)) = text.split_once("://") else { return Err("it is not an absolute URL") };
    let is_https = scheme.eq_ignore_ascii_case("https");
    if !is_https && !scheme.eq_ignore_ascii_case("http") {
        return Err("it does not begin with `https`");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() {
        return Err("it has no host");
    }
    if authority.contains('@') {
        return Err("it holds a user name or password");
    }
    Ok(is_https)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => place(address.into()) == Place::Loopback,
        Some(Host::Ipv6(address)) => place(address.into()) == Place::Loopback,
        None => false,
    }
}

/// By its form: what it leads to is looked at when it is connected to.
fn is_public(name: &str) -> bool {
    match name.rsplit_once('.') {
        Some((_, last)) => !last.is_empty() && !LOCAL_NAMES.contains(&last),
        None => false,
    }
}

/// Whether `files.example.com`, `*.example.com` or one of these with a port means this host.
fn is_pinned(pin: &str, name: &str, port: u16) -> bool {
    let (pin, expected) = match pin.rsplit_once(':') {
        Some((pin, port)) => (pin, port.parse().ok()),
        None => (pin, Some(443)),
    };
    let pin = pin.to_ascii_lowercase();
    let is_named = match pin.strip_prefix("*.") {
        Some(suffix) => name
            .strip_suffix(suffix)
            .is_some_and(|labels| labels.len() > 1 && labels.ends_with('.') && !suffix.is_empty()),
        None => name == pin,
    };
    is_named && expected == Some(port)
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
