//! A whole response as data: what faults are made from.

use bytes::{BufMut, Bytes, BytesMut};

/// A correct response, before it is framed: a fault bends it or cuts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// 100 to 999; hostile scripts use ones that no standard has.
    pub status: u16,
    /// Name and value in the order of sending, without the fields that frame the body.
    pub fields: Vec<(String, String)>,
    /// As it travels: after content coding, before transfer coding.
    pub body: Bytes,
    /// A text of the body that repeats the request, such as the id that was asked for. An answer that names another
    /// one belongs to someone else.
    pub echo: Option<String>,
}

impl Answer {
    /// No fields, no body.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self { status, fields: Vec::new(), body: Bytes::new(), echo: None }
    }

    /// 200 with a body of this media type.
    pub fn ok(media_type: &str, body: impl Into<Bytes>) -> Self {
        Self::new(200).field("content-type", media_type).body(body)
    }

    /// 200 with JSON.
    pub fn json(body: impl Into<Bytes>) -> Self {
        Self::ok("application/json", body)
    }

    /// One more field, even if there is one of that name.
    #[must_use]
    pub fn field(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Without the fields of this name.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self
    }

    /// This field instead of all of its name.
    #[must_use]
    pub fn with(self, name: &str, value: impl Into<String>) -> Self {
        self.without(name).field(name, value)
    }

    /// Another status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Another body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Names the text of the body that repeats the request.
    #[must_use]
    pub fn echoing(mut self, text: impl Into<String>) -> Self {
        self.echo = Some(text.into());
        self
    }

    /// The value of the first field of this name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether the body is JSON by its media type (RFC 6839, section 3.1 for the suffix).
    #[must_use]
    pub fn is_json(&self) -> bool {
        let media_type = self.value("content-type").and_then(|value| value.split(';').next()).unwrap_or_default();
        let media_type = media_type.trim().to_ascii_lowercase();
        !self.body.is_empty() && (media_type == "application/json" || media_type.ends_with("+json"))
    }

    /// Whether the answer is a file that can be asked for in ranges: it has an entity tag and a body.
    #[must_use]
    pub fn is_download(&self) -> bool {
        !self.body.is_empty() && self.value("etag").is_some()
    }

    /// HTTP/1.1 with `Content-Length`, except for the statuses that have no body (RFC 9112 section 6.3): then it is not
    /// sent.
    #[must_use]
    pub fn http1(&self) -> Bytes {
        match self.status {
            100..=199 | 204 | 304 => self.http1_head(&[]).freeze(),
            _ => self.http1_with(&[("content-length", &self.body.len().to_string())]),
        }
    }

    /// HTTP/1.1 whose body ends with the connection.
    #[must_use]
    pub fn http1_until_close(&self) -> Bytes {
        self.http1_with(&[("connection", "close")])
    }

    /// HTTP/1.1 in chunks of at most `size` bytes (at least 1).
    #[must_use]
    pub fn http1_chunked(&self, size: usize) -> Bytes {
        let mut bytes = self.http1_head(&[("transfer-encoding", "chunked")]);
        for chunk in self.body.chunks(size.max(1)) {
            bytes.put_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            bytes.put_slice(chunk);
            bytes.put_slice(b"\r\n");
        }
        bytes.put_slice(b"0\r\n\r\n");
        bytes.freeze()
    }

    /// HTTP/1.1 with these fields before the answer's own, whatever they say about the body.
    #[must_use]
    pub fn http1_with(&self, framing: &[(&str, &str)]) -> Bytes {
        let mut bytes = self.http1_head(framing);
        bytes.put_slice(&self.body);
        bytes.freeze()
    }

    /// The head of [`http1_with`](Self::http1_with), its empty line included.
    #[must_use]
    pub fn http1_head(&self, framing: &[(&str, &str)]) -> BytesMut {
        let own = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let mut head = format!("HTTP/1.1 {} scripted\r\n", self.status);
        for (name, value) in framing.iter().copied().chain(own) {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        BytesMut::from(head.as_str())
    }
}
