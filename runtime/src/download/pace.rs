//! Whether a body comes fast enough to wait for.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, timeout};

use crate::body::{Body, length_of};
use crate::transport::TransportError;

/// Looks once in a span at how much came. The span counts time that is spent waiting for the server and no other: a
/// slow disk or a slow reader is not the server's fault, and stops the server by itself.
pub(super) struct Pace {
    slowest: u64,
    span: Duration,
    waited: Duration,
    received: u64,
}

impl Pace {
    pub(super) fn new(bytes_per_second: u64, span: Duration) -> Self {
        Self { slowest: bytes_per_second, span, waited: Duration::ZERO, received: 0 }
    }

    /// The next piece of a body.
    pub(super) async fn next(&mut self, body: &mut Body) -> Result<Option<Bytes>, TransportError> {
        loop {
            let started = Instant::now();
            // A piece that is not there yet is not lost when the wait for it is given up.
            let piece = timeout(self.span.saturating_sub(self.waited), body.next()).await;
            self.waited = self.waited.saturating_add(started.elapsed());
            match &piece {
                Ok(Ok(Some(piece))) => self.received = self.received.saturating_add(length_of(piece)),
                Ok(Ok(None) | Err(_)) => return piece.unwrap_or(Ok(None)),
                Err(_) => {}
            }
            if self.waited >= self.span {
                self.look()?;
            }
            if let Ok(piece) = piece {
                return piece;
            }
        }
    }

    fn look(&mut self) -> Result<(), TransportError> {
        let least = u128::from(self.slowest).saturating_mul(self.span.as_millis()) / 1000;
        if u128::from(self.received) < least.max(1) {
            return Err(TransportError::stalled(format!(
                "fewer than {} bytes a second came over {:?}",
                self.slowest, self.span
            )));
        }
        self.waited = Duration::ZERO;
        self.received = 0;
        Ok(())
    }
}
