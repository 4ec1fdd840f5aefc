//! `Content-Range` (RFC 9110 section 14.4).

/// A part of a file, by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    pub(super) first: u64,
    pub(super) last: u64,
    /// Of the whole file; not every server knows.
    pub(super) length: Option<u64>,
}

impl ContentRange {
    /// Reads `bytes 5-9/10` or `bytes 5-9/*`. What stands for no part at all (`bytes */10`) is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (unit, rest) = text.trim().split_once(' ')?;
        let (range, length) = rest.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (number(first)?, number(last)?);
        let length = match length {
            "*" => None,
            length => Some(number(length)?),
        };
        let is_valid = unit.eq_ignore_ascii_case("bytes") && first <= last && length.is_none_or(|length| last < length);
        is_valid.then_some(Self { first, last, length })
    }
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let part = |first, last, length| Some(ContentRange { first, last, length });
        assert_eq!(ContentRange::parse("bytes 5-9/10"), part(5, 9, Some(10)));
        assert_eq!(ContentRange::parse(" BYTES 0-0/1 "), part(0, 0, Some(1)));
        assert_eq!(ContentRange::parse("bytes 5-9/*"), part(5, 9, None));
        let most = u64::MAX;
        assert_eq!(ContentRange::parse(&format!("bytes 0-{}/{most}", most - 1)), part(0, most - 1, Some(most)));
        for text in [
            "",
            "bytes",
            "bytes */10",
            "bytes 5-9",
            "bytes 9-5/10",
            "bytes 5-10/10",
            "bytes +5-9/10",
            "bytes -5-9/10",
            "bytes 5-9/-1",
            "bytes=5-9/10",
            "items 5-9/10",
            "bytes 5-9/10, 11-12/13",
            "bytes 5 - 9/10",
            "bytes 0x5-9/10",
            "bytes 5-9/18446744073709551616",
            "bytes 18446744073709551616-18446744073709551617/*",
            "bytes 5-/10",
        ] {
            assert_eq!(ContentRange::parse(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_panics() {
        const CHARACTERS: [char; 15] = ['b', 'y', 't', 'e', 's', ' ', '0', '1', '5', '9', '-', '/', '*', ',', 'é'];
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..100_000 {
            let text: String = (0..random.usize(..20)).map(|_| *random.choice(&CHARACTERS).unwrap()).collect();
            if let Some(range) = ContentRange::parse(&text) {
                assert!(range.first <= range.last);
            }
        }
    }
}
