//! Gzip (RFC 1952), small and hostile.

use std::io::{self, Write};

use bytes::{BufMut, Bytes, BytesMut};
use flate2::write::GzEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// One gzip member with this content.
///
/// # Errors
///
/// None in practice: the encoder writes to memory.
pub fn gzip(content: &[u8]) -> io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.into())
}

const MEBIBYTE: usize = 1024 * 1024;

/// One gzip member that grows to so many mebibytes of spaces: a thousandth travels. It is correct to the last byte, so
/// that only a limit can refuse it; spaces may stand before any JSON, so that no parser refuses it early.
///
/// # Errors
///
/// None in practice: the encoder writes to memory.
pub fn gzip_bomb(mebibytes: u32) -> io::Result<Bytes> {
    let spaces = vec![b' '; MEBIBYTE];
    // A block after a full flush refers to nothing before it, and can stand again and again.
    let mut block = Vec::with_capacity(16 * 1024);
    Compress::new(Compression::best(), false).compress_vec(&spaces, &mut block, FlushCompress::Full)?;
    let mut bomb = BytesMut::from(&b"\x1f\x8b\x08\0\0\0\0\0\0\xff"[..]);
    let (mut one, mut all) = (Crc::new(), Crc::new());
    one.update(&spaces);
    for _ in 0..mebibytes {
        bomb.put_slice(&block);
        all.combine(&one);
    }
    // An empty last block (RFC 1951 section 3.2.6), then checksum and length modulo 2^32.
    bomb.put_slice(b"\x03\0");
    bomb.put_u32_le(all.sum());
    bomb.put_u32_le(all.amount());
    Ok(bomb.freeze())
}
