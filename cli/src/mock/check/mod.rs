//! Whether a request is what the spec says: everything that is wrong with it, not the first thing alone.

mod body;
pub(crate) mod credentials;
mod form;
pub(crate) mod formats;
mod objects;
pub(crate) mod parameters;
pub(crate) mod scalars;
pub(crate) mod values;

use apiloom_codegen::model::{Api, Security};

use super::problem::Violation;
use super::received::Received;
use super::route::Found;

/// In the order of a request: credentials, path, query, header, cookies, body.
pub(crate) async fn violations(api: &Api, found: &Found<'_>, received: &Received) -> Vec<Violation> {
    let security = security(api, found);
    let mut violations: Vec<Violation> = credentials::missing(security, api, received);
    violations.extend(parameters::violations(api, found, received));
    violations.extend(body::violations(api, found, received).await);
    violations
}

/// How callers of an operation prove who they are.
pub(crate) fn security<'a>(api: &'a Api, found: &Found<'a>) -> &'a Security {
    api.security_of(found.operation)
}
