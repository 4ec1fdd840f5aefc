//! Hostile bytes are what they say they are.

use std::io::Read;

use apiloom_chaos::payload::json::{self, Kind};
use apiloom_chaos::payload::{RETRY_AFTER, flood, gzip, gzip_bomb, one_byte_slices, random_slices};
use bytes::Bytes;
use flate2::read::GzDecoder;

const TEXT: &[u8] = br#" { "a" : [ {"b":-1.5e3,"c\"}":"x\\"} , null ],"Count":7, "d":"" } "#;

#[test]
fn gzip_is_gzip() {
    let mut content = String::new();
    GzDecoder::new(&gzip(b"{}").unwrap()[..]).read_to_string(&mut content).unwrap();
    assert_eq!(content, "{}");
}

#[test]
fn a_bomb_is_small_and_correct() {
    let bomb = gzip_bomb(8).unwrap();
    assert!(bomb.len() < 16 * 1024, "{}", bomb.len());
    let mut content = Vec::new();
    // The decoder checks checksum and length.
    GzDecoder::new(&bomb[..]).read_to_end(&mut content).unwrap();
    assert_eq!(content.len(), 8 * 1024 * 1024);
    assert!(content.iter().all(|&byte| byte == b' '));
}

#[test]
fn slices_are_the_whole() {
    let bytes = Bytes::from_static(b"HTTP/1.1 200 OK\r\n\r\n");
    let singles = one_byte_slices(&bytes, 4);
    assert_eq!((singles.len(), singles.concat()), (5, bytes.to_vec()));
    assert_eq!(one_byte_slices(&bytes, 1000).concat(), bytes);
    let mut random = fastrand::Rng::with_seed(1);
    let counts: std::collections::BTreeSet<usize> = std::iter::repeat_with(|| {
        let slices = random_slices(&bytes, 6, &mut random);
        assert_eq!(slices.concat(), bytes);
        slices.len()
    })
    .take(200)
    .collect();
    assert_eq!(counts, (1..=6).collect());
}

#[test]
fn twenty_five_different_waits() {
    let different: std::collections::BTreeSet<_> = RETRY_AFTER.iter().collect();
    assert_eq!(different.len(), 25);
    let [(name, value), (other, _)] = flood(2, 3).try_into().unwrap();
    assert_eq!((name.as_str(), value.as_str(), other.as_str()), ("x-flood-0", "vvv", "x-flood-1"));
}

#[test]
fn tokens_have_their_places() {
    use Kind::{Close, Name, Number, Open, Text, Word};
    let found: Vec<(Kind, &str)> = json::tokens(TEXT)
        .into_iter()
        .map(|token| (token.kind, std::str::from_utf8(&TEXT[token.place]).unwrap()))
        .collect();
    let expected = [
        (Open, "{"),
        (Name, r#""a""#),
        (Open, "["),
        (Open, "{"),
        (Name, r#""b""#),
        (Number, "-1.5e3"),
        (Name, r#""c\"}""#),
        (Text, r#""x\\""#),
        (Close, "}"),
        (Word, "null"),
        (Close, "]"),
        (Name, r#""Count""#),
        (Number, "7"),
        (Name, r#""d""#),
        (Text, r#""""#),
        (Close, "}"),
    ];
    assert_eq!(found, expected);
    for odd in [&b"\"open"[..], b"\"\\\"", b"{'a'", b"\xff", b":"] {
        assert!(json::tokens(odd).iter().all(|token| token.place.end <= odd.len()));
    }
}

#[test]
fn one_token_changes() {
    let text = |bytes: Option<Bytes>| bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap());
    let body = br#"{"a":1,"b":[2,{}]}"#;
    let second = json::with_one(body, |kind| kind == Kind::Number, |count| count - 1, |_| b"1e400".to_vec());
    assert_eq!(text(second).as_deref(), Some(r#"{"a":1,"b":[1e400,{}]}"#));
    assert_eq!(json::with_one(body, |kind| kind == Kind::Text, |_| 0, |_| Vec::new()), None);
    assert_eq!(text(json::with_member(body, br#""x":0"#)).as_deref(), Some(r#"{"x":0,"a":1,"b":[2,{}]}"#));
    assert_eq!(text(json::with_member(b"{}", br#""x":0"#)).as_deref(), Some(r#"{"x":0}"#));
    assert_eq!(json::with_member(b"[]", b""), None);
    assert_eq!(json::member(TEXT, "count").map(|place| &TEXT[place]), Some(&b"7"[..]));
    assert_eq!((json::member(TEXT, "a"), json::member(TEXT, "z")), (None, None));
    assert_eq!(json::first_array(body).map(|place| &body[place]), Some(&b"2,{}"[..]));
    assert_eq!(text(json::grown(b"[1,2]", 12)).as_deref(), Some("[1,2,1,2,1,2]"));
    assert_eq!((json::grown(b"[ ]", 12), json::grown(b"{}", 12)), (None, None));
    assert_eq!(json::nested(2), b"[[]]");
}
