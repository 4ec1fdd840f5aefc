//! An honest client in a few lines: one attempt, no pool, no mercy. It shows that what the catalogue expects can be
//! done, and that what it calls a made-up success can be told from a good one.

mod http1;
mod http2;
mod read;

use std::io::{self, Error, ErrorKind};
use std::time::Duration;

use apiloom_chaos::Answer;
use apiloom_chaos::fault::{Failure, Fault, Scene, Seen, Stage};
use apiloom_chaos::tls::Authority;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::{handshake, read_head};

/// More than the good answer has, and less than anything that is too large.
const LIMIT: usize = 256 * 1024;

/// What came, before it was read as anything.
struct Received {
    status: u16,
    /// Names are in lower case.
    fields: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Received {
    fn values(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    }
}

trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Socket for T {}

/// Calls the server once and says what a caller would be told.
pub(crate) async fn call(fault: &Fault, stage: &Stage, scene: &Scene, authority: &Authority) -> Seen {
    // Only where nothing ever comes does the client give up early; elsewhere a slow machine must not decide.
    let patience = match fault.expect().failure {
        Failure::Timeout | Failure::Connect => Duration::from_millis(300),
        _ => Duration::from_secs(30),
    };
    match timeout(patience, attempt(stage, scene, authority)).await {
        Ok(Ok(received)) => match read::read(&received, &scene.good) {
            Ok(content) if content == scene.good.body => Seen::Good,
            Ok(_) => Seen::Other,
            Err(_) => Seen::Error,
        },
        Ok(Err(_)) | Err(_) => Seen::Error,
    }
}

async fn attempt(stage: &Stage, scene: &Scene, authority: &Authority) -> io::Result<Received> {
    let socket = connect(stage, scene, authority).await?;
    match scene.carrier.is_http2() {
        true => http2::exchange(socket).await,
        false => http1::exchange(socket).await,
    }
}

async fn connect(stage: &Stage, scene: &Scene, authority: &Authority) -> io::Result<Box<dyn Socket>> {
    let (_, target) = stage.base_url().split_once("://").unwrap();
    let plain = match stage.proxy_url() {
        Some(proxy) => tunnel(proxy.strip_prefix("http://").unwrap(), target).await?,
        None => TcpStream::connect(with_port(target)).await?,
    };
    match scene.carrier.is_tls() {
        true => Ok(Box::new(handshake(plain, authority, "localhost", &[scene.carrier.alpn()]).await?)),
        false => Ok(Box::new(plain)),
    }
}

fn with_port(target: &str) -> String {
    if target.contains(':') { target.to_owned() } else { format!("{target}:80") }
}

async fn tunnel(proxy: &str, target: &str) -> io::Result<TcpStream> {
    let mut socket = TcpStream::connect(proxy).await?;
    socket.write_all(format!("CONNECT {target} HTTP/1.1\r\nhost: {target}\r\n\r\n").as_bytes()).await?;
    match read_head(&mut socket).await?.starts_with("HTTP/1.1 200 ") {
        true => Ok(socket),
        false => Err(wrong("the proxy refuses")),
    }
}

fn wrong(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

/// A checksum that no standard has: what matters is that there is one.
pub(crate) fn checksum(body: &[u8]) -> String {
    let sum = body.iter().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    format!("scripted=:{sum}:")
}

/// JSON with everything that the catalogue bends.
pub(crate) fn json() -> Answer {
    Answer::json(r#"{"value":[{"id":"9a1c","name":"Usage","count":48}],"totalCount":1,"statusCode":200}"#)
        .echoing("9a1c")
}

pub(crate) fn file() -> Answer {
    let body: Vec<u8> = (0..10_000_u32).map(|number| b"0123456789,\n"[number as usize * 7 % 12]).collect();
    let sum = checksum(&body);
    Answer::ok("text/csv", body).field("etag", "\"good\"").field("repr-digest", sum)
}
