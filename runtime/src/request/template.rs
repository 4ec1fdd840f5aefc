//! What the requests of an operation have in common: made with the first of them, and only extended by each call.

use std::sync::{PoisonError, RwLock};

use http::HeaderMap;
use url::Url;

use super::headers;
use crate::call::Call;
use crate::client::BaseUrl;
use crate::error::Error;
use crate::operation::{Operation, Segment};

/// The address of an operation, which is a `static`, and whether there is a body.
type Key = (usize, bool);

/// The templates of a client, sorted: a map would take much longer to compile.
#[derive(Default)]
pub(crate) struct Templates(RwLock<Vec<(Key, Template)>>);

/// A request without what its caller says.
#[derive(Clone)]
pub(super) struct Template {
    /// What comes before the first segment with an argument.
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
}

impl Templates {
    /// A copy for one call.
    pub(super) fn of(&self, call: &Call) -> Result<Template, Error> {
        let key = (std::ptr::from_ref(call.operation).addr(), call.body.is_some());
        if let Some(template) = self.get(&key) {
            return Ok(template);
        }
        let template = Template { url: beginning(call.core.base(), call.operation), headers: headers::common(call)? };
        let mut templates = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Another call may have made it meanwhile.
        if let Err(place) = place(&templates, &key) {
            templates.insert(place, (key, template.clone()));
        }
        Ok(template)
    }

    fn get(&self, key: &Key) -> Option<Template> {
        let templates = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (_, template) = templates.get(place(&templates, key).ok()?)?;
        Some(template.clone())
    }
}

fn place(templates: &[(Key, Template)], key: &Key) -> Result<usize, usize> {
    templates.binary_search_by(|(known, _)| known.cmp(key))
}

/// The URL with this path, as far as the parser agrees: whoever calls this compares.
///
/// The host is never looked at again, so that no argument can change it. Segments that need no encoding are appended; only
/// where the parser would change something is the whole path parsed.
pub(super) fn extended(mut url: Url, path: &str) -> Url {
    if let Some(rest) = path.strip_prefix(url.path()).filter(|rest| !rest.is_empty())
        && let Ok(mut segments) = url.path_segments_mut()
    {
        segments.pop_if_empty().extend(rest.split('/'));
    }
    if url.path() != path {
        url.set_path(path);
    }
    url
}

fn beginning(base: &BaseUrl, operation: &Operation) -> Url {
    let mut url = base.url().clone();
    if let [Segment::Literal(literal), others @ ..] = operation.path {
        let end = if others.is_empty() { literal.len() } else { literal.rfind('/').map_or(0, |slash| slash + 1) };
        url.set_path(&[base.path(), literal.get(..end).unwrap_or_default()].concat());
    }
    url
}
