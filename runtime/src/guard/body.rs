//! Reading a body into memory, within its limits.

use bytes::{Bytes, BytesMut};

use super::Received;
use super::head::too_long;
use super::unpack::Unpacker;
use crate::body::{Body, length_of};
use crate::limits::Limits;
use crate::transport::TransportError;

/// Reads the body of an answer to its end.
pub(crate) async fn read(head: &Received, body: &mut Body, limits: &Limits) -> Result<Bytes, TransportError> {
    let unpacker = Unpacker::new(&head.headers);
    if head.status.is_success() {
        return whole(body, unpacker?, limits).await;
    }
    // What is missing of an explanation must not hide the status.
    Ok(beginning(body, unpacker.ok(), limits.error_body).await)
}

/// Reads a body that must not be longer than the limit, packed or not.
async fn whole(body: &mut Body, mut unpacker: Unpacker, limits: &Limits) -> Result<Bytes, TransportError> {
    let expected = body.length().unwrap_or(0);
    let mut collected = Collected::default();
    while let Some(mut piece) = body.next().await? {
        while let Some(unpacked) = unpacker.next(&mut piece)? {
            if collected.length().saturating_add(length_of(&unpacked)) > limits.body {
                return Err(too_long(limits));
            }
            collected.push(unpacked, expected);
            unpacker.check_ratio(collected.length(), limits.ratio)?;
        }
    }
    unpacker.finish()?;
    Ok(collected.finish())
}

/// Reads so much of a body as the limit allows and the connection gives. The rest is dropped with the connection.
async fn beginning(body: &mut Body, unpacker: Option<Unpacker>, limit: u64) -> Bytes {
    let expected = body.length().unwrap_or(0).min(limit);
    let mut collected = Collected::default();
    let Some(mut unpacker) = unpacker else { return Bytes::new() };
    while collected.length() < limit
        && let Ok(Some(mut piece)) = body.next().await
    {
        while let Ok(Some(mut unpacked)) = unpacker.next(&mut piece) {
            unpacked.truncate(usize::try_from(limit.saturating_sub(collected.length())).unwrap_or(usize::MAX));
            collected.push(unpacked, expected);
        }
    }
    collected.finish()
}

/// A body in one piece; most come in one and are not copied.
#[derive(Default)]
struct Collected {
    first: Bytes,
    all: BytesMut,
}

impl Collected {
    fn length(&self) -> u64 {
        length_of(&self.first).max(length_of(&self.all))
    }

    fn push(&mut self, piece: Bytes, expected: u64) {
        if self.first.is_empty() {
            self.first = piece;
            return;
        }
        if self.all.is_empty() {
            let expected = usize::try_from(expected).unwrap_or(0);
            self.all.reserve(expected.max(self.first.len() + piece.len()));
            self.all.extend_from_slice(&self.first);
        }
        self.all.extend_from_slice(&piece);
    }

    fn finish(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.freeze() }
    }
}
