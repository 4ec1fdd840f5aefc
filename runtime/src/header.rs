//! Header fields of an answer as values of the types that the spec gives them.

use http::HeaderMap;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, IntoDeserializer};

/// The value of a header field; none where it is missing, is not visible ASCII (RFC 9110 section 5.5), or is no `T`.
#[must_use]
pub fn header_value<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    read(headers.get(name)?.to_str().ok()?)
}

/// The values of a header field that is a list; none where one of them is no `T`.
#[must_use]
pub fn header_list<T: DeserializeOwned>(headers: &HeaderMap, name: &str, separator: &str) -> Option<Vec<T>> {
    let text = headers.get(name)?.to_str().ok()?;
    text.split(separator).map(|part| read(part.trim())).collect()
}

/// Text where the type is text, else what the text is in JSON: a number, true or false.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let as_text: Result<T, Error> = T::deserialize(text.into_deserializer());
    as_text.ok().or_else(|| serde_json::from_str(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DateTime, Secret};

    #[test]
    fn values_and_lists() {
        let mut headers = HeaderMap::new();
        headers.insert("x-left", "12".parse().unwrap());
        headers.insert("x-ids", "3, 4,5".parse().unwrap());
        headers.insert("etag", "\"7\"".parse().unwrap());
        headers.insert("x-when", "2026-11-22T09:00:00Z".parse().unwrap());
        assert_eq!(header_value::<i32>(&headers, "X-Left"), Some(12));
        assert_eq!(header_value::<String>(&headers, "ETag").as_deref(), Some("\"7\""));
        assert_eq!(header_value::<i32>(&headers, "ETag"), None);
        assert_eq!(header_value::<bool>(&headers, "X-None"), None);
        assert_eq!(header_list::<u32>(&headers, "X-Ids", ","), Some(vec![3, 4, 5]));
        assert!(header_value::<DateTime>(&headers, "X-When").is_some_and(|when| when.is_valid()));
        let secret = header_value::<Secret<String>>(&headers, "X-When");
        assert_eq!(secret.map(|secret| secret.expose().len()), Some(20));
    }
}
