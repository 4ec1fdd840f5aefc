//! A small server that keeps nothing of what it is asked: what it answers is a function of the head.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What is sent: in pieces of so many bytes, with a pause after each.
pub(crate) struct Sent {
    pub(crate) bytes: Vec<u8>,
    pub(crate) piece: usize,
    pub(crate) pause: Duration,
    /// Whether the connection ends with it.
    pub(crate) is_last: bool,
}

type Answer = dyn Fn(&str) -> Sent + Send + Sync;

/// Serves until it is dropped.
pub(crate) struct PlainServer {
    pub(crate) origin: String,
    accepting: JoinHandle<()>,
}

impl PlainServer {
    pub(crate) async fn start(answer: impl Fn(&str) -> Sent + Send + Sync + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let answer: Arc<Answer> = Arc::new(answer);
        let accepting = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let answer = Arc::clone(&answer);
                // A client that goes away is what this is for.
                tokio::spawn(async move { drop(serve(socket, &*answer).await) });
            }
        });
        Ok(Self { origin, accepting })
    }
}

impl Drop for PlainServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(mut socket: TcpStream, answer: &Answer) -> io::Result<()> {
    socket.set_nodelay(true)?;
    let mut read = Vec::new();
    loop {
        let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") else {
            if socket.read_buf(&mut read).await? == 0 {
                return Ok(());
            }
            continue;
        };
        let head = String::from_utf8_lossy(&read[..end]).into_owned();
        read.drain(..end + 4);
        let sent = answer(&head);
        for piece in sent.bytes.chunks(sent.piece.max(1)) {
            socket.write_all(piece).await?;
            if !sent.pause.is_zero() {
                tokio::time::sleep(sent.pause).await;
            }
        }
        if sent.is_last {
            return socket.shutdown().await;
        }
    }
}
