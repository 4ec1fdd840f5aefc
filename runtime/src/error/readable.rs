//! Making a text from elsewhere safe to show.

use std::fmt::Write;

const MAX_LENGTH: usize = 1024;

/// Escapes what a terminal or a log would obey rather than show, and cuts at 1 KiB.
pub(crate) fn readable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(MAX_LENGTH));
    for character in text.trim().chars() {
        if shown.len() + 10 > MAX_LENGTH {
            shown.push('…');
            break;
        }
        if is_obeyed(character) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Control characters, line separators, and the marks that reorder text (Unicode standard annex
/// 9).
fn is_obeyed(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_and_cut() {
        assert_eq!(readable(" a\r\nb\u{1b}[0m\u{202e}é "), r"a\r\nb\u{1b}[0m\u{202e}é");
        let long = readable(&"é\n".repeat(5000));
        assert!(long.len() <= MAX_LENGTH && long.ends_with('…'));
    }
}
