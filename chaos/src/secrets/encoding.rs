//! The forms in which a secret can leave a program.

use std::fmt::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// How a secret was written where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// As it is.
    Raw,
    /// As it is, but for the case of letters.
    OtherCase,
    /// Percent-encoded (RFC 3986 section 2.1): every byte, or those that must be.
    Percent,
    /// A JSON string (RFC 8259 section 7): every character as `\u`, or those that must be.
    Json,
    /// Base64 (RFC 4648 section 4), whatever stands before it; also percent-encoded.
    Base64,
    /// Base64 for URLs (RFC 4648 section 5), whatever stands before it.
    Base64Url,
    /// Hexadecimal digits.
    Hex,
    /// Decimal numbers with commas between, as `Debug` writes bytes.
    Decimal,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Raw => "as it is",
            Self::OtherCase => "in another case",
            Self::Percent => "percent-encoded",
            Self::Json => "escaped for JSON",
            Self::Base64 => "in base64",
            Self::Base64Url => "in base64 for URLs",
            Self::Hex => "in hexadecimal",
            Self::Decimal => "as decimal numbers",
        })
    }
}

/// Every form of these bytes. Forms of one encoding may be equal to another's; case does not matter to the scanner.
pub(super) fn forms(bytes: &[u8]) -> Vec<(Encoding, Vec<u8>)> {
    let mut forms = vec![(Encoding::Raw, bytes.to_vec())];
    let mut add = |encoding, form: String| forms.push((encoding, form.into_bytes()));
    add(Encoding::Percent, percent(bytes, |_| true));
    add(Encoding::Percent, percent(bytes, |byte| !is_unreserved(byte)));
    // A form encodes a space as `+`: https://url.spec.whatwg.org/#concept-urlencoded-serializer.
    add(Encoding::Percent, percent(bytes, |byte| !is_unreserved(byte)).replace("%20", "+"));
    add(Encoding::Json, each(bytes, |byte| format!("\\u{byte:04x}")));
    add(Encoding::Json, each(bytes, json));
    for before in 0..3 {
        let standard = aligned(&STANDARD_NO_PAD, bytes, before);
        add(Encoding::Base64, percent(standard.as_bytes(), |byte| !is_unreserved(byte)));
        add(Encoding::Base64, standard);
        add(Encoding::Base64Url, aligned(&URL_SAFE_NO_PAD, bytes, before));
    }
    add(Encoding::Hex, each(bytes, |byte| format!("{byte:02x}")));
    for separator in [",", ", "] {
        add(Encoding::Decimal, bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(separator));
    }
    forms
}

/// The characters of base64 that these bytes alone decide, if `before` (0 to 2) bytes precede them in their group of
/// three.
fn aligned(engine: &impl Engine, bytes: &[u8], before: usize) -> String {
    let padded = [&[0; 2][..before], bytes].concat();
    let encoded = engine.encode(&padded);
    // Each character holds six bits.
    let (first, last) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
    encoded[first..last].to_owned()
}

fn percent(bytes: &[u8], escaped: impl Fn(u8) -> bool) -> String {
    each(bytes, |byte| match escaped(byte) {
        true => format!("%{byte:02x}"),
        false => char::from(byte).to_string(),
    })
}

fn json(byte: u8) -> String {
    match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        0..0x20 => format!("\\u{byte:04x}"),
        _ => char::from(byte).to_string(),
    }
}

fn each(bytes: &[u8], form: impl Fn(u8) -> String) -> String {
    bytes.iter().fold(String::new(), |mut text, &byte| {
        // Writing to a string cannot fail.
        let _ = text.write_str(&form(byte));
        text
    })
}

/// RFC 3986 section 2.3.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}
