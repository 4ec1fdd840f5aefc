//! One request's stream and its script.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use h2::RecvStream;
use h2::server::SendResponse;
use http::Request;
use tokio::time::sleep;

use super::pump::Command;
use super::request::{Body, record};
use super::sender::Sender;
use super::{Action, Controls, Frame, LastStream, Script, Turn};
use crate::pen::Pen;
use crate::recorded::Recorded;
use crate::server::Shared;

pub(super) struct Stream {
    pen: Pen,
    request: Recorded,
    body: Body,
    sender: Sender,
}

impl Stream {
    pub(super) fn new(request: Request<RecvStream>, respond: SendResponse<Bytes>, controls: Controls) -> Self {
        let (parts, receive) = request.into_parts();
        let pen = controls.pen.clone();
        let mut recorded = record(&parts);
        recorded.connection = pen.number;
        recorded.complete = receive.is_end_stream();
        let request = pen.request(recorded);
        Self { pen, request, body: Body::new(receive), sender: Sender::new(respond, controls) }
    }

    /// Plays the script to its end, or until the client has enough of it.
    pub(super) async fn play(mut self, shared: Arc<Shared>) {
        let _playing = self.pen.playing();
        if let Err(error) = self.try_play(&shared).await {
            self.pen.failed(error.to_string());
        }
    }

    async fn try_play(&mut self, shared: &Shared) -> io::Result<()> {
        let actions = match shared.http2(Script::for_request) {
            Some(Turn::Actions(actions)) => actions,
            Some(Turn::Handler(handler)) => {
                self.read_body().await?;
                handler(&self.request)
            }
            None => vec![Action::Close],
        };
        for action in actions {
            self.perform(action).await?;
        }
        Ok(())
    }

    async fn perform(&mut self, action: Action) -> io::Result<()> {
        let sender = &mut self.sender;
        match action {
            Action::ReadBody => self.read_body().await,
            Action::Refuse => {
                self.pen.refused(self.request.number);
                Ok(())
            }
            Action::Respond(answer) => {
                sender.head(&answer).await?;
                sender.data(answer.body).await?;
                sender.end().await
            }
            Action::Head(answer) => sender.head(&answer).await,
            Action::Data(bytes) => sender.data(bytes).await,
            Action::Drip { bytes, chunk, period } => sender.drip(&bytes, chunk, period).await,
            Action::Repeat { bytes, period } => sender.repeat(&bytes, period).await,
            Action::End => sender.end().await,
            Action::Trailers(fields) => sender.trailers(&fields).await,
            Action::Sleep(time) => sender.unless_reset(sleep(time)).await,
            Action::Hold(gate) => sender.unless_reset(gate.passed()).await,
            Action::ResetStream(reason) => sender.reset(reason).await,
            Action::GoAway { reason, last } => {
                let last = match last {
                    LastStream::This => sender.number(),
                    LastStream::Before => sender.number().saturating_sub(2),
                };
                sender.frames(&[Frame::go_away(last, reason)]).await
            }
            Action::Frames(frames) => sender.frames(&frames).await,
            Action::RepeatFrames(frames) => sender.flood(&frames).await,
            Action::Close => sender.finish(Command::Close).await,
            Action::Cut => sender.finish(Command::Cut).await,
            Action::Reset => sender.finish(Command::Reset).await,
        }
    }

    async fn read_body(&mut self) -> io::Result<()> {
        if self.request.complete {
            return Ok(());
        }
        let read = self.body.read().await;
        self.request.body = self.body.so_far();
        self.request.complete = read.is_ok();
        match read {
            Ok(()) => self.pen.arrived(self.request.number, &self.request.body),
            Err(_) => self.pen.broke_off(self.request.number, &self.request.body),
        }
        read
    }
}
