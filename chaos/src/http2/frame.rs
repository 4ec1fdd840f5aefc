//! Frames as bytes (RFC 9113 section 4.1).

use bytes::{BufMut, Bytes, BytesMut};

/// A frame that a script sends as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// RFC 9113 section 6.
    pub kind: u8,
    /// By kind.
    pub flags: u8,
    /// Where it belongs.
    pub on: On,
    /// By kind.
    pub payload: Bytes,
}

/// What a frame is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The connection: stream 0.
    Connection,
    /// The stream whose script sends it.
    ThisStream,
    /// Any stream.
    Stream(u32),
}

pub(super) const DATA: u8 = 0;
pub(super) const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const ACK: u8 = 1;

const HEAD_LENGTH: usize = 9;

impl Frame {
    /// Any frame.
    pub fn new(kind: u8, flags: u8, on: On, payload: impl Into<Bytes>) -> Self {
        Self { kind, flags, on, payload: payload.into() }
    }

    /// `DATA` without data that does not end its stream: costs the sender nine bytes and the receiver some work.
    #[must_use]
    pub fn empty_data() -> Self {
        Self::new(DATA, 0, On::ThisStream, Bytes::new())
    }

    /// `SETTINGS` with one setting (RFC 9113 section 6.5.2), to be acknowledged.
    #[must_use]
    pub fn settings(identifier: u16, value: u32) -> Self {
        let mut payload = BytesMut::with_capacity(6);
        payload.put_u16(identifier);
        payload.put_u32(value);
        Self::new(SETTINGS, 0, On::Connection, payload.freeze())
    }

    /// `PING`, to be acknowledged.
    #[must_use]
    pub fn ping() -> Self {
        Self::new(PING, 0, On::Connection, &b"scripted"[..])
    }

    /// `GOAWAY` (RFC 9113 section 6.8).
    #[must_use]
    pub fn go_away(last_stream: u32, reason: h2::Reason) -> Self {
        let mut payload = BytesMut::with_capacity(8);
        payload.put_u32(last_stream);
        payload.put_u32(reason.into());
        Self::new(GOAWAY, 0, On::Connection, payload.freeze())
    }

    /// `WINDOW_UPDATE`; an increment of 0 is a protocol error.
    #[must_use]
    pub fn window_update(on: On, increment: u32) -> Self {
        Self::new(WINDOW_UPDATE, 0, on, increment.to_be_bytes().to_vec())
    }

    /// `HEADERS` that neither ends its stream nor its field section.
    pub fn headers_begin(block: impl Into<Bytes>) -> Self {
        Self::new(HEADERS, 0, On::ThisStream, block)
    }

    /// `CONTINUATION` that does not end the field section.
    pub fn continuation(block: impl Into<Bytes>) -> Self {
        Self::new(CONTINUATION, 0, On::ThisStream, block)
    }

    /// As it goes over the wire, for the script of this stream.
    pub(super) fn bytes(&self, this_stream: u32) -> Bytes {
        let stream = match self.on {
            On::Connection => 0,
            On::ThisStream => this_stream,
            On::Stream(number) => number,
        };
        let mut bytes = BytesMut::with_capacity(HEAD_LENGTH + self.payload.len());
        bytes.put_uint(self.payload.len() as u64, 3);
        bytes.put_u8(self.kind);
        bytes.put_u8(self.flags);
        bytes.put_u32(stream);
        bytes.put_slice(&self.payload);
        bytes.freeze()
    }
}

/// What the head of a frame says.
pub(super) struct FrameHead {
    pub(super) kind: u8,
    flags: u8,
    pub(super) stream: u32,
    /// Of the payload.
    pub(super) length: usize,
}

impl FrameHead {
    pub(super) fn acknowledges_settings(&self) -> bool {
        self.kind == SETTINGS && self.flags & ACK != 0
    }

    pub(super) fn ends_stream(&self) -> bool {
        match self.kind {
            DATA | HEADERS => self.flags & END_STREAM != 0,
            RST_STREAM => true,
            _ => false,
        }
    }
}

/// The head of the frame whose whole bytes these are.
pub(super) fn describe(bytes: &[u8]) -> Option<FrameHead> {
    let [_, _, _, kind, flags, stream @ ..] = *bytes.first_chunk::<HEAD_LENGTH>()?;
    let stream = u32::from_be_bytes(stream) & (u32::MAX >> 1);
    Some(FrameHead { kind, flags, stream, length: bytes.len() - HEAD_LENGTH })
}

/// The length of the frame that these bytes begin with, its head included.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let [a, b, c] = *bytes.first_chunk()?;
    Some(HEAD_LENGTH + u32::from_be_bytes([0, a, b, c]) as usize)
}
