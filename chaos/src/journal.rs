//! Everything that happened at a server, and ways to wait for it.

use tokio::sync::watch;

use crate::recorded::Recorded;

/// What happened at one server so far. Clones read and write the same journal.
#[derive(Clone, Debug)]
pub struct Journal(watch::Sender<Log>);

/// The contents of a [`Journal`].
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// In the order of arrival: a connection's number is its place here.
    pub connections: Vec<Connection>,
    /// In the order in which their heads were complete.
    pub requests: Vec<Recorded>,
    /// How many requests have a number.
    pub(crate) numbered: usize,
}

/// One connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// Whether it is still open: until both sides have ended it, or one has broken it off.
    pub open: bool,
    /// Whether the server has ended its side.
    pub ended: bool,
    /// How many scripts are being played on it: one for the request that has begun, or one for each stream.
    pub scripts: usize,
    /// Every byte the server read; of a TLS connection, what was inside.
    pub received: Vec<u8>,
    /// How many bytes the server wrote, TLS left out.
    pub sent: u64,
    /// What went wrong first, where that was not the script's wish: usually the client went away.
    pub error: Option<String>,
}

impl Log {
    /// How many requests had an effect: see [`Recorded::is_effect`].
    #[must_use]
    pub fn effects(&self) -> usize {
        self.requests.iter().filter(|request| request.is_effect()).count()
    }

    /// How many connections are open.
    #[must_use]
    pub fn open_connections(&self) -> usize {
        self.connections.iter().filter(|connection| connection.open).count()
    }
}

impl Journal {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(Log::default()))
    }

    /// Looks at everything at one moment.
    pub fn read<T>(&self, look: impl FnOnce(&Log) -> T) -> T {
        look(&self.0.borrow())
    }

    /// All requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.read(|log| log.requests.clone())
    }

    /// How many requests had an effect: see [`Recorded::is_effect`].
    #[must_use]
    pub fn effects(&self) -> usize {
        self.read(Log::effects)
    }

    /// How many connections there were.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.read(|log| log.connections.len())
    }

    /// How many connections are open.
    #[must_use]
    pub fn open_connections(&self) -> usize {
        self.read(Log::open_connections)
    }

    /// Every byte that was received on any connection: what a scan for secrets reads.
    #[must_use]
    pub fn received(&self) -> Vec<u8> {
        self.read(|log| log.connections.iter().flat_map(|connection| connection.received.iter().copied()).collect())
    }

    /// Waits until this is true of the journal.
    pub async fn until(&self, met: impl FnMut(&Log) -> bool) {
        // An error would mean that the sender is gone, and `self` holds it.
        let _ = self.0.subscribe().wait_for(met).await;
    }

    /// Waits until no connection is open: a client that leaks one never lets this return.
    pub async fn closed(&self) {
        self.until(|log| log.open_connections() == 0).await;
    }

    /// Waits until all scripts are over, and no connection is open that the server has ended: now every client has
    /// noticed, and no call can meet a connection that is about to go (RFC 9112 section 9.3.1).
    pub async fn settled(&self) {
        let unsettled = |connection: &Connection| connection.open && (connection.ended || connection.scripts > 0);
        self.until(|log| !log.connections.iter().any(unsettled)).await;
    }

    /// Forgets requests and bytes, as long runs must; connections keep their numbers.
    pub fn forget(&self) {
        self.0.send_modify(|log| {
            log.requests.clear();
            log.connections.iter_mut().for_each(|connection| connection.received = Vec::new());
        });
    }

    /// Changes the journal and wakes who waits for it.
    pub(crate) fn write(&self, change: impl FnOnce(&mut Log)) {
        self.0.send_modify(change);
    }
}
