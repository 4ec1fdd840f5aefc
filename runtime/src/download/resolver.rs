//! Names as addresses, without those that no link may lead to: whoever owns a name decides what it leads to, and may
//! name a machine behind the caller's firewall.

use std::collections::BTreeSet;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::{Place, place};
use crate::transport::BoxFuture;

type Lookup = fn(String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>>;

/// Looks names up at the moment of connecting, so that there is no time between the check and the use.
#[derive(Clone)]
pub(super) struct Resolver(Arc<Inner>);

struct Inner {
    lookup: Lookup,
    private: bool,
    loopback: bool,
    /// The proxies: the caller named them, and a link's name is then the proxy's to resolve.
    trusted: Vec<String>,
    /// Names that led nowhere else, until it was asked why there is no connection.
    refused: Mutex<BTreeSet<String>>,
}

impl Resolver {
    pub(super) fn new(private: bool, loopback: bool, trusted: Vec<String>) -> Self {
        Self::with(system, private, loopback, trusted)
    }

    fn with(lookup: Lookup, private: bool, loopback: bool, trusted: Vec<String>) -> Self {
        Self(Arc::new(Inner { lookup, private, loopback, trusted, refused: Mutex::default() }))
    }

    /// Whether a connection failed because the name leads where no link may lead; it says so once.
    pub(super) fn has_refused(&self, host: &str) -> bool {
        self.0.refused().remove(host)
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let inner = Arc::clone(&self.0);
        let name = name.as_str().to_ascii_lowercase();
        Box::pin(async move {
            let mut addresses = (inner.lookup)(name.clone()).await?;
            if !inner.trusted.contains(&name) {
                addresses.retain(|address| inner.allows(address));
                if addresses.is_empty() {
                    inner.refused().insert(name);
                    return Err("the name leads to no address of the public internet".into());
                }
            }
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}

impl Inner {
    fn allows(&self, address: &SocketAddr) -> bool {
        match place(address.ip()) {
            Place::Public => true,
            Place::Private => self.private,
            Place::Loopback => self.loopback,
            Place::Nowhere => false,
        }
    }

    fn refused(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn system(name: String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
    Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name is its addresses, with `_` between them.
    fn by_name(name: String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
        Box::pin(async move {
            let addresses = name.trim_end_matches(".example.com").replace('-', ".");
            Ok(addresses.split('_').map(|ip| SocketAddr::new(ip.parse().unwrap(), 0)).collect())
        })
    }

    async fn resolved(resolver: &Resolver, name: &str) -> Option<Vec<String>> {
        let addresses = resolver.resolve(name.parse().unwrap()).await.ok()?;
        Some(addresses.map(|address| address.ip().to_string()).collect())
    }

    #[tokio::test]
    async fn only_what_is_public_is_left() {
        let resolver = Resolver::with(by_name, false, false, vec!["10-0-0-9.example.com".to_owned()]);
        let both = resolved(&resolver, "1-1-1-1_10-0-0-1_127-0-0-1_169-254-169-254.example.com").await;
        assert_eq!(both.unwrap(), ["1.1.1.1"]);
        assert_eq!(resolved(&resolver, "10-0-0-9.example.com").await.unwrap(), ["10.0.0.9"], "a proxy");
        let name = "127-0-0-1.example.com";
        assert!(resolved(&resolver, name).await.is_none());
        assert!(resolver.has_refused(name) && !resolver.has_refused(name));
        let all = Resolver::with(by_name, true, true, Vec::new());
        let many = resolved(&all, "10-0-0-1_127-0-0-1_169-254-169-254_100-100-100-200.example.com").await;
        assert_eq!(many.unwrap(), ["10.0.0.1", "127.0.0.1"]);
    }

    /// A name that was good when its link was judged leads to this machine when it is connected to.
    #[tokio::test]
    async fn nobody_connects_to_what_is_refused() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let resolver = Resolver::with(by_name, false, false, Vec::new());
        let client = reqwest::Client::builder().no_proxy().dns_resolver(resolver.clone()).build().unwrap();
        let sent = client.get(format!("http://127-0-0-1.example.com:{port}/")).send().await;
        assert!(sent.unwrap_err().is_connect());
        assert!(resolver.has_refused("127-0-0-1.example.com"));
        let accepted = tokio::select! {
            biased;
            _ = listener.accept() => true,
            () = std::future::ready(()) => false,
        };
        assert!(!accepted);
    }
}
