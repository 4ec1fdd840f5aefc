//! One accepted connection: reads, writes and ends, all of it noted in the journal.

use std::io;
use std::pin::pin;

use bytes::BytesMut;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;

use crate::pen::Pen;
use crate::tls::Identity;

/// Without and with TLS.
pub(crate) type Socket = Either<TcpStream, TlsStream<TcpStream>>;

/// While a script waits, at most this much is read ahead to notice that the client is gone.
const READ_AHEAD: usize = 1024 * 1024;

/// A connection and what was read from it but not used yet.
pub(crate) struct Wire {
    /// None once it was closed.
    socket: Option<Socket>,
    /// For the handshake that has not happened yet.
    identity: Option<Identity>,
    pub(crate) buffer: BytesMut,
    pub(crate) pen: Pen,
}

impl Wire {
    pub(crate) fn new(socket: TcpStream, pen: Pen, identity: Option<Identity>) -> Self {
        // A piece that the script sends is a segment of its own.
        let _ = socket.set_nodelay(true);
        Self { socket: Some(Either::Left(socket)), identity, buffer: BytesMut::new(), pen }
    }

    /// Makes the TLS handshake as the server's identity, if there is one and it is still to be made.
    pub(crate) async fn accept(&mut self) -> io::Result<()> {
        match self.identity.take() {
            Some(identity) => self.accept_as(&identity).await,
            None => Ok(()),
        }
    }

    /// Makes the TLS handshake as this identity.
    pub(crate) async fn accept_as(&mut self, identity: &Identity) -> io::Result<()> {
        self.identity = None;
        self.socket = match self.socket.take() {
            Some(Either::Left(plain)) => Some(Either::Right(identity.acceptor().accept(plain).await?)),
            other => other,
        };
        Ok(())
    }

    /// Reads once into the buffer; 0 at the end of the stream.
    pub(crate) async fn fill(&mut self) -> io::Result<usize> {
        let socket = self.socket.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        let count = socket.read_buf(&mut self.buffer).await?;
        self.pen.received(&self.buffer[self.buffer.len() - count..]);
        Ok(count)
    }

    /// Reads once, and an end is an error.
    pub(crate) async fn fill_more(&mut self) -> io::Result<()> {
        match self.fill().await? {
            0 => Err(gone()),
            _ => Ok(()),
        }
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let socket = self.socket.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        socket.write_all(bytes).await?;
        socket.flush().await?;
        self.pen.sent(bytes.len());
        Ok(())
    }

    /// Waits, unless the client goes away.
    pub(crate) async fn wait<T>(&mut self, pause: impl Future<Output = T>) -> io::Result<T> {
        let mut pause = pin!(pause);
        loop {
            if self.buffer.len() >= READ_AHEAD {
                return Ok(pause.await);
            }
            tokio::select! {
                biased;
                value = &mut pause => return Ok(value),
                filled = self.fill_more() => filled?,
            }
        }
    }

    /// Sends what ends the stream; reading goes on.
    pub(crate) async fn half_close(&mut self) -> io::Result<()> {
        match &mut self.socket {
            Some(socket) => {
                self.pen.ended();
                socket.shutdown().await
            }
            None => Ok(()),
        }
    }

    /// Ends the connection in the orderly way: ends this side, and lets go when the client has ended its own.
    pub(crate) async fn close(&mut self) -> io::Result<()> {
        self.half_close().await?;
        while self.socket.is_some() && self.fill().await? > 0 {
            self.buffer.clear();
        }
        Ok(())
    }

    /// Ends the connection at once, without TLS's `close_notify`.
    pub(crate) fn cut(&mut self) {
        let Some(socket) = self.socket.take() else { return };
        // What the kernel holds unread at close turns the end of the stream into a reset: Linux does as RFC 1122
        // section 4.2.2.13 says. A script that wants a reset asks for it.
        let mut unread = [0; 4096];
        while let Ok(count @ 1..) = tcp(&socket).try_read(&mut unread) {
            if matches!(socket, Either::Left(_)) {
                self.pen.received(&unread[..count]);
            }
        }
    }

    /// Ends the connection with a reset.
    pub(crate) fn reset(&mut self) -> io::Result<()> {
        match self.socket.take() {
            Some(socket) => tcp(&socket).set_zero_linger(),
            None => Ok(()),
        }
    }

    /// The socket itself, for who takes over.
    pub(crate) fn into_socket(mut self) -> io::Result<Socket> {
        self.socket.take().ok_or_else(gone)
    }

    pub(crate) fn socket(&mut self) -> io::Result<&mut Socket> {
        self.socket.as_mut().ok_or_else(gone)
    }
}

fn tcp(socket: &Socket) -> &TcpStream {
    match socket {
        Either::Left(plain) => plain,
        Either::Right(tls) => tls.get_ref().0,
    }
}

pub(crate) fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the client went away")
}
