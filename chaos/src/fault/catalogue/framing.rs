//! B34: heads and framing that contradict themselves (RFC 9112 sections 4 to 7).

use bytes::Bytes;

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan};
use crate::answer::Answer;
use crate::payload::flood;

const BROKEN: Expect = Expect::error(Fate::Unknown, Failure::Protocol);
/// RFC 9112 leaves the client a choice, or clients differ without harm.
const EITHER: Expect = Expect::good_or_error(Fate::Unknown, Failure::Protocol);

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = lengths();
    faults.extend(codings());
    faults.extend(chunks());
    faults.extend(status_lines());
    faults.extend(fields());
    faults.extend(floods());
    faults
}

/// A fault of any answer.
fn any(name: &'static str, expect: Expect, bytes: impl Fn(&Answer) -> Vec<u8> + Send + Sync + 'static) -> Fault {
    Fault::always("B34", name, Carrier::HTTP1, expect, move |setting| Plan::bytes(bytes(&last(setting.good()))))
}

/// A fault of an answer with a body.
fn body(name: &'static str, expect: Expect, bytes: impl Fn(&Answer) -> Vec<u8> + Send + Sync + 'static) -> Fault {
    Fault::fitting("B34", name, Carrier::HTTP1, expect, move |setting| {
        let good = setting.good_with_body()?;
        Some(Plan::bytes(bytes(&last(good))))
    })
}

/// The answer as the last one of its connection: the next call is not to meet one that is about to end.
fn last(good: &Answer) -> Answer {
    good.clone().with("connection", "close")
}

/// Section 6.3 rule 5: an invalid length cannot be recovered from.
fn lengths() -> Vec<Fault> {
    let values = [
        ("length without digits", ""),
        ("length below zero", "-1"),
        ("length with a sign", "+5"),
        ("length in hexadecimal", "0x5"),
        ("length with a fraction", "5.0"),
        ("length of 2^64 - 1", "18446744073709551615"),
        ("length beyond 64 bits", "99999999999999999999999999"),
        ("length with a unit", "5 bytes"),
    ];
    let invalid = |(name, value)| body(name, BROKEN, move |good| good.http1_with(&[("content-length", value)]).into());
    let mut faults: Vec<Fault> = values.map(invalid).into();
    faults.extend([
        body("two lengths", BROKEN, |good| {
            let (length, other) = (good.body.len().to_string(), (good.body.len() + 1).to_string());
            good.http1_with(&[("content-length", &length), ("content-length", &other)]).into()
        }),
        body("the same length twice", EITHER, |good| {
            let length = good.body.len().to_string();
            good.http1_with(&[("content-length", &length), ("content-length", &length)]).into()
        }),
        body("a list of the same length", EITHER, |good| {
            let length = good.body.len();
            good.http1_with(&[("content-length", &format!("{length}, {length}"))]).into()
        }),
    ]);
    faults
}

fn codings() -> Vec<Fault> {
    let coded = |name, coding: &'static str| {
        body(name, EITHER, move |good| {
            with_head(&good.http1_chunked(7), |head| {
                head.replacen("transfer-encoding: chunked", &format!("transfer-encoding: {coding}"), 1)
            })
        })
    };
    vec![
        // Section 6.3 rule 3: the transfer coding wins, or the message is refused.
        body("length and chunks", EITHER, |good| {
            with_head(&good.http1_chunked(7), |head| head.replacen("\r\n", "\r\ncontent-length: 3\r\n", 1))
        }),
        coded("chunked twice", "chunked, chunked"),
        coded("chunked in another case", "cHuNkEd"),
        coded("gzip that is none before chunked", "gzip, chunked"),
    ]
}

/// Section 7.1.
fn chunks() -> Vec<Fault> {
    let chunked = |good: &Answer, chunks: &str| {
        [&good.http1_head(&[("transfer-encoding", "chunked")])[..], chunks.as_bytes()].concat()
    };
    let with = move |name, chunks: &'static str| body(name, BROKEN, move |good| chunked(good, chunks));
    let ends = move |name, expect, end: &'static str| {
        body(name, expect, move |good| {
            let whole = good.http1_chunked(7);
            let end_of_chunks = whole.len() - b"0\r\n\r\n".len();
            [&whole[..end_of_chunks], end.as_bytes()].concat()
        })
    };
    vec![
        with("chunk without a length", "\r\n"),
        with("chunk length that is no number", "g\r\n"),
        with("chunk length below zero", "-1\r\nx\r\n"),
        with("chunk length beyond 64 bits", "fffffffffffffffff\r\n"),
        with("chunk longer than its length", "1\r\nxyz\r\n0\r\n\r\n"),
        body("chunk extension without end", BROKEN, move |good| chunked(good, &format!("5;{}", "x".repeat(1 << 20)))),
        ends("chunk extensions", EITHER, "0;name=\"value\"\r\n\r\n"),
        ends("trailers", Expect::good(), "0\r\nx-trailer: 1\r\n\r\n"),
    ]
}

/// Section 4.
fn status_lines() -> Vec<Fault> {
    let line = |name, expect, line: &'static str| {
        any(name, expect, move |good| {
            with_head(&good.http1(), |head| {
                let line = line.replace("200", &good.status.to_string());
                head.split_once("\r\n").map_or(String::new(), |(_, fields)| format!("{line}\r\n{fields}"))
            })
        })
    };
    vec![
        any("no HTTP", BROKEN, |_| b"220 mail.example ESMTP ready\r\n".to_vec()),
        any("HTTP/0.9", BROKEN, |good| good.body.to_vec()),
        any("binary", BROKEN, |_| (0..=255).collect()),
        line("status of two digits", BROKEN, "HTTP/1.1 20 OK"),
        line("status that is no number", BROKEN, "HTTP/1.1 2OO OK"),
        line("version from the future", BROKEN, "HTTP/9.9 200 OK"),
        line("name of the protocol in lower case", BROKEN, "http/1.1 200 OK"),
        line("protocol of a radio", BROKEN, "ICY 200 OK"),
        line("no reason", Expect::good(), "HTTP/1.1 200 "),
        line("HTTP/1.0", Expect::good(), "HTTP/1.0 200 OK"),
    ]
}

/// Section 5.
fn fields() -> Vec<Fault> {
    let field = |name, expect, field: &'static str| {
        any(name, expect, move |good| {
            with_head(&good.http1(), |head| head.replacen("\r\n", &format!("\r\n{field}\r\n"), 1))
        })
    };
    vec![
        field("field without a name", BROKEN, ": value"),
        field("field with a NUL", BROKEN, "x-nul: a\0b"),
        field("field with a space before the colon", EITHER, "x-space : a"),
        field("field on two lines", EITHER, "x-fold: a\r\n b"),
        any("line feeds alone", EITHER, |good| with_head(&good.http1(), |head| head.replace("\r\n", "\n"))),
        any("empty line first", EITHER, |good| [b"\r\n", &good.http1()[..]].concat()),
    ]
}

fn floods() -> Vec<Fault> {
    let too_large = Expect::good_or_error(Fate::Unknown, Failure::TooLarge);
    let flooded = |name, count, length| {
        any(name, too_large, move |good| {
            let mut answer = good.clone();
            answer.fields.extend(flood(count, length));
            answer.http1().into()
        })
    };
    vec![
        flooded("five thousand fields", 5000, 10),
        flooded("field of a mebibyte", 1, 1 << 20),
        // What follows an answer must never be taken for the next one.
        any("an answer that nobody asked for", EITHER, |good| {
            let stray = Answer::json("\"an answer that nobody asked for\"").http1();
            [&good.http1()[..], &stray].concat()
        }),
    ]
}

/// A whole answer with another head.
fn with_head(answer: &Bytes, edit: impl FnOnce(&str) -> String) -> Vec<u8> {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").map_or(answer.len(), |place| place + 4);
    let head = String::from_utf8_lossy(&answer[..end]);
    [edit(&head).as_bytes(), &answer[end..]].concat()
}
