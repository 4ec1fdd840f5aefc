//! Handshakes that fail, byte by byte: scripts for connections that never make the handshake.

use bytes::Bytes;

use crate::answer::Answer;
use crate::http1::Action;

/// The server knows no version of TLS that the client offers, and says so (RFC 8446 section 6.2): what a server for
/// TLS 1.1 tells a client of today.
#[must_use]
pub fn alert_protocol_version() -> Vec<Action> {
    // Record: alert (21), TLS 1.1, two bytes: fatal (2), protocol_version (70).
    vec![Action::ReadSome, Action::send(&b"\x15\x03\x02\x00\x02\x02\x46"[..]), Action::Close]
}

/// The server chooses TLS 1.1 (RFC 4346 section 7.4.1.3) and waits; a client of today must refuse.
#[must_use]
pub fn server_hello_tls11() -> Vec<Action> {
    vec![Action::ReadSome, Action::Send(server_hello()), Action::ReadToEnd, Action::Close]
}

/// The connection ends after so many bytes of the server's first flight (at most 46).
#[must_use]
pub fn handshake_cut(after: usize) -> Vec<Action> {
    let hello = server_hello();
    vec![Action::ReadSome, Action::Send(hello.slice(..after.min(hello.len() - 1))), Action::Close]
}

/// The port speaks HTTP without TLS and says so in HTTP.
#[must_use]
pub fn plain_http() -> Vec<Action> {
    let answer = Answer::ok("text/plain", "The plain HTTP request was sent to HTTPS port").status(400);
    vec![Action::ReadSome, Action::answer(&answer), Action::Close]
}

/// A whole record with a `ServerHello` of TLS 1.1 that picks `TLS_RSA_WITH_AES_128_CBC_SHA`.
fn server_hello() -> Bytes {
    let mut record = b"\x16\x03\x02\x00\x2a\x02\x00\x00\x26\x03\x02".to_vec();
    record.extend([0x5a; 32]);
    record.extend(b"\x00\x00\x2f\x00");
    record.into()
}
