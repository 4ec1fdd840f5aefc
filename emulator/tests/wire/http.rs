//! The smallest client: one connection for each request, everything as on the wire.

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    /// The items, after a success.
    pub(crate) fn items(&self) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", self.body);
        let json = self.json();
        let items = json["value"].as_array().expect("an array").clone();
        assert_eq!(json["totalCount"], items.len());
        items
    }

    /// The only item.
    pub(crate) fn item(&self) -> Value {
        let items = self.items();
        assert_eq!(items.len(), 1, "{}", self.body);
        items[0].clone()
    }

    /// Asserts a refusal in the envelope.
    pub(crate) fn refused(&self, status: u16, message: &str) {
        let json = self.json();
        assert_eq!((self.status, json["message"].as_str()), (status, Some(message)));
        assert_eq!(json["statusCode"], status);
        assert!(json["value"].is_null());
    }
}

/// Sends a request to an absolute URL; `headers` are whole lines.
pub(crate) async fn send(method: &str, url: &str, headers: &[String], body: &str) -> Reply {
    let rest = url.strip_prefix("http://").expect("http");
    let (host, path) = rest.split_once('/').expect("a path");
    let mut stream = TcpStream::connect(host).await.expect("a connection");
    let headers: String = headers.iter().map(|header| header.clone() + "\r\n").collect();
    let length = body.len();
    let request = format!(
        "{method} /{path} HTTP/1.1\r\n\
         Host: {host}\r\n\
         Connection: close\r\n\
         Content-Length: {length}\r\n\
         {headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.expect("written");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Reply { status: status.expect("a status"), head: head.to_ascii_lowercase(), body: body.to_owned() }
}
