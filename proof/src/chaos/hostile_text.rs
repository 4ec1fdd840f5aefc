//! Texts that somebody hostile would pass as an argument.

use std::borrow::Cow;

use crate::random::Random;

/// Pieces that mean something to a parser of URLs, a file system, a shell, a terminal or a database.
const PIECES: [&str; 64] = [
    ".",
    "..",
    "/",
    "\\",
    "//",
    "\\\\",
    "%",
    "%2e",
    "%2E%2e",
    "%2f",
    "%5c",
    "%00",
    "%0d%0a",
    "%25",
    "%252e",
    "?",
    "#",
    "&",
    "=",
    ";",
    ",",
    "+",
    " ",
    "@",
    ":",
    "://",
    "[",
    "]",
    "{",
    "}",
    "|",
    "^",
    "`",
    "\"",
    "'",
    "<",
    ">",
    "$",
    "!",
    "*",
    "(",
    ")",
    "~",
    "-",
    "_",
    "evil.com",
    "//evil.com/",
    "user:password@evil.com",
    "../../admin",
    "..\\..\\admin",
    "javascript:",
    "file:///etc/passwd",
    "\u{202e}",
    "\u{200b}",
    "\u{ff0e}\u{ff0e}\u{ff0f}",
    "\u{2024}\u{2024}",
    "\u{e9}",
    "e\u{301}",
    "\u{1f980}",
    "\u{feff}",
    "id",
    "72fa95ab-35f5-4d44-a1ee-503abbc88003",
    "0",
    "null",
];

/// Alone they are refused, or would end a line.
const CONTROLS: [&str; 8] = ["\0", "\t", "\n", "\r\n", "\r", "\u{1b}[31m", "\u{7f}", "\u{85}"];

pub(super) fn hostile_text(random: &mut Random) -> Cow<'static, str> {
    match random.below(32) {
        0 => Cow::Borrowed(""),
        1 => piece(random, &[".", ".."]),
        2 => Cow::Owned("x".repeat(8 * 1024 - 2 + random.below(5))),
        3 => Cow::Owned([piece(random, &PIECES), piece(random, &CONTROLS), piece(random, &PIECES)].concat()),
        4..12 => piece(random, &PIECES),
        12..26 => (0..=random.below(5)).map(|_| piece(random, &PIECES)).collect::<Vec<_>>().concat().into(),
        _ => (0..random.below(12)).filter_map(|_| character(random)).collect::<String>().into(),
    }
}

fn piece(random: &mut Random, pieces: &[&'static str]) -> Cow<'static, str> {
    Cow::Borrowed(random.pick(pieces).copied().unwrap_or_default())
}

/// Half of them ASCII, some of them controls.
fn character(random: &mut Random) -> Option<char> {
    let end = if random.below(2) == 0 { 0x80 } else { 0x11_0000 };
    char::from_u32(u32::try_from(random.below(end)).ok()?)
}
