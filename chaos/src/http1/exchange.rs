//! A connection and the request that is on it.

use std::io;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::sleep;

use super::head::{Framing, framing, parse};
use super::{Action, body, relay};
use crate::pen::Playing;
use crate::recorded::Recorded;
use crate::server::Wire;

/// Whether a script ended its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Open,
    Ended,
}

pub(super) struct Exchange {
    wire: Wire,
    /// The request whose head was read last.
    request: Option<Recorded>,
    /// How its body is framed, until that was read.
    unread: Framing,
}

impl Exchange {
    pub(super) fn new(wire: Wire) -> Self {
        Self { wire, request: None, unread: Framing::Empty }
    }

    pub(super) async fn accept(&mut self) -> io::Result<()> {
        self.wire.accept().await
    }

    /// Waits for a request's first byte; false if the client ends the connection instead.
    pub(super) async fn begins(&mut self) -> io::Result<bool> {
        Ok(!self.wire.buffer.is_empty() || self.wire.fill().await? > 0)
    }

    /// Notes that a script is being played until the guard is dropped.
    pub(super) fn playing(&self) -> Playing {
        self.wire.pen.playing()
    }

    /// Reads a whole request.
    pub(super) async fn read(&mut self) -> io::Result<Recorded> {
        self.read_head().await?;
        self.read_body().await?;
        self.request.clone().ok_or_else(|| io::Error::other("no request was read"))
    }

    pub(super) async fn play(&mut self, actions: &[Action]) -> io::Result<Flow> {
        for action in actions {
            if self.perform(action).await? == Flow::Ended {
                return Ok(Flow::Ended);
            }
        }
        Ok(Flow::Open)
    }

    /// Closes what the script left open.
    pub(super) async fn finish(mut self) -> io::Result<()> {
        self.wire.close().await
    }

    async fn perform(&mut self, action: &Action) -> io::Result<Flow> {
        match action {
            Action::Accept => self.wire.accept().await?,
            Action::AcceptAs(identity) => self.wire.accept_as(identity).await?,
            Action::ReadSome => self.wire.fill_more().await?,
            Action::ReadHead => self.read_head().await?,
            Action::ReadBody => self.read_body().await?,
            Action::ReadToEnd => self.read_to_end().await?,
            Action::Refuse => self.refuse(),
            Action::Send(bytes) => self.wire.send(bytes).await?,
            Action::SendPieces(pieces) => self.send_pieces(pieces).await?,
            Action::Drip { bytes, chunk, period } => self.drip(bytes, *chunk, *period).await?,
            Action::Repeat { bytes, period } => self.repeat(bytes, *period).await?,
            Action::Sleep(time) => self.wire.wait(sleep(*time)).await?,
            Action::Hold(gate) => self.wire.wait(gate.passed()).await?,
            Action::HalfClose => self.wire.half_close().await?,
            Action::Relay => {
                relay::relay(&mut self.wire, self.request.as_ref()).await?;
                return Ok(Flow::Ended);
            }
            Action::Close => {
                self.wire.close().await?;
                return Ok(Flow::Ended);
            }
            Action::Cut => {
                self.wire.cut();
                return Ok(Flow::Ended);
            }
            Action::Reset => {
                self.wire.reset()?;
                return Ok(Flow::Ended);
            }
        }
        Ok(Flow::Open)
    }

    async fn read_head(&mut self) -> io::Result<()> {
        let (mut request, length) = loop {
            match parse(&self.wire.buffer)? {
                Some(parsed) => break parsed,
                None => self.wire.fill_more().await?,
            }
        };
        let _ = self.wire.buffer.split_to(length);
        self.unread = framing(&request)?;
        request.connection = self.wire.pen.number;
        request.complete = self.unread == Framing::Empty;
        self.request = Some(self.wire.pen.request(request));
        Ok(())
    }

    /// Reads the body of the last head, unless that has happened.
    pub(super) async fn read_body(&mut self) -> io::Result<()> {
        let Some(request) = self.request.as_mut() else { return Ok(()) };
        let framing = std::mem::replace(&mut self.unread, Framing::Empty);
        if framing == Framing::Empty {
            return Ok(());
        }
        let mut bytes = BytesMut::new();
        let read = body::read(&mut self.wire, framing, &mut bytes).await;
        request.body = bytes.freeze();
        match read {
            Ok(()) => self.wire.pen.arrived(request.number, &request.body),
            Err(_) => self.wire.pen.broke_off(request.number, &request.body),
        }
        request.complete = read.is_ok();
        read
    }

    async fn read_to_end(&mut self) -> io::Result<()> {
        while self.wire.fill().await? > 0 {
            self.wire.buffer.clear();
        }
        Ok(())
    }

    fn refuse(&self) {
        if let Some(request) = &self.request {
            self.wire.pen.refused(request.number);
        }
    }

    async fn send_pieces(&mut self, pieces: &[Bytes]) -> io::Result<()> {
        for piece in pieces {
            self.wire.send(piece).await?;
            // Lets the other side run, so that it may see this piece alone.
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    async fn drip(&mut self, bytes: &Bytes, chunk: usize, period: Duration) -> io::Result<()> {
        for piece in bytes.chunks(chunk.max(1)) {
            self.wire.send(piece).await?;
            self.pause(period).await?;
        }
        Ok(())
    }

    async fn repeat(&mut self, bytes: &Bytes, period: Duration) -> io::Result<()> {
        loop {
            self.wire.send(bytes).await?;
            self.pause(period).await?;
        }
    }

    /// The clock's finest step is a millisecond: no pause is none at all.
    async fn pause(&mut self, period: Duration) -> io::Result<()> {
        match period.is_zero() {
            true => tokio::task::yield_now().await,
            false => self.wire.wait(sleep(period)).await?,
        }
        Ok(())
    }
}
