//! A forward proxy's part of a connection.

use std::io;
use std::net::SocketAddr;

use http::Uri;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, lookup_host};

use crate::recorded::Recorded;
use crate::server::Wire;

/// Connects to the target of the request and passes bytes on until both sides are done. `CONNECT` is answered first
/// (RFC 9110 section 9.3.6); any other request is passed on in absolute form, which every server accepts (RFC 9112
/// section 3.2.2).
pub(super) async fn relay(wire: &mut Wire, request: Option<&Recorded>) -> io::Result<()> {
    let request = request.ok_or_else(|| io::Error::other("there is no request to relay"))?;
    let mut target = TcpStream::connect(address(request).await?).await?;
    if request.method == "CONNECT" {
        wire.send(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
    } else {
        target.write_all(&request.head).await?;
        target.write_all(&request.body).await?;
    }
    target.write_all(&wire.buffer.split()).await?;
    let (_, sent) = tokio::io::copy_bidirectional(wire.socket()?, &mut target).await?;
    wire.pen.sent(usize::try_from(sent).unwrap_or(usize::MAX));
    Ok(())
}

/// Where the target is, if it is on this machine: a test must not reach further.
async fn address(request: &Recorded) -> io::Result<SocketAddr> {
    let target: Uri = request.target.parse().map_err(io::Error::other)?;
    let host = target.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let port = target.port_u16().unwrap_or(80);
    let mut found = lookup_host((host, port)).await?;
    found
        .find(|address| address.ip().is_loopback() && address.is_ipv4())
        .ok_or_else(|| io::Error::new(io::ErrorKind::PermissionDenied, "the target is not on this machine"))
}
