//! Who fetches: a client of its own, which has no credentials to send along.

use std::sync::OnceLock;

use bytes::Bytes;
use http::{HeaderMap, Method};

use super::link::{Link, Refusal, Rules};
use super::resolver::Resolver;
use super::{DOWNLOAD, Downloads};
use crate::arrived::Arrived;
use crate::client::ClientCore;
use crate::error::{Error, readable};
use crate::network::{HttpTransport, Network, Proxy};
use crate::request::Prepared;
use crate::retry::Budget;

/// What the downloads of a client share.
pub(crate) struct Downloader {
    pub(super) settings: Downloads,
    pub(super) budget: Budget,
    line: OnceLock<Line>,
}

/// Connections to where links lead.
struct Line {
    transport: HttpTransport,
    resolver: Resolver,
}

impl Downloader {
    pub(crate) fn new(settings: Downloads) -> Self {
        Self { settings, budget: Budget::full(), line: OnceLock::new() }
    }

    /// What links must satisfy: what the caller pins goes before what the spec names.
    pub(super) fn rules(&self, named: &[&str]) -> Rules {
        let pinned = &self.settings.hosts;
        let hosts = if pinned.is_empty() { named.iter().map(ToString::to_string).collect() } else { pinned.clone() };
        Rules { hosts, loopback: self.settings.loopback }
    }

    /// Made when it is first needed: most clients download nothing.
    fn line(&self, network: &Network) -> Result<&Line, Error> {
        if let Some(line) = self.line.get() {
            return Ok(line);
        }
        let line = Line::new(network, &self.settings)?;
        Ok(self.line.get_or_init(|| line))
    }
}

impl Line {
    fn new(network: &Network, settings: &Downloads) -> Result<Self, Error> {
        let resolver = Resolver::new(settings.private, settings.loopback, proxies(network));
        let builder = HttpTransport::builder(network).https_only(!settings.loopback);
        // A proxy has another loopback than this machine.
        let builder = if settings.loopback { builder.no_proxy() } else { builder };
        let builder = match network.proxy {
            // It resolves every name.
            Proxy::At(_) if !settings.loopback => builder,
            _ => builder.dns_resolver(resolver.clone()),
        };
        let transport = HttpTransport::build(builder)
            .map_err(|error| Error::configuration(Some(&DOWNLOAD), readable(&error.to_string())))?;
        Ok(Self { transport, resolver })
    }
}

/// Asks for what a link leads to; the answer may be anything.
pub(super) async fn ask(core: &ClientCore, link: &Link, headers: HeaderMap) -> Result<Arrived, Error> {
    let prepared =
        Prepared { method: Method::GET, url: link.url().clone(), headers, body: None::<Bytes>, secrets: None };
    let failed = |error| Error::transport(&DOWNLOAD, error);
    if core.has_given_transport() {
        return core.send(prepared).await.map_err(failed);
    }
    let line = core.downloader().line(core.network())?;
    line.transport.send(prepared).await.map_err(|error| {
        if line.resolver.has_refused(link.host()) {
            let why = "its host leads to no address of the public internet";
            return Error::refused_link(Refusal { host: Some(link.host().to_owned()), why });
        }
        failed(error)
    })
}

/// The hosts of the proxies that the environment names, by the variables that `reqwest` reads.
fn proxies(network: &Network) -> Vec<String> {
    const VARIABLES: [&str; 6] = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    match network.proxy {
        Proxy::Environment => {
            VARIABLES.iter().filter_map(|name| std::env::var(name).ok()).filter_map(|text| proxy_host(&text)).collect()
        }
        Proxy::None | Proxy::At(_) => Vec::new(),
    }
}

/// The host of `http://proxy.example:3128`; the scheme may be left out.
fn proxy_host(text: &str) -> Option<String> {
    let url = if text.contains("://") { url::Url::parse(text) } else { url::Url::parse(&format!("http://{text}")) };
    url.ok()?.host_str().map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::proxy_host;

    #[test]
    fn proxies_by_their_urls() {
        for text in ["http://Proxy.corp:3128", "proxy.corp:3128", "proxy.corp", "https://user:password@proxy.corp/"] {
            assert_eq!(proxy_host(text).unwrap(), "proxy.corp", "{text}");
        }
        assert_eq!(proxy_host(""), None);
    }
}
