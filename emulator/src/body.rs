//! The JSON body of a request: keys in any case, values of the documented types.

use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// The members of a JSON object. Documented keys are `PascalCase`; `camelCase` is used as well.
#[derive(Debug)]
pub(crate) struct Body(Map<String, Value>);

impl Body {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        serde_json::from_slice(bytes).map(Self).map_err(|_| Refusal::body_not_json())
    }

    /// A string without the blanks around it. Null is as good as absent.
    pub(crate) fn text(&self, field: &str) -> Result<Option<String>, Refusal> {
        self.member(field, |value| value.as_str().map(str::trim).map(str::to_owned))
    }

    /// A string that is neither absent nor blank.
    pub(crate) fn required_text(&self, field: &str) -> Result<String, Refusal> {
        let text = self.text(field)?.filter(|text| !text.is_empty());
        text.ok_or_else(|| Refusal::missing(field))
    }

    pub(crate) fn integer(&self, field: &str) -> Result<Option<i64>, Refusal> {
        self.member(field, Value::as_i64)
    }

    /// A boolean; false if absent.
    pub(crate) fn flag(&self, field: &str) -> Result<bool, Refusal> {
        Ok(self.member(field, Value::as_bool)?.unwrap_or(false))
    }

    fn member<T>(&self, field: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>, Refusal> {
        let mut members = self.0.iter();
        match members.find(|(key, _)| key.eq_ignore_ascii_case(field)) {
            None | Some((_, Value::Null)) => Ok(None),
            Some((_, value)) => read(value).map(Some).ok_or_else(|| Refusal::wrong_type(field)),
        }
    }
}
