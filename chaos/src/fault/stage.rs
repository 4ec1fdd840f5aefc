//! A fault that runs.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use super::nowhere::Reserved;
use super::ranges::honest;
use super::{Carrier, Fault, Nowhere, Plan, Responder, Scene, Setting, Start, Times, script};
use crate::journal::Journal;
use crate::proxy;
use crate::server::{Script, Server};
use crate::tls::{Authority, Identity};

/// The servers of one run: one to call, one that nobody may call, and a proxy where the fault is a proxy's.
pub struct Stage {
    base_url: String,
    /// None while there is nobody at the address to call.
    server: Option<Server>,
    journal: Journal,
    elsewhere: Server,
    proxy: Option<Server>,
    reserved: Option<Reserved>,
    identity: Option<Identity>,
    carrier: Carrier,
    good: Responder,
}

impl Stage {
    /// Sets the stage, or returns `None` if the fault does not fit the scene.
    ///
    /// # Errors
    ///
    /// If a port or a key cannot be had.
    pub async fn open(fault: &Fault, scene: &Scene, authority: &Authority) -> io::Result<Option<Self>> {
        let good = honest(&scene.good);
        let identity = identity(scene.carrier, authority)?;
        let server = start(script::good(&good, scene.carrier), identity.clone()).await?;
        let elsewhere = start(script::good(&good, scene.carrier), identity.clone()).await?;
        let setting = Setting { scene, authority, here: server.url(), elsewhere: elsewhere.url() };
        let Some(plan) = fault.plan(&setting)? else { return Ok(None) };
        if !fits(&plan, scene) {
            return Ok(None);
        }
        if let Some(script) = script::server(&plan, fault.expect().fate, &good, scene) {
            server.play(script);
        }
        let proxy = match script::proxy(&plan, scene.times) {
            Some(script) => Some(Server::start(script).await?),
            None => None,
        };
        let (base_url, journal, carrier) = (server.url(), server.journal().clone(), scene.carrier);
        let server = Some(server);
        let mut stage = Self { base_url, server, journal, elsewhere, proxy, reserved: None, identity, carrier, good };
        if let Plan::Nowhere(nowhere) = plan {
            stage.leave(nowhere).await?;
        }
        Ok(Some(stage))
    }

    /// Scheme, host and port to call; no slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The proxy to go through, if there is one.
    #[must_use]
    pub fn proxy_url(&self) -> Option<String> {
        self.proxy.as_ref().map(Server::url)
    }

    /// What happened at the server.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What happened at the proxy, if there is one.
    #[must_use]
    pub fn proxy_journal(&self) -> Option<&Journal> {
        self.proxy.as_ref().map(Server::journal)
    }

    /// What happened at the server that nobody may call: a scan for secrets reads it.
    #[must_use]
    pub fn elsewhere(&self) -> &Journal {
        self.elsewhere.journal()
    }

    /// How many connections there were to the server that nobody may call.
    #[must_use]
    pub fn strangers(&self) -> usize {
        self.elsewhere.journal().connections()
    }

    /// Ends the fault: from now on all goes well, for clients that met it too. False if that cannot be, because the
    /// host has no address.
    ///
    /// # Errors
    ///
    /// If the port cannot be listened at.
    pub fn clear(&mut self) -> io::Result<bool> {
        if let Some(proxy) = &self.proxy {
            proxy.play(proxy::working());
        }
        let script = script::good(&self.good, self.carrier);
        match (self.reserved.take(), &self.server) {
            (Some(reserved), _) => {
                let (listener, journal) = (reserved.listen()?, self.journal.clone());
                self.server = Some(Server::noting(journal, listener, script, self.identity.clone())?);
            }
            (None, Some(server)) => server.play(script),
            (None, None) => return Ok(false),
        }
        Ok(true)
    }

    /// Waits until no client has a connection to any of the servers.
    pub async fn closed(&self) {
        self.journal.closed().await;
        self.elsewhere.journal().closed().await;
        if let Some(proxy) = &self.proxy {
            proxy.journal().closed().await;
        }
    }

    /// Stops all servers and returns when all connections are gone.
    pub async fn stop(self) {
        for server in [self.server, Some(self.elsewhere), self.proxy].into_iter().flatten() {
            server.stop().await;
        }
    }

    /// Leaves nobody at the address to call.
    async fn leave(&mut self, nowhere: Nowhere) -> io::Result<()> {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
        self.reserved = match nowhere {
            Nowhere::Unresolvable => None,
            Nowhere::Refused => Some(Reserved::refusing()?),
            Nowhere::BlackHole => Some(Reserved::black_hole().await?),
        };
        let address = self.reserved.as_ref().map(Reserved::address).transpose()?;
        self.base_url = url(self.carrier, address);
        Ok(())
    }
}

/// Whether a client in this scene meets the fault, and no more often than it should.
fn fits(plan: &Plan, scene: &Scene) -> bool {
    match plan {
        // A connection from before never meets it, and who has no address has none the next time either.
        Plan::Nowhere(_) => scene.start == Start::Fresh && scene.times == Times::Always,
        Plan::Proxy(_) => scene.start == Start::Fresh,
        _ => true,
    }
}

impl fmt::Debug for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stage")
            .field("base_url", &self.base_url)
            .field("carrier", &self.carrier)
            .finish_non_exhaustive()
    }
}

fn identity(carrier: Carrier, authority: &Authority) -> io::Result<Option<Identity>> {
    match carrier.is_tls() {
        true => Ok(Some(authority.identity()?.alpn(&[carrier.alpn()]))),
        false => Ok(None),
    }
}

async fn start(script: Script, identity: Option<Identity>) -> io::Result<Server> {
    match identity {
        Some(identity) => Server::start_tls(script, identity).await,
        None => Server::start(script).await,
    }
}

fn url(carrier: Carrier, address: Option<SocketAddr>) -> String {
    let host = if carrier.is_tls() { "localhost" } else { "127.0.0.1" };
    match address {
        Some(address) => format!("{}://{host}:{}", carrier.scheme(), address.port()),
        None => format!("{}://scripted-server.invalid", carrier.scheme()),
    }
}
