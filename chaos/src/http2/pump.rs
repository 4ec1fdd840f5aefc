//! Between the `h2` crate and the socket: passes bytes on, and puts a script's own frames between whole frames.

use std::collections::BTreeMap;
use std::io;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf, split};
use tokio::sync::{mpsc, watch};
use tokio_util::either::Either;

use super::frame::{self, DATA, HEADERS};
use crate::pen::Pen;
use crate::server::Socket;

/// What a script does to the connection.
#[derive(Debug)]
pub(super) enum Command {
    Send(Bytes),
    Close,
    Cut,
    Reset,
}

/// What has gone to the socket, by stream: a script's next step waits for the one before.
#[derive(Debug, Default)]
pub(super) struct Forwarded(BTreeMap<u32, Sent>);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sent {
    /// How many `HEADERS` frames.
    pub(super) heads: usize,
    /// Bytes of `DATA`.
    pub(super) data: usize,
    /// Whether the stream was ended or reset.
    pub(super) over: bool,
}

impl Forwarded {
    pub(super) fn of(&self, stream: u32) -> Sent {
        self.0.get(&stream).copied().unwrap_or_default()
    }

    fn note(&mut self, frame: &[u8]) {
        let Some(frame) = frame::describe(frame) else { return };
        let sent = self.0.entry(frame.stream).or_default();
        match frame.kind {
            HEADERS => sent.heads += 1,
            DATA => sent.data += frame.length,
            _ => {}
        }
        sent.over |= frame.ends_stream();
    }
}

/// Runs until either side ends the connection.
pub(super) async fn run(
    socket: Socket,
    h2: DuplexStream,
    commands: mpsc::Receiver<Command>,
    forwarded: watch::Sender<Forwarded>,
    pen: Pen,
) -> io::Result<()> {
    let (mut from_client, to_client) = split(socket);
    let (from_h2, to_h2) = split(h2);
    let down = Down { from_h2, to_client, commands, forwarded, pen: pen.clone(), buffer: BytesMut::new() };
    let ended = {
        let mut up = std::pin::pin!(up(&mut from_client, to_h2, &pen));
        let mut down = std::pin::pin!(down.run());
        tokio::select! {
            read = &mut up => match read {
                // The client ended its side: `h2` sees that and ends, and then the other direction does.
                Ok(()) => down.await,
                Err(error) => Err(error),
            },
            ended = &mut down => ended,
        }
    };
    let (end, to_client) = ended?;
    finish(from_client.unsplit(to_client), end).await
}

/// How the connection is to end.
enum End {
    Close,
    Cut,
    Reset,
}

async fn finish(mut socket: Socket, end: End) -> io::Result<()> {
    match end {
        End::Close => {
            socket.shutdown().await?;
            let mut buffer = [0; 4096];
            while socket.read(&mut buffer).await? > 0 {}
            Ok(())
        }
        End::Cut => Ok(()),
        End::Reset => match &socket {
            Either::Left(plain) => plain.set_zero_linger(),
            Either::Right(tls) => tls.get_ref().0.set_zero_linger(),
        },
    }
}

/// What a client sends before its first frame (RFC 9113 section 3.4).
const PREFACE: usize = 24;

async fn up(from_client: &mut ReadHalf<Socket>, mut to_h2: WriteHalf<DuplexStream>, pen: &Pen) -> io::Result<()> {
    let mut preface = [0; PREFACE];
    from_client.read_exact(&mut preface).await?;
    pen.received(&preface);
    to_h2.write_all(&preface).await?;
    let (mut buffer, mut acknowledged) = (BytesMut::new(), false);
    while let Some(frame) = next_frame(from_client, &mut buffer).await? {
        pen.received(&frame);
        let acknowledges = frame::describe(&frame).is_some_and(|head| head.acknowledges_settings());
        // `h2` sends settings once, at the start, and takes an acknowledgement of a script's settings for an error.
        if !(acknowledges && std::mem::replace(&mut acknowledged, true)) {
            to_h2.write_all(&frame).await?;
        }
    }
    pen.received(&buffer);
    to_h2.shutdown().await
}

struct Down {
    from_h2: ReadHalf<DuplexStream>,
    to_client: WriteHalf<Socket>,
    commands: mpsc::Receiver<Command>,
    forwarded: watch::Sender<Forwarded>,
    pen: Pen,
    buffer: BytesMut,
}

impl Down {
    async fn run(mut self) -> io::Result<(End, WriteHalf<Socket>)> {
        loop {
            let command = tokio::select! {
                Some(command) = self.commands.recv() => command,
                frame = next_frame(&mut self.from_h2, &mut self.buffer) => match frame? {
                    Some(frame) => {
                        self.send(&frame).await?;
                        self.forwarded.send_modify(|forwarded| forwarded.note(&frame));
                        continue;
                    }
                    None => Command::Close,
                },
            };
            match command {
                Command::Send(bytes) => self.send(&bytes).await?,
                Command::Close => {
                    self.pen.ended();
                    return Ok((End::Close, self.to_client));
                }
                Command::Cut => return Ok((End::Cut, self.to_client)),
                Command::Reset => return Ok((End::Reset, self.to_client)),
            }
        }
    }

    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to_client.write_all(bytes).await?;
        self.to_client.flush().await?;
        self.pen.sent(bytes.len());
        Ok(())
    }
}

/// The next whole frame, or `None` at the end. What was read stays in the buffer if this is cancelled.
async fn next_frame(from: &mut (impl AsyncRead + Unpin), buffer: &mut BytesMut) -> io::Result<Option<Bytes>> {
    loop {
        match frame::length(buffer) {
            Some(length) if buffer.len() >= length => return Ok(Some(buffer.split_to(length).freeze())),
            _ => {}
        }
        if from.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}
