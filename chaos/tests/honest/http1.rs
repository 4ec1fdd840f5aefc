//! HTTP/1.1, read strictly.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{LIMIT, Received, Socket, wrong};

pub(super) async fn exchange(socket: Box<dyn Socket>) -> io::Result<Received> {
    let mut reader = Reader { socket, buffer: Vec::new() };
    reader.socket.write_all(b"POST /b HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nbody").await?;
    reader.socket.flush().await?;
    let mut received = reader.head().await?;
    while matches!(received.status, 100 | 102..=199) {
        received = reader.head().await?;
    }
    received.body = reader.body(&received).await?;
    Ok(received)
}

struct Reader {
    socket: Box<dyn Socket>,
    buffer: Vec<u8>,
}

impl Reader {
    async fn fill(&mut self) -> io::Result<usize> {
        if self.buffer.len() > LIMIT {
            return Err(wrong("too large"));
        }
        self.socket.read_buf(&mut self.buffer).await
    }

    async fn fill_more(&mut self) -> io::Result<()> {
        match self.fill().await? {
            0 => Err(wrong("ended early")),
            _ => Ok(()),
        }
    }

    async fn head(&mut self) -> io::Result<Received> {
        loop {
            let mut fields = [httparse::EMPTY_HEADER; 100];
            let mut head = httparse::Response::new(&mut fields);
            if let httparse::Status::Complete(length) = head.parse(&self.buffer).map_err(io::Error::other)? {
                let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
                let fields = head.headers.iter().map(|field| (field.name.to_lowercase(), text(field.value))).collect();
                let received = Received { status: head.code.unwrap(), fields, body: Vec::new() };
                self.buffer.drain(..length);
                return Ok(received);
            }
            self.fill_more().await?;
        }
    }

    async fn body(&mut self, head: &Received) -> io::Result<Vec<u8>> {
        if matches!(head.status, 204 | 304) {
            return Ok(Vec::new());
        }
        let (codings, lengths) = (head.values("transfer-encoding"), head.values("content-length"));
        if !codings.is_empty() {
            return match codings[..] {
                [coding] if coding.eq_ignore_ascii_case("chunked") => self.chunks().await,
                _ => Err(wrong("an unknown transfer coding")),
            };
        }
        let Some(&length) = lengths.first() else { return self.rest().await };
        if !length.bytes().all(|byte| byte.is_ascii_digit()) || lengths.iter().any(|other| *other != length) {
            return Err(wrong("no length"));
        }
        self.take(length.parse().map_err(io::Error::other)?).await
    }

    async fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        if length > LIMIT {
            return Err(wrong("too large"));
        }
        while self.buffer.len() < length {
            self.fill_more().await?;
        }
        Ok(self.buffer.drain(..length).collect())
    }

    async fn rest(&mut self) -> io::Result<Vec<u8>> {
        while self.fill().await? > 0 {}
        Ok(std::mem::take(&mut self.buffer))
    }

    async fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let length = match httparse::parse_chunk_size(&self.buffer) {
                Ok(httparse::Status::Complete((start, length))) => {
                    self.buffer.drain(..start);
                    usize::try_from(length).map_err(io::Error::other)?
                }
                Ok(httparse::Status::Partial) => {
                    self.fill_more().await?;
                    continue;
                }
                Err(_) => return Err(wrong("no chunk")),
            };
            if length == 0 {
                return Ok(body);
            }
            body.extend(self.take(length).await?);
            if body.len() > LIMIT || self.take(2).await? != b"\r\n" {
                return Err(wrong("a chunk that does not end"));
            }
        }
    }
}
