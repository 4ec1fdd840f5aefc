//! The query parameters of a request: names in any case, values decoded.

use axum::extract::Query;
use axum::http::Uri;

use crate::refusal::Refusal;

/// Separates ids in one parameter, which is why names must not contain it.
const SEPARATOR: char = ';';

/// The query of a request, decoded.
#[derive(Debug)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(crate) fn parse(uri: &Uri) -> Self {
        Self(Query::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default())
    }

    /// A parameter's value. An empty one is as good as absent.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        let (_, value) = pairs.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// `true` or `false`, in any case.
    pub(crate) fn flag(&self, name: &str, default: bool) -> Result<bool, Refusal> {
        match self.text(name) {
            None => Ok(default),
            Some(value) if value.eq_ignore_ascii_case("true") => Ok(true),
            Some(value) if value.eq_ignore_ascii_case("false") => Ok(false),
            Some(_) => Err(Refusal::wrong_type(name)),
        }
    }

    /// Whether a filter lets a value through; an absent filter does.
    pub(crate) fn admit(&self, name: &str, value: &str) -> bool {
        self.text(name).is_none_or(|list| listed(list, value))
    }
}

/// Whether a value is among those that `;` joins.
pub(crate) fn listed(list: &str, value: &str) -> bool {
    parts(list).any(|part| part.eq_ignore_ascii_case(value))
}

/// The values that `;` joins.
pub(crate) fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(SEPARATOR).map(str::trim).filter(|part| !part.is_empty())
}
