//! From a call to a request: the URL, the header fields, and the view of both that people see.

mod headers;
pub(crate) mod percent;
mod prepared;
mod template;
mod url;
mod view;

pub(crate) use self::headers::{essence, json_essence, shown_essence};
pub(crate) use self::prepared::Prepared;
pub(crate) use self::template::Templates;
pub(crate) use self::url::MAX_LENGTH as MAX_URL_LENGTH;
pub use self::view::Request;

/// What is written where a value must not be shown.
const REDACTED: &str = "[redacted]";

/// Whether a request is written for the server or for people.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Server,
    Person,
}

/// The URL of a call, without credentials.
pub(crate) fn url(call: &crate::call::Call) -> Result<::url::Url, crate::error::Error> {
    url::parse(call, call.core.templates().of(call)?.url)
}
