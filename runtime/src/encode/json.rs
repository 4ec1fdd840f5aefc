//! JSON text (RFC 8259).

use std::io::Write;

use super::sink::Part;

/// Writes one value. Writing to a vector cannot fail.
pub(super) fn write(to: &mut Vec<u8>, part: &Part<'_>) {
    match part {
        Part::Text(text) | Part::Bytes { base64: text, .. } => write_text(to, text),
        Part::Plain(text) => to.extend_from_slice(text.as_bytes()),
        Part::Number(number) => drop(to.write_fmt(*number)),
        Part::Null => to.extend_from_slice(b"null"),
        Part::Json(value) => drop(serde_json::to_writer(to, value)),
    }
}

/// Writes a string with the escapes that RFC 8259 section 7 demands and no others.
pub(super) fn write_text(to: &mut Vec<u8>, text: &str) {
    to.reserve(text.len() + 2);
    to.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| needs_escape(*byte)) {
        let (plain, from) = rest.split_at(at);
        to.extend_from_slice(plain);
        let Some((byte, after)) = from.split_first() else {
            break;
        };
        write_escape(to, *byte);
        rest = after;
    }
    to.extend_from_slice(rest);
    to.push(b'"');
}

fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn write_escape(to: &mut Vec<u8>, byte: u8) {
    match byte {
        b'"' => to.extend_from_slice(b"\\\""),
        b'\\' => to.extend_from_slice(b"\\\\"),
        b'\n' => to.extend_from_slice(b"\\n"),
        b'\r' => to.extend_from_slice(b"\\r"),
        b'\t' => to.extend_from_slice(b"\\t"),
        control => drop(write!(to, "\\u{control:04x}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_read_back() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..2000 {
            let text: String = (0..random.usize(0..20))
                .map(|_| match random.u8(0..4) {
                    0 => char::from(random.u8(0..0x20)),
                    1 => *random.choice(&['"', '\\', '/', '\u{7f}']).unwrap(),
                    _ => random.char(..),
                })
                .collect();
            let mut json = Vec::new();
            write_text(&mut json, &text);
            assert_eq!(serde_json::from_slice::<String>(&json).unwrap(), text);
        }
    }
}
