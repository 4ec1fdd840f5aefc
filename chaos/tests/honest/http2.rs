//! HTTP/2, read strictly.

use std::io;

use bytes::Bytes;

use super::{LIMIT, Received, Socket, wrong};

pub(super) async fn exchange(socket: Box<dyn Socket>) -> io::Result<Received> {
    let (sender, connection) = h2::client::handshake(socket).await.map_err(io::Error::other)?;
    // Ends with the sender.
    let running = tokio::spawn(connection);
    let received = fetch(sender).await;
    running.abort();
    received.map_err(io::Error::other)
}

async fn fetch(sender: h2::client::SendRequest<Bytes>) -> io::Result<Received> {
    let mut sender = sender.ready().await.map_err(io::Error::other)?;
    let request = http::Request::post("https://localhost/b").body(()).unwrap();
    let (response, mut data) = sender.send_request(request, false).map_err(io::Error::other)?;
    data.send_data(Bytes::from_static(b"body"), true).map_err(io::Error::other)?;
    let (parts, mut receive) = response.await.map_err(io::Error::other)?.into_parts();
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let fields = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let mut body = Vec::new();
    while let Some(data) = receive.data().await {
        let data = data.map_err(io::Error::other)?;
        body.extend_from_slice(&data);
        if body.len() > LIMIT {
            return Err(wrong("too large"));
        }
        receive.flow_control().release_capacity(data.len()).map_err(io::Error::other)?;
    }
    Ok(Received { status: parts.status.as_u16(), fields, body })
}
