//! B47 to B57: JSON that is well formed and says something else. One value or name changes, and the cut says which; a
//! client may take it, as its spec says, and must not break.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Setting};
use super::json::body;
use crate::payload::json::{Kind, first_array, grown, replaced, with_one};

const OTHER: Expect = Expect::any(Fate::Unknown, Failure::Decode);

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = scalars();
    faults.extend(names());
    faults.extend(arrays());
    faults.push(mismatch());
    faults
}

/// What a number can be instead (RFC 8259 section 6 sets no limits).
const NUMBERS: [&str; 12] = [
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "1.0",
    "1.5",
    "1e3",
    "1e400",
    "-0",
    "-1",
    "\"48\"",
    "[]",
    "123456789012345678901234567890.123456789",
];

/// What a text can be instead: unknown enum values, texts that are no ids and no dates, other types.
const TEXTS: [&str; 12] = [
    "\"Suspended\"",
    "\"\"",
    "\" Active\"",
    "\"ACTIVE\"",
    "\"\\u0000\"",
    "\"\\ud83d\\ude00\"",
    "\"2023-02-30T25:61:61Z\"",
    "\"https://user:password@other.example/\"",
    "7",
    "true",
    "{}",
    "\"..\"",
];

fn scalars() -> Vec<Fault> {
    let numbers = NUMBERS.map(|by| one("B50", format!("number as {by}"), |kind| kind == Kind::Number, by.as_bytes()));
    let texts = TEXTS.map(|by| one("B49", format!("text as {by}"), |kind| kind == Kind::Text, by.as_bytes()));
    let others = [
        one("B47", "null for one value", Kind::is_scalar, b"null"),
        one("B53", "bad UTF-8 in one text", |kind| kind == Kind::Text, b"\"\xff\xfe\""),
        one("B53", "half a character in one text", |kind| kind == Kind::Text, b"\"\\ud800\""),
    ];
    numbers.into_iter().chain(texts).chain(others).collect()
}

fn one(
    row: &'static str,
    name: impl Into<std::borrow::Cow<'static, str>>,
    of: fn(Kind) -> bool,
    by: &'static [u8],
) -> Fault {
    changed(row, name, of, move |_| by.to_vec())
}

fn changed(
    row: &'static str,
    name: impl Into<std::borrow::Cow<'static, str>>,
    of: fn(Kind) -> bool,
    change: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static,
) -> Fault {
    Fault::fitting(row, name, Carrier::ALL, OTHER, move |setting: &Setting<'_>| {
        let good = setting.good();
        let pick = |count| setting.scene.cut.of(count);
        let body = good.is_json().then(|| with_one(&good.body, of, pick, &change)).flatten()?;
        Some(Plan::answer(good.clone().body(body)))
    })
}

fn names() -> Vec<Fault> {
    let name = |kind| kind == Kind::Name;
    vec![
        changed("B48", "one name in another case", name, |text| {
            let mut text = text.to_vec();
            if let Some(first) = text.get_mut(1) {
                *first ^= if first.is_ascii_alphabetic() { 0x20 } else { 0 };
            }
            text
        }),
        changed("B48", "one name missing", name, |_| b"\"x-scripted\"".to_vec()),
        // RFC 8259 section 4: what a repeated name means is anybody's guess.
        changed("B48", "one name twice", name, |text| [text, b":null,", text].concat()),
    ]
}

fn arrays() -> Vec<Fault> {
    vec![
        body("B56", "no items", OTHER, |good| Some(replaced(good, first_array(good)?, b"").into())),
        body("B56", "null for the items", OTHER, |good| {
            let items = first_array(good)?;
            Some(replaced(good, items.start - 1..items.end + 1, b"null").into())
        }),
        body("B56", "every item twice", OTHER, |good| Some(grown(good, good.len() + 1)?.into())),
        Fault::fitting("B54", "very many items", Carrier::ALL, OTHER, |setting| {
            let good = setting.good();
            let length = setting.large().min(16 << 20);
            let body = good.is_json().then(|| grown(&good.body, length)).flatten()?;
            Some(Plan::answer(good.clone().body(body)))
        }),
    ]
}

/// The answer to another request: a cache gone wrong.
fn mismatch() -> Fault {
    let expect = Expect::error(Fate::Unknown, Failure::Mismatch);
    Fault::fitting("B57", "answer to another request", Carrier::ALL, expect, |setting| {
        let good = setting.good();
        let echo = good.echo.as_deref()?;
        let text = std::str::from_utf8(&good.body).ok()?;
        // Another text of the same kind: each digit and letter moves on by one.
        let other = text.contains(echo).then(|| text.replace(echo, &moved(echo)))?;
        Some(Plan::answer(good.clone().body(other)))
    })
}

fn moved(text: &str) -> String {
    let next = |character| match character {
        '0'..='8' | 'a'..='e' | 'A'..='E' => char::from_u32(character as u32 + 1).unwrap_or(character),
        '9' => '0',
        'f'..='z' => 'a',
        'F'..='Z' => 'A',
        other => other,
    };
    text.chars().map(next).collect()
}
