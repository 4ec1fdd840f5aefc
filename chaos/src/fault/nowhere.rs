//! Addresses where nobody answers.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;

/// Why there is no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nowhere {
    /// The host has no address (RFC 6761 section 6.4: `.invalid`).
    Unresolvable,
    /// Nobody listens at the port.
    Refused,
    /// Somebody listens and accepts nobody: the first packet of a connection gets no answer. Needs a system that drops
    /// such packets when the queue is full, as Linux does.
    BlackHole,
}

/// A port that is taken, so that nobody else can listen there.
#[derive(Debug)]
pub(super) enum Reserved {
    Refusing(TcpSocket),
    Full { listener: TcpListener, queue: Vec<TcpStream> },
}

/// How many connections may wait for a server that accepts them.
const QUEUE: u32 = 1024;

/// A connection to this machine that takes longer is not coming.
const PATIENCE: Duration = Duration::from_millis(200);

impl Reserved {
    pub(super) fn refusing() -> io::Result<Self> {
        Ok(Self::Refusing(bound()?))
    }

    /// Fills the queue of a listener until no more connections are made.
    pub(super) async fn black_hole() -> io::Result<Self> {
        let listener = bound()?.listen(0)?;
        let address = listener.local_addr()?;
        let mut queue = Vec::new();
        while let Ok(connected) = timeout(PATIENCE, TcpStream::connect(address)).await {
            queue.push(connected?);
        }
        Ok(Self::Full { listener, queue })
    }

    pub(super) fn address(&self) -> io::Result<SocketAddr> {
        match self {
            Self::Refusing(socket) => socket.local_addr(),
            Self::Full { listener, .. } => listener.local_addr(),
        }
    }

    /// The port, listening.
    pub(super) fn listen(self) -> io::Result<TcpListener> {
        let socket = match self {
            Self::Refusing(socket) => socket,
            Self::Full { listener, queue } => {
                let address = listener.local_addr()?;
                drop((listener, queue));
                let socket = TcpSocket::new_v4()?;
                socket.set_reuseaddr(true)?;
                socket.bind(address)?;
                socket
            }
        };
        socket.listen(QUEUE)
    }
}

/// A socket that has a port and does not listen: connections to it are refused.
fn bound() -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
    Ok(socket)
}
