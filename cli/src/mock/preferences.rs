//! What a request says about the answer that it wants: `Prefer` (RFC 7240) and `Accept` (RFC 9110 section 12.5.1).

use super::answer::Wish;
use super::received::{Received, essence};

/// `Prefer: status=404, example=missing`. What is not understood is no error: a preference is a wish.
pub(crate) fn wish(received: &Received) -> Wish {
    let mut wish = Wish::default();
    let lines = received.header("prefer");
    for preference in lines.iter().flat_map(|line| line.split(',')) {
        let preference = preference.split(';').next().unwrap_or_default();
        let Some((name, value)) = preference.split_once('=') else { continue };
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            // The first of a name counts (RFC 7240 section 2).
            "status" if wish.status.is_none() => {
                wish.status = value.parse().ok().filter(|status| (200..=599).contains(status));
            }
            "example" if wish.example.is_none() => wish.example = Some(value.to_owned()),
            _ => {}
        }
    }
    wish
}

/// Whether an answer of this media type is wanted.
pub(crate) fn accepts(received: &Received, media_type: &str) -> bool {
    let lines = received.header("accept");
    let media_type = essence(media_type);
    let kind = media_type.split('/').next().unwrap_or_default();
    let mut ranges = lines.iter().flat_map(|line| line.split(',')).filter(|range| !range.trim().is_empty()).peekable();
    if ranges.peek().is_none() {
        return true;
    }
    // The most exact range that the type is in decides.
    let fits = ranges.filter_map(|range| {
        let exactness = match essence(range) {
            exact if exact == media_type => 2,
            wide if wide == format!("{kind}/*") => 1,
            any if any == "*/*" => 0,
            _ => return None,
        };
        Some((exactness, quality(range) > 0.0))
    });
    fits.max_by_key(|(exactness, _)| *exactness).is_some_and(|(_, wanted)| wanted)
}

fn quality(range: &str) -> f64 {
    let parameters = range.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let weight = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("q")).map(|(_, value)| value);
    weight.last().and_then(|value| value.trim().parse().ok()).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use hyper::Request;

    use super::*;

    fn received(name: &str, lines: &[&str]) -> Received {
        let request = lines.iter().fold(Request::builder(), |request, line| request.header(name, *line));
        Received::new(&request.body(()).unwrap().into_parts().0, bytes::Bytes::new())
    }

    #[test]
    fn wishes() {
        let wish = |lines: &[&str]| {
            let wish = super::wish(&received("Prefer", lines));
            (wish.status, wish.example)
        };
        assert_eq!(wish(&[]), (None, None));
        assert_eq!(wish(&["status=404"]), (Some(404), None));
        assert_eq!(wish(&["respond-async, Status = \"503\"; x=1"]), (Some(503), None));
        assert_eq!(wish(&["status=404", "status=500, example=gone"]), (Some(404), Some("gone".to_owned())));
        assert_eq!(wish(&["status=none", "status=100"]), (None, None));
    }

    #[test]
    fn media_types() {
        let table: &[(&[&str], bool)] = &[
            (&[], true),
            (&[""], true),
            (&["*/*"], true),
            (&["application/*;q=0.1"], true),
            (&["text/html", "APPLICATION/JSON; charset=utf-8"], true),
            (&["text/html"], false),
            (&["application/json;q=0, */*"], false),
            (&["*/*;q=0"], false),
        ];
        for (lines, expected) in table {
            assert_eq!(accepts(&received("Accept", lines), "application/json"), *expected, "{lines:?}");
        }
    }
}
