//! The request of a stream.

use std::fmt::Write;
use std::io;

use bytes::{Bytes, BytesMut};
use h2::RecvStream;

use crate::recorded::{Protocol, Recorded};

/// The head of a request, as a record of one whose body is still to come.
pub(super) fn record(parts: &http::request::Parts) -> Recorded {
    let authority = parts.uri.authority().map(ToString::to_string).unwrap_or_default();
    let target = parts.uri.path_and_query().map_or_else(|| authority.clone(), ToString::to_string);
    let field = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let fields: Vec<(String, String)> = parts.headers.iter().map(field).collect();
    Recorded {
        number: 0,
        connection: 0,
        protocol: Protocol::Http2,
        head: head(&parts.method, &authority, &target, &fields).into(),
        method: parts.method.to_string(),
        target,
        fields,
        body: Bytes::new(),
        complete: false,
        refused: false,
    }
}

fn head(method: &http::Method, authority: &str, target: &str, fields: &[(String, String)]) -> String {
    let mut head = format!(":method: {method}\r\n:authority: {authority}\r\n:path: {target}\r\n");
    for (name, value) in fields {
        // Writing to a string cannot fail.
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    head
}

/// The body of a request.
pub(super) struct Body {
    receive: RecvStream,
    bytes: BytesMut,
}

impl Body {
    pub(super) fn new(receive: RecvStream) -> Self {
        Self { receive, bytes: BytesMut::new() }
    }

    /// Reads to the end and gives the client room for more as it goes.
    pub(super) async fn read(&mut self) -> io::Result<()> {
        while let Some(data) = self.receive.data().await {
            let data = data.map_err(io::Error::other)?;
            self.bytes.extend_from_slice(&data);
            // An error means that the stream is over, which the next read reports.
            let _ = self.receive.flow_control().release_capacity(data.len());
        }
        Ok(())
    }

    /// What was read since the last call.
    pub(super) fn so_far(&mut self) -> Bytes {
        self.bytes.split().freeze()
    }
}
