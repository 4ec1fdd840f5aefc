//! The smallest client: one connection for each request, everything as on the wire.

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// In lower case.
    pub(crate) head: String,
    /// As text.
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
    fields: Vec<(String, String)>,
}

impl Reply {
    /// The value of a header field, by its name in lower case; empty if there is none.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

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
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8(answer[..end].to_vec()).expect("a head in ASCII");
    let bytes = answer[end + 4..].to_vec();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let fields = head.lines().filter_map(|line| line.split_once(": "));
    Reply {
        status: status.expect("a status"),
        fields: fields.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
        head: head.to_ascii_lowercase(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
    }
}

/// Posts a form to an absolute URL.
pub(crate) async fn send_form(url: &str, parameters: &[(&str, &str)]) -> Reply {
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    send("POST", url, &["Content-Type: application/x-www-form-urlencoded".to_owned()], &form).await
}
