//! The server: one port on this machine that plays a script.

mod accept;
mod wire;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) use self::wire::{Socket, Wire, gone};
use crate::journal::Journal;
use crate::tls::Identity;
use crate::{http1, http2};

/// What a server does: see [`http1::Script`] and [`http2::Script`].
#[derive(Clone, Debug)]
pub enum Script {
    /// Speaks HTTP/1.1, or what the script takes for it.
    Http1(http1::Script),
    /// Speaks HTTP/2: by prior knowledge without TLS, by ALPN with it.
    Http2(http2::Script),
}

impl From<http1::Script> for Script {
    fn from(script: http1::Script) -> Self {
        Self::Http1(script)
    }
}

impl From<http2::Script> for Script {
    fn from(script: http2::Script) -> Self {
        Self::Http2(script)
    }
}

/// A scripted server on 127.0.0.1. Dropping it ends all its connections.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    /// Listens on a free port.
    ///
    /// # Errors
    ///
    /// If no port can be had.
    pub async fn start(script: impl Into<Script>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        Self::on(listener, script, None)
    }

    /// Listens on a free port and speaks TLS as this identity.
    ///
    /// # Errors
    ///
    /// If no port can be had.
    pub async fn start_tls(script: impl Into<Script>, identity: Identity) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        Self::on(listener, script, Some(identity))
    }

    /// Plays on a listener of the caller.
    ///
    /// # Errors
    ///
    /// If the listener does not know its own address.
    pub fn on(listener: TcpListener, script: impl Into<Script>, identity: Option<Identity>) -> io::Result<Self> {
        Self::noting(Journal::new(), listener, script.into(), identity)
    }

    /// [`on`](Self::on) with a journal that exists already.
    pub(crate) fn noting(
        journal: Journal,
        listener: TcpListener,
        script: Script,
        identity: Option<Identity>,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { script: Mutex::new(script), identity, journal });
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(accept::accept(listener, Arc::clone(&shared), stopped));
        Ok(Self { address, shared, stop, task })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:<port>`, or `https://localhost:<port>` with TLS; no slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.shared.identity {
            Some(_) => format!("https://localhost:{}", self.address.port()),
            None => format!("http://{}", self.address),
        }
    }

    /// What happened so far. The journal outlives the server.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.shared.journal
    }

    /// Plays another script from the next request on, also on connections that are open.
    pub fn play(&self, script: impl Into<Script>) {
        *self.shared.script.lock().unwrap_or_else(PoisonError::into_inner) = script.into();
    }

    /// Stops listening, ends all connections and returns when the last one is gone.
    pub async fn stop(mut self) {
        let (stop, _) = oneshot::channel();
        let _ = std::mem::replace(&mut self.stop, stop).send(());
        let _ = (&mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What the connections of one server share.
#[derive(Debug)]
pub(crate) struct Shared {
    script: Mutex<Script>,
    pub(crate) identity: Option<Identity>,
    journal: Journal,
}

impl Shared {
    /// Asks the HTTP/1 script, if that is what is played now.
    pub(crate) fn http1<T>(&self, ask: impl FnOnce(&mut http1::Script) -> T) -> Option<T> {
        match &mut *self.script.lock().unwrap_or_else(PoisonError::into_inner) {
            Script::Http1(script) => Some(ask(script)),
            Script::Http2(_) => None,
        }
    }

    /// Asks the HTTP/2 script, if that is what is played now.
    pub(crate) fn http2<T>(&self, ask: impl FnOnce(&mut http2::Script) -> T) -> Option<T> {
        match &mut *self.script.lock().unwrap_or_else(PoisonError::into_inner) {
            Script::Http1(_) => None,
            Script::Http2(script) => Some(ask(script)),
        }
    }
}
