//! B43, B44, B46, B48, B52, B53: bodies that are almost JSON, or JSON of another shape.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan};
use crate::payload::json::{nested, with_member};
use crate::payload::{BYTE_ORDER_MARK, HTML};

/// Asked again, the server says the same; a client may try what may be repeated.
pub(super) const UNREADABLE: Expect = Expect::error(Fate::Unknown, Failure::Decode);
/// What is wrong is in a member that nobody reads: a client may refuse it or not.
const IGNORABLE: Expect = Expect::good_or_error(Fate::Unknown, Failure::Decode);

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = decorated();
    faults.extend(other_shapes());
    faults.extend(unread_members());
    faults
}

/// A fault of JSON bodies: another body instead of the good one, if there can be one.
pub(super) fn body(
    row: &'static str,
    name: impl Into<std::borrow::Cow<'static, str>>,
    expect: Expect,
    body: impl Fn(&[u8]) -> Option<Vec<u8>> + Send + Sync + 'static,
) -> Fault {
    Fault::fitting(row, name, Carrier::ALL, expect, move |setting| {
        let good = setting.good();
        let body = good.is_json().then(|| body(&good.body)).flatten()?;
        Some(Plan::answer(good.clone().body(body)))
    })
}

fn decorated() -> Vec<Fault> {
    let around = |row, name, expect, before: &'static [u8], after: &'static [u8]| {
        body(row, name, expect, move |good| Some([before, good, after].concat()))
    };
    vec![
        around("B43", "byte order mark", Expect::good(), BYTE_ORDER_MARK, b""),
        around("B43", "white space around", Expect::good(), b" \r\n\t", b"\r\n\r\n"),
        around("B44", "comment", UNREADABLE, b"// a comment\n", b""),
        around("B44", "guard against scripts", UNREADABLE, b")]}',\n", b""),
        around("B44", "page behind", UNREADABLE, b"", HTML.as_bytes()),
        around("B44", "second document", UNREADABLE, b"", b"{}"),
        around("B44", "NUL behind", UNREADABLE, b"", b"\0"),
        body("B44", "trailing comma", UNREADABLE, |good| {
            let end = good.iter().rposition(|byte| b"}]".contains(byte))?;
            Some([&good[..end], b",", &good[end..]].concat())
        }),
        body("B44", "single quotes", UNREADABLE, |good| {
            good.contains(&b'"').then(|| good.iter().map(|&byte| if byte == b'"' { b'\'' } else { byte }).collect())
        }),
        body("B44", "NaN", UNREADABLE, |good| Some(with_member(good, b"\"x-scripted\":NaN")?.into())),
        body("B44", "empty body", UNREADABLE, |_| Some(Vec::new())),
        body("B44", "last byte missing", UNREADABLE, |good| {
            let end = good.iter().rposition(|byte| b"}]".contains(byte))?;
            Some(good[..end].to_vec())
        }),
        body("B53", "UTF-16", UNREADABLE, |good| {
            let text = std::str::from_utf8(good).ok()?;
            Some([0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect())
        }),
    ]
}

/// Of an object's readers none may take these: a derived one takes an array of its fields.
fn other_shapes() -> Vec<Fault> {
    let instead = |name, other: &'static str| {
        body("B46", name, UNREADABLE, move |good| is_object(good).then(|| other.as_bytes().to_vec()))
    };
    vec![
        instead("empty array for an object", "[]"),
        instead("array of numbers for an object", "[5,5,5,5,5,5,5,5,5,5]"),
        instead("array of nulls for an object", "[null,null,null,null,null,null,null,null]"),
        instead("text for an object", "\"text\""),
        instead("number for an object", "5"),
        instead("true for an object", "true"),
        body("B46", "array around an object", UNREADABLE, |good| is_object(good).then(|| [b"[", good, b"]"].concat())),
        body("B46", "object for an array", UNREADABLE, |good| (!is_object(good)).then(|| b"{}".to_vec())),
        body("B47", "null for everything", UNREADABLE, |_| Some(b"null".to_vec())),
        body("B52", "arrays without end", UNREADABLE, |_| Some(vec![b'['; 100_000])),
        body("B52", "objects without end", UNREADABLE, |_| Some(b"{\"a\":".repeat(50_000))),
    ]
}

/// One more member, which no spec has.
fn unread_members() -> Vec<Fault> {
    let member = |row, name, expect, value: fn() -> Vec<u8>| {
        body(row, name, expect, move |good| {
            Some(with_member(good, &[b"\"x-scripted\":", &value()[..]].concat())?.into())
        })
    };
    vec![
        member("B48", "one more member", Expect::good(), || b"{\"a\":[1,\"\"]}".to_vec()),
        member("B52", "two hundred arrays in a member that nobody reads", IGNORABLE, || nested(200)),
        member("B52", "a hundred thousand arrays in a member that nobody reads", IGNORABLE, || nested(100_000)),
        member("B53", "bad UTF-8 in a member that nobody reads", IGNORABLE, || b"\"\xff\xfe\"".to_vec()),
        member("B53", "half a character in a member that nobody reads", IGNORABLE, || b"\"\\ud800\"".to_vec()),
        member("B50", "number beyond all in a member that nobody reads", IGNORABLE, || b"1e999999".to_vec()),
        member("B54", "text of a mebibyte in a member that nobody reads", IGNORABLE, || {
            [b"\"", &[b'x'; 1 << 20][..], b"\""].concat()
        }),
    ]
}

fn is_object(text: &[u8]) -> bool {
    text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}
