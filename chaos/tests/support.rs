//! Clients that do what a test says and no more.

use std::io;
use std::sync::Arc;

use apiloom_chaos::tls::Authority;
use apiloom_chaos::{Recorded, Server};
use bytes::Bytes;
use h2::client::SendRequest;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

pub(crate) const GET: &str = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
pub(crate) const POST: &str = "POST /b HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nbody";

pub(crate) async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address()).await.unwrap()
}

/// Sends and reads until the server ends the stream.
pub(crate) async fn exchange(server: &Server, request: &str) -> io::Result<Vec<u8>> {
    talk(connect(server).await, request).await
}

pub(crate) async fn talk(mut socket: impl AsyncRead + AsyncWrite + Unpin, request: &str) -> io::Result<Vec<u8>> {
    socket.write_all(request.as_bytes()).await?;
    socket.flush().await?;
    let mut received = Vec::new();
    socket.read_to_end(&mut received).await?;
    Ok(received)
}

/// Reads until what came ends with this.
pub(crate) async fn read_until(socket: &mut (impl AsyncRead + Unpin), end: &str) -> String {
    let mut received = Vec::new();
    while !received.ends_with(end.as_bytes()) {
        assert!(socket.read_buf(&mut received).await.unwrap() > 0, "{}", String::from_utf8_lossy(&received));
    }
    String::from_utf8(received).unwrap()
}

/// Reads the head of an answer, and nothing behind it.
pub(crate) async fn read_head(socket: &mut (impl AsyncRead + Unpin)) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// A handshake as a client that trusts this authority alone.
pub(crate) async fn connect_tls(
    server: &Server,
    authority: &Authority,
    host: &'static str,
    alpn: &[&str],
) -> io::Result<TlsStream<TcpStream>> {
    handshake(connect(server).await, authority, host, alpn).await
}

pub(crate) async fn handshake(
    socket: TcpStream,
    authority: &Authority,
    host: &'static str,
    alpn: &[&str],
) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(authority.der().to_vec())).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let name = ServerName::try_from(host).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, socket).await
}

/// A client of HTTP/2 whose connection runs in the background.
pub(crate) async fn connect_h2(
    socket: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
) -> (SendRequest<Bytes>, tokio::task::JoinHandle<Result<(), h2::Error>>) {
    let (sender, connection) = h2::client::handshake(socket).await.unwrap();
    let running = tokio::spawn(connection);
    (sender.ready().await.unwrap(), running)
}

/// Asks for something and returns its status and body.
pub(crate) async fn fetch_h2(
    sender: &mut SendRequest<Bytes>,
    method: &str,
    body: &'static str,
) -> Result<(u16, Vec<u8>), h2::Error> {
    let request = http::Request::builder().method(method).uri("http://localhost/b?c").header("x-a", "1");
    let (response, mut data) = sender.send_request(request.body(()).unwrap(), body.is_empty())?;
    if !body.is_empty() {
        data.send_data(Bytes::from_static(body.as_bytes()), true)?;
    }
    let (parts, mut receive) = response.await?.into_parts();
    let mut received = Vec::new();
    while let Some(piece) = receive.data().await {
        let piece = piece?;
        received.extend_from_slice(&piece);
        receive.flow_control().release_capacity(piece.len())?;
    }
    Ok((parts.status.as_u16(), received))
}

pub(crate) fn only(server: &Server) -> Recorded {
    let requests = server.journal().requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.into_iter().next().unwrap()
}
