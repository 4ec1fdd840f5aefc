//! Links to further pages: where they may lead.

use http::HeaderMap;
use http::header::LINK;
use url::Url;

use crate::request::MAX_URL_LENGTH;

/// Resolves a link that an answer holds (RFC 3986 section 5), and refuses one that leads anywhere but to the same
/// server, below the path of its base URL: the next request carries the caller's credentials.
///
/// The error says what is wrong, and shows nothing of the link but its host.
pub(crate) fn next_link(base: &Url, here: &Url, link: &str) -> Result<Url, String> {
    let mut next = here.join(link).map_err(|_| "the link to the next page is not a URL".to_owned())?;
    let is_same = next.scheme() == base.scheme()
        && next.host() == base.host()
        && next.port_or_known_default() == base.port_or_known_default();
    if !is_same {
        let host = crate::error::readable(next.host_str().unwrap_or("no host"));
        return Err(format!("the link to the next page leads to another server: `{host}`"));
    }
    if !next.username().is_empty() || next.password().is_some() {
        return Err("the link to the next page holds a user name or password".to_owned());
    }
    let folder = base.path().trim_end_matches('/');
    if next.path().strip_prefix(folder).is_none_or(|rest| !rest.starts_with('/')) {
        return Err("the link to the next page leads out of the API's path".to_owned());
    }
    next.set_fragment(None);
    if next.as_str().len() > MAX_URL_LENGTH {
        return Err(format!("the link to the next page is longer than {MAX_URL_LENGTH} bytes"));
    }
    Ok(next)
}

/// The target with a relation in `Link` fields (RFC 8288 section 3), as it is written there.
pub(crate) fn linked(headers: &HeaderMap, relation: &str) -> Option<String> {
    for field in headers.get_all(LINK) {
        for value in values(field.to_str().unwrap_or_default()) {
            if let Some((target, parameters)) = parts(value)
                && is_relation(parameters, relation)
            {
                return Some(target.trim().to_owned());
            }
        }
    }
    None
}

/// What is between `<` and `>`, and what comes after it.
fn parts(value: &str) -> Option<(&str, &str)> {
    value.trim().strip_prefix('<')?.split_once('>')
}

/// Splits at commas that are neither in `<..>` nor in quotes.
fn values(field: &str) -> impl Iterator<Item = &str> {
    let (mut in_target, mut in_quotes) = (false, false);
    field.split(move |c| {
        match c {
            '"' if !in_target => in_quotes = !in_quotes,
            '<' if !in_quotes => in_target = true,
            '>' => in_target = false,
            _ => {}
        }
        c == ',' && !in_target && !in_quotes
    })
}

/// `rel` is a list of relations, quoted or not, in any case.
fn is_relation(parameters: &str, relation: &str) -> bool {
    parameters.split(';').any(|parameter| {
        let Some((name, value)) = parameter.split_once('=') else { return false };
        let relations = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("rel")
            && relations.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(relation))
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const BASE: &str = "https://api.example.com/insights/v1";

    fn check(link: &str) -> Result<String, String> {
        let base = Url::parse(BASE).unwrap();
        let here = Url::parse("https://api.example.com/insights/v1/Report?a=b").unwrap();
        next_link(&base, &here, link).map(String::from)
    }

    #[test]
    fn the_same_server_and_path() {
        for (link, expected) in [
            ("https://api.example.com/insights/v1/Report?page=2", "https://api.example.com/insights/v1/Report?page=2"),
            ("HTTPS://API.example.com:443/insights/v1/x", "https://api.example.com/insights/v1/x"),
            ("?page=2", "https://api.example.com/insights/v1/Report?page=2"),
            ("/insights/v1/Report?page=2#top", "https://api.example.com/insights/v1/Report?page=2"),
            ("Report;x=1?page=2", "https://api.example.com/insights/v1/Report;x=1?page=2"),
        ] {
            assert_eq!(check(link), Ok(expected.to_owned()), "{link}");
        }
    }

    #[test]
    fn anywhere_else() {
        for link in [
            "https://evil.example/insights/v1/x",
            "http://api.example.com/insights/v1/x",
            "https://api.example.com:444/insights/v1/x",
            "//evil.example/insights/v1/x",
            r"\\evil.example\insights\v1\x",
            "https://user@api.example.com/insights/v1/x",
            "https://user:hunter2@api.example.com/insights/v1/x",
            "https://api.example.com.evil.example/insights/v1/x",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/plain,x",
            "/insights/v1.1/x",
            "/insights/v10",
            "/other",
            "/insights/v1/../../admin",
            "/insights/v1/%2e%2e/%2e%2e/admin",
            "../../../x",
            "https://",
            "http://[::1",
        ] {
            let what = check(link).err().unwrap_or_else(|| panic!("{link}"));
            assert!(!what.contains("hunter2"));
        }
        assert!(check(&"x".repeat(70_000)).is_err());
        assert!(check(&"é".repeat(12_000)).is_err(), "it is longer once it is encoded");
    }

    #[test]
    fn link_fields() {
        let next = |fields: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for field in fields {
                headers.append(LINK, HeaderValue::from_static(field));
            }
            linked(&headers, "next")
        };
        assert_eq!(next(&[r#"</a?b=1,2>; rel="prev", </c>; rel="next""#]).as_deref(), Some("/c"));
        assert_eq!(next(&["</a>; rel=prev", "</c,d>; title=\"x, y\"; REL=\"last Next\""]).as_deref(), Some("/c,d"));
        assert_eq!(next(&["</a>; rel=prev"]), None);
        assert_eq!(next(&["next", "<", "<>", "</a", ",,,"]), None);
        assert_eq!(next(&[]), None);
    }
}
