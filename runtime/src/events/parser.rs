//! From bytes to events: the rules of the HTML standard, section 9.2.6 ("Interpreting an event stream").

use bytes::{Buf, Bytes};

/// An event as it stands in the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Raw {
    /// `message` if nothing is said.
    pub(crate) event: String,
    /// The last identifier that the stream said, here or before; empty where it said none.
    pub(crate) id: String,
    pub(crate) data: String,
}

/// A line or an event has more bytes than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Reads a stream in whatever pieces it comes. What does not end with an empty line is no event.
pub(crate) struct Parser {
    /// How many bytes an event may take, its unfinished line included.
    limit: usize,
    is_first_line: bool,
    /// The line before ended with CR: an LF that follows belongs to that end.
    after_return: bool,
    line: Vec<u8>,
    /// Each of its lines with LF behind.
    data: String,
    event: String,
    id: String,
    retry: Option<u64>,
}

impl Parser {
    /// For a stream that goes on behind the event with this identifier; empty for none.
    pub(crate) fn new(limit: u64, id: String) -> Self {
        Self {
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            is_first_line: true,
            after_return: false,
            line: Vec::new(),
            data: String::new(),
            event: String::new(),
            id,
            retry: None,
        }
    }

    /// The next event that ends in `bytes`, which are used up to its end; none once they are used up.
    pub(crate) fn next(&mut self, bytes: &mut Bytes) -> Result<Option<Raw>, TooLong> {
        while let Some(first) = bytes.first() {
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                bytes.advance(1);
                continue;
            }
            let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let part = bytes.split_to(end.unwrap_or(bytes.len()));
            if self.held().saturating_add(part.len()) > self.limit {
                return Err(TooLong);
            }
            self.line.extend_from_slice(&part);
            if end.is_some() {
                self.after_return = bytes.get_u8() == b'\r';
                if let Some(event) = self.end_line() {
                    return Ok(Some(event));
                }
            }
        }
        Ok(None)
    }

    /// How long the stream wants its reader to wait before it comes back, in milliseconds.
    pub(crate) fn retry(&self) -> Option<u64> {
        self.retry
    }

    fn held(&self) -> usize {
        self.line.len() + self.data.len() + self.event.len() + self.id.len()
    }

    fn end_line(&mut self) -> Option<Raw> {
        let line = std::mem::take(&mut self.line);
        let mark: &[u8] = if std::mem::take(&mut self.is_first_line) { b"\xEF\xBB\xBF" } else { b"" };
        let text = line.strip_prefix(mark).unwrap_or(&line);
        if text.is_empty() {
            return self.dispatch();
        }
        let (name, value) = match text.iter().position(|byte| *byte == b':') {
            Some(colon) => text.split_at(colon),
            None => (text, &[][..]),
        };
        let value = value.strip_prefix(b":").unwrap_or(value);
        self.field(name, value.strip_prefix(b" ").unwrap_or(value));
        // Its room serves the next line, unless it was an unusual one.
        if line.capacity() <= USUAL_LINE {
            self.line = line;
            self.line.clear();
        }
        None
    }

    /// A line that begins with a colon is a comment: a field without a name, which is none of these.
    fn field(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"data" => {
                self.data.push_str(&String::from_utf8_lossy(value));
                self.data.push('\n');
            }
            b"event" => self.event = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) => self.id = String::from_utf8_lossy(value).into_owned(),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let number = std::str::from_utf8(value).ok().and_then(|digits| digits.parse().ok());
                self.retry = number.or(self.retry);
            }
            _ => {}
        }
    }

    /// An empty line ends an event; one without data is none, but its identifier counts.
    fn dispatch(&mut self) -> Option<Raw> {
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        // None where there was no line of data at all.
        data.pop()?;
        let event = if event.is_empty() { "message".to_owned() } else { event };
        Some(Raw { event, id: self.id.clone(), data })
    }
}

const USUAL_LINE: usize = 16 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&[u8]], limit: u64) -> Result<Vec<Raw>, TooLong> {
        let mut parser = Parser::new(limit, String::new());
        let mut events = Vec::new();
        for piece in pieces {
            let mut bytes = Bytes::copy_from_slice(piece);
            while let Some(event) = parser.next(&mut bytes)? {
                events.push(event);
            }
        }
        Ok(events)
    }

    /// Each as `event id data`.
    fn check(stream: &[u8], expected: &[(&str, &str, &str)]) {
        let events = read(&[stream], 1000).unwrap();
        let found: Vec<_> = events.iter().map(|raw| (&*raw.event, &*raw.id, &*raw.data)).collect();
        assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(stream));
    }

    #[test]
    fn the_rules_of_the_standard() {
        check(b"data: YHOO\ndata: +2\ndata: 10\n\n", &[("message", "", "YHOO\n+2\n10")]);
        let identified: &[u8] =
            b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third\n\n";
        check(
            identified,
            &[("message", "1", "first event"), ("message", "", "second event"), ("message", "", " third")],
        );
        check(b"data\n\ndata\ndata\n\ndata:", &[("message", "", ""), ("message", "", "\n")]);
        check(b"data:test\n\ndata: test\n\n", &[("message", "", "test"), ("message", "", "test")]);
        check(
            b"event: add\ndata: 1\n\ndata: 2\n\nevent:\ndata: 3\n\n",
            &[("add", "", "1"), ("message", "", "2"), ("message", "", "3")],
        );
    }

    #[test]
    fn every_end_of_line() {
        for end in ["\n", "\r", "\r\n"] {
            let stream = ["event: a", "data: 1", "data: 2", "", "data: 3", "", ""].join(end);
            check(stream.as_bytes(), &[("a", "", "1\n2"), ("message", "", "3")]);
        }
        check(b"data: 1\r\n\ndata: 2\n\r", &[("message", "", "1"), ("message", "", "2")]);
        check(b"data: 1\r\r\ndata: 2\n\r\n", &[("message", "", "1"), ("message", "", "2")]);
    }

    #[test]
    fn what_is_no_event() {
        check(b"", &[]);
        check(b"\n\n\r\n: nothing\n\n:\n\n", &[]);
        check(b"event: a\nid: 7\n\ndata: 1\n\n", &[("message", "7", "1")]);
        check(b"data: unterminated", &[]);
        check(b"data: unterminated\n", &[]);
        check(b"Data: 1\n data: 2\ndata : 3\nother: 4\n\n", &[]);
    }

    #[test]
    fn identifiers_with_nul_are_ignored() {
        check(
            b"id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid:\ndata: c\n\n",
            &[("message", "1", "a"), ("message", "1", "b"), ("message", "", "c")],
        );
    }

    #[test]
    fn one_byte_order_mark() {
        check(b"\xEF\xBB\xBFdata: 1\n\n", &[("message", "", "1")]);
        check(b"\xEF\xBB\xBF\xEF\xBB\xBFdata: 1\n\n", &[]);
        check(b"data: 1\n\n\xEF\xBB\xBFdata: 2\n\n", &[("message", "", "1")]);
        check(b"data: \xEF\xBB\xBF\n\n", &[("message", "", "\u{feff}")]);
        check(b"\xEF\xBB\xBF\ndata: 1\n\n", &[("message", "", "1")]);
    }

    #[test]
    fn what_is_not_utf8_is_replaced() {
        check(b"data: a\xFFb\xE2\x82\nevent: \xC3\ndata: c\n\n", &[("\u{fffd}", "", "a\u{fffd}b\u{fffd}\nc")]);
    }

    #[test]
    fn times_to_wait() {
        for (text, expected) in [
            ("retry: 3000\n", Some(3000)),
            ("retry: 1\nretry: x\nretry:\nretry: -1\nretry: 1.5\n", Some(1)),
            ("retry: 99999999999999999999999\n", None),
            ("retry: +3\n", None),
            ("retry: \u{662}\n", None),
            ("retry: 0\n", Some(0)),
        ] {
            let mut parser = Parser::new(1000, String::new());
            assert_eq!(parser.next(&mut Bytes::from_static(text.as_bytes())), Ok(None));
            assert_eq!(parser.retry(), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_and_events_have_a_limit() {
        assert!(read(&[b"data: 78901\n\n"], 11).is_ok());
        assert_eq!(read(&[b"data: 789012\n\n"], 11), Err(TooLong));
        assert_eq!(read(&[b": 34", b"5678", b"9012"], 11), Err(TooLong), "a line that does not end");
        assert_eq!(read(&[&b"data\n".repeat(20)], 11), Err(TooLong), "an event that does not end");
        assert_eq!(read(&[&b"data\n\n".repeat(20)], 11).map(|events| events.len()), Ok(20));
        assert_eq!(read(&[&b":34567890\n".repeat(200)], 11), Ok(Vec::new()), "comments take no room");
    }

    const PARTS: [&str; 16] = [
        "\r",
        "\n",
        "\r\n",
        "\n\n",
        "\r\n\r\n",
        "data:",
        "data: x\n",
        "event: e\r\n",
        "id: 1",
        "id",
        ":",
        " ",
        "\0",
        "\u{feff}",
        "\u{20ac}",
        "retry: 5",
    ];

    #[test]
    fn however_the_bytes_are_cut_the_events_are_the_same() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut found = 0;
        for _ in 0..4000 {
            let parts = (0..random.usize(..24)).map(|_| PARTS[random.usize(..PARTS.len())]);
            let mut stream = parts.collect::<String>().into_bytes();
            if let Some(byte) = random.usize(..40).checked_sub(20).and_then(|at| stream.get_mut(at)) {
                *byte = 0xFF;
            }
            let limit = random.u64(4..64);
            let whole = read(&[&stream], limit);
            let bytes: Vec<&[u8]> = stream.chunks(1).collect();
            assert_eq!(read(&bytes, limit), whole, "{stream:?}");
            let mut rest = &stream[..];
            let mut pieces = Vec::new();
            while !rest.is_empty() {
                let (piece, more) = rest.split_at(random.usize(..=rest.len()));
                pieces.push(piece);
                rest = more;
            }
            assert_eq!(read(&pieces, limit), whole, "{stream:?}");
            found += whole.map_or(0, |events| events.len());
        }
        assert!(found > 1000, "streams with events were among them");
    }
}
