//! Multipart bodies (RFC 7578), which are there as a whole: nothing is streamed, so a search for delimiters will do.

use apiloom_runtime::wire::Casing;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use serde_json::value::RawValue;

use super::pairs::{self, Fields};

const UNREADABLE: &str = "is not a multipart body (RFC 7578)";

/// The boundary that a media type names (RFC 2046 section 5.1.1).
pub(super) fn boundary(media_type: &str) -> Option<String> {
    let parameters = media_type.split(';').skip(1);
    let value = parameters.filter_map(|parameter| parameter.split_once('=')).find_map(|(name, value)| {
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    (!value.is_empty() && value.len() <= 70).then(|| value.to_owned())
}

/// The object that the parts describe.
pub(super) fn json(body: &[u8], boundary: &str, fields: &Fields, casing: Casing) -> Result<String, &'static str> {
    let parts = parts(body, boundary).ok_or(UNREADABLE)?;
    let mut pairs = Vec::with_capacity(parts.len());
    for part in &parts {
        let name = part.name().ok_or(UNREADABLE)?;
        let value = match () {
            () if fields.is_file(&name, casing) => Value::from(STANDARD.encode(part.content)).to_string(),
            () if part.is_json() => {
                let json: &RawValue =
                    serde_json::from_slice(part.content).map_err(|_| "has a part that says it is JSON, and is not")?;
                json.get().to_owned()
            }
            () => Value::from(std::str::from_utf8(part.content).map_err(|_| UNREADABLE)?).to_string(),
        };
        pairs.push((name, value));
    }
    pairs::object(pairs.iter().map(|(name, value)| (name.as_str(), value.clone())), fields, casing)
}

struct Part<'b> {
    head: &'b str,
    content: &'b [u8],
}

impl Part<'_> {
    fn field(&self, name: &str) -> Option<&str> {
        let fields = self.head.split("\r\n").filter_map(|line| line.split_once(':'));
        fields.into_iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    fn is_json(&self) -> bool {
        let media_type = self.field("content-type").unwrap_or_default().to_ascii_lowercase();
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        essence == "application/json" || essence.ends_with("+json")
    }

    /// The name, with the escapes of the HTML standard section 4.10.21.8 undone.
    fn name(&self) -> Option<String> {
        let (_, rest) = self.field("content-disposition")?.split_once("; name=\"")?;
        let (name, _) = rest.split_once('"')?;
        Some(name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
    }
}

fn parts<'b>(body: &'b [u8], boundary: &str) -> Option<Vec<Part<'b>>> {
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    // The first delimiter may stand at the beginning, without a line before it.
    let mut rest = match body.strip_prefix(delimiter.get(2..)?) {
        Some(rest) => rest,
        None => cut(body, &delimiter)?.1,
    };
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let (part, after) = cut(rest, &delimiter)?;
        let part = after_line(part)?;
        let (head, content) = match part.strip_prefix(b"\r\n") {
            Some(content) => (&b""[..], content),
            None => cut(part, b"\r\n\r\n")?,
        };
        parts.push(Part { head: std::str::from_utf8(head).ok()?, content });
        rest = after;
    }
    Some(parts)
}

/// What is before and behind a delimiter.
fn cut<'b>(text: &'b [u8], delimiter: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = text.windows(delimiter.len()).position(|window| window == delimiter)?;
    let (before, rest) = text.split_at_checked(at)?;
    Some((before, rest.get(delimiter.len()..)?))
}

/// What is behind the line that a delimiter stands in: blanks may follow it there.
fn after_line(text: &[u8]) -> Option<&[u8]> {
    let (blanks, rest) = cut(text, b"\r\n")?;
    blanks.iter().all(|byte| matches!(byte, b' ' | b'\t')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: Fields = Fields { names: &[], lists: &[("tags", false)], files: &["file"], ..Fields::NEW };

    #[test]
    fn parts_are_members() {
        let body = "before\r\n--x \r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\n1\r\n--x\r\n\
            content-disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: text/plain\r\n\r\n\r\nab\r\n--x\r\n\
            Content-Disposition: form-data; name=\"tags\"\r\nContent-Type: application/json\r\n\r\n{\"n\": 1.10 }\r\n--x--\r\nafter";
        let json = json(body.as_bytes(), "x", &FIELDS, Casing::Exact);
        assert_eq!(json.as_deref(), Ok(r#"{"a\"b":"1","file":"DQphYg==","tags":[{"n": 1.10 }]}"#));
    }

    #[test]
    fn what_is_no_multipart_body_is_refused() {
        for body in
            ["", "--x", "--x\r\n\r\n", "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", "--xy\r\n--x--"]
        {
            assert!(json(body.as_bytes(), "x", &FIELDS, Casing::Exact).is_err(), "{body:?}");
        }
        let broken = "--x\r\nContent-Disposition: form-data; name=\"tags\"\r\nContent-Type: application/json\r\n\r\n1,2\r\n--x--";
        assert!(json(broken.as_bytes(), "x", &FIELDS, Casing::Exact).is_err());
    }

    #[test]
    fn boundaries() {
        assert_eq!(boundary("multipart/form-data; boundary=\"a b\"").as_deref(), Some("a b"));
        assert_eq!(boundary("multipart/form-data; charset=utf-8; Boundary=x").as_deref(), Some("x"));
        assert_eq!(boundary("multipart/form-data"), None);
    }
}
