//! The body of a request, read off the wire.

use std::io;

use bytes::{Buf, BytesMut};

use super::head::Framing;
use crate::server::Wire;

/// Reads a body into `body`, which has what there was if the client breaks off.
pub(super) async fn read(wire: &mut Wire, framing: Framing, body: &mut BytesMut) -> io::Result<()> {
    match framing {
        Framing::Empty => Ok(()),
        Framing::Length(length) => take(wire, length, body).await,
        Framing::Chunked => chunks(wire, body).await,
    }
}

/// Moves so many bytes from the wire.
async fn take(wire: &mut Wire, mut length: usize, body: &mut BytesMut) -> io::Result<()> {
    loop {
        let count = length.min(wire.buffer.len());
        body.extend_from_slice(&wire.buffer.split_to(count));
        length -= count;
        if length == 0 {
            return Ok(());
        }
        wire.fill_more().await?;
    }
}

/// RFC 9112 section 7.1.
async fn chunks(wire: &mut Wire, body: &mut BytesMut) -> io::Result<()> {
    loop {
        let length = chunk_length(wire).await?;
        if length == 0 {
            return trailers(wire).await;
        }
        take(wire, length, body).await?;
        if !line(wire).await?.is_empty() {
            return Err(io::Error::other("a chunk without its line end"));
        }
    }
}

async fn chunk_length(wire: &mut Wire) -> io::Result<usize> {
    loop {
        match httparse::parse_chunk_size(&wire.buffer) {
            Ok(httparse::Status::Complete((start, length))) => {
                wire.buffer.advance(start);
                return usize::try_from(length).map_err(io::Error::other);
            }
            Ok(httparse::Status::Partial) => wire.fill_more().await?,
            Err(_) => return Err(io::Error::other("a chunk without its length")),
        }
    }
}

async fn trailers(wire: &mut Wire) -> io::Result<()> {
    while !line(wire).await?.is_empty() {}
    Ok(())
}

/// The next line without its end.
async fn line(wire: &mut Wire) -> io::Result<BytesMut> {
    loop {
        if let Some(end) = wire.buffer.windows(2).position(|bytes| bytes == b"\r\n") {
            let line = wire.buffer.split_to(end);
            wire.buffer.advance(2);
            return Ok(line);
        }
        wire.fill_more().await?;
    }
}
