//! The head of a request (RFC 9112 section 3).

use std::io;

use crate::recorded::{Protocol, Recorded};

/// How the body of a request is framed (RFC 9112 section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    Empty,
    Length(usize),
    Chunked,
}

/// More fields than any client sends.
const MOST_FIELDS: usize = 256;

/// The request whose head these bytes begin with and the length of that head, or `None` if it is not all there.
pub(super) fn parse(bytes: &[u8]) -> io::Result<Option<(Recorded, usize)>> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    let httparse::Status::Complete(length) = request.parse(bytes).map_err(io::Error::other)? else { return Ok(None) };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let fields = request.headers.iter().map(|field| (field.name.to_owned(), text(field.value)));
    let recorded = Recorded {
        number: 0,
        connection: 0,
        protocol: Protocol::Http1,
        head: bytes[..length].to_vec().into(),
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        fields: fields.collect(),
        body: bytes::Bytes::new(),
        complete: false,
        refused: false,
    };
    Ok(Some((recorded, length)))
}

/// How the body after this head is framed.
pub(super) fn framing(request: &Recorded) -> io::Result<Framing> {
    if let Some(coding) = request.field("transfer-encoding") {
        return match coding.trim().eq_ignore_ascii_case("chunked") {
            true => Ok(Framing::Chunked),
            false => Err(io::Error::other("a transfer coding that is not chunked")),
        };
    }
    match request.field("content-length").map(|length| length.trim().parse()) {
        None | Some(Ok(0)) => Ok(Framing::Empty),
        Some(Ok(length)) => Ok(Framing::Length(length)),
        Some(Err(error)) => Err(io::Error::other(error)),
    }
}
