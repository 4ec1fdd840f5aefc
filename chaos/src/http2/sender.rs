//! The server's side of a stream: each step waits until its frames have reached the socket, so that frames of the
//! script's own cannot overtake them.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, SendStream};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use tokio::time::sleep;

use super::pump::{Command, Sent};
use super::{Controls, Frame};
use crate::answer::Answer;
use crate::server::gone;

pub(super) struct Sender {
    controls: Controls,
    respond: SendResponse<Bytes>,
    /// Once the head was sent.
    data: Option<SendStream<Bytes>>,
    sent: Sent,
}

impl Sender {
    pub(super) fn new(respond: SendResponse<Bytes>, controls: Controls) -> Self {
        Self { controls, respond, data: None, sent: Sent::default() }
    }

    /// The stream's.
    pub(super) fn number(&self) -> u32 {
        self.respond.stream_id().as_u32()
    }

    pub(super) async fn head(&mut self, answer: &Answer) -> io::Result<()> {
        let mut response = Response::new(());
        *response.status_mut() = StatusCode::from_u16(answer.status).map_err(io::Error::other)?;
        *response.headers_mut() = headers(&answer.fields)?;
        self.data = Some(self.respond.send_response(response, false).map_err(io::Error::other)?);
        self.sent.heads += 1;
        self.forwarded().await
    }

    pub(super) async fn data(&mut self, bytes: Bytes) -> io::Result<()> {
        let length = bytes.len();
        self.open()?.send_data(bytes, false).map_err(io::Error::other)?;
        self.sent.data += length;
        self.forwarded().await
    }

    pub(super) async fn drip(&mut self, bytes: &Bytes, chunk: usize, period: Duration) -> io::Result<()> {
        for piece in bytes.chunks(chunk.max(1)) {
            self.data(bytes.slice_ref(piece)).await?;
            self.pause(period).await?;
        }
        Ok(())
    }

    pub(super) async fn repeat(&mut self, bytes: &Bytes, period: Duration) -> io::Result<()> {
        loop {
            self.data(bytes.clone()).await?;
            self.pause(period).await?;
        }
    }

    pub(super) async fn end(&mut self) -> io::Result<()> {
        self.open()?.send_data(Bytes::new(), true).map_err(io::Error::other)?;
        self.over().await
    }

    pub(super) async fn trailers(&mut self, fields: &[(String, String)]) -> io::Result<()> {
        self.open()?.send_trailers(headers(fields)?).map_err(io::Error::other)?;
        self.over().await
    }

    pub(super) async fn reset(&mut self, reason: Reason) -> io::Result<()> {
        match &mut self.data {
            Some(data) => data.send_reset(reason),
            None => self.respond.send_reset(reason),
        }
        self.over().await
    }

    pub(super) async fn frames(&mut self, frames: &[Frame]) -> io::Result<()> {
        let number = self.number();
        let bytes: Vec<u8> = frames.iter().flat_map(|frame| frame.bytes(number)).collect();
        self.command(Command::Send(bytes.into())).await
    }

    pub(super) async fn flood(&mut self, frames: &[Frame]) -> io::Result<()> {
        loop {
            self.frames(frames).await?;
            self.pause(Duration::ZERO).await?;
        }
    }

    /// Ends the connection, and waits until that has happened.
    pub(super) async fn finish(&mut self, command: Command) -> io::Result<()> {
        self.command(command).await?;
        // An error means that the pump is gone, which is what is waited for.
        let _ = self.controls.forwarded.wait_for(|_| false).await;
        Ok(())
    }

    /// Waits, unless the client resets the stream.
    pub(super) async fn unless_reset<T>(&mut self, wait: impl Future<Output = T>) -> io::Result<T> {
        let mut wait = pin!(wait);
        poll_fn(|context| {
            if let Poll::Ready(value) = wait.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            let reset = match &mut self.data {
                Some(data) => data.poll_reset(context),
                None => self.respond.poll_reset(context),
            };
            reset.map(|_| Err(gone()))
        })
        .await
    }

    /// The clock's finest step is a millisecond: no pause is none at all.
    async fn pause(&mut self, period: Duration) -> io::Result<()> {
        match period.is_zero() {
            true => self.unless_reset(tokio::task::yield_now()).await,
            false => self.unless_reset(sleep(period)).await,
        }
    }

    fn open(&mut self) -> io::Result<&mut SendStream<Bytes>> {
        self.data.as_mut().ok_or_else(|| io::Error::other("the script sends a body before a head"))
    }

    async fn command(&self, command: Command) -> io::Result<()> {
        self.controls.commands.send(command).await.map_err(|_| gone())
    }

    /// Waits until what was sent has reached the socket.
    async fn forwarded(&mut self) -> io::Result<()> {
        let (number, sent) = (self.number(), self.sent);
        let mut forwarded = self.controls.forwarded.clone();
        let all = forwarded.wait_for(|forwarded| {
            let there = forwarded.of(number);
            there.heads >= sent.heads && there.data >= sent.data
        });
        self.unless_reset(async { all.await.map(drop).map_err(|_| gone()) }).await?
    }

    /// Waits until the end of the stream has reached the socket.
    async fn over(&mut self) -> io::Result<()> {
        let number = self.number();
        let over = self.controls.forwarded.wait_for(|forwarded| forwarded.of(number).over);
        over.await.map(drop).map_err(|_| gone())
    }
}

/// Fields about the connection, which HTTP/2 forbids (RFC 9113 section 8.2.2).
const OF_CONNECTIONS: [&str; 5] = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/// The fields of an answer, without those about the connection.
fn headers(fields: &[(String, String)]) -> io::Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in fields.iter().filter(|(name, _)| !OF_CONNECTIONS.contains(&name.as_str())) {
        let name: HeaderName = name.parse().map_err(io::Error::other)?;
        headers.append(name, HeaderValue::from_str(value).map_err(io::Error::other)?);
    }
    Ok(headers)
}
