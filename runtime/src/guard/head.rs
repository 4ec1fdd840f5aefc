//! The head of an answer, before anything of the body is read.

use http::Response;

use crate::body::Body;
use crate::limits::Limits;
use crate::transport::TransportError;

/// Refuses a head that is too large, and a body that says that it will be.
pub(crate) fn check_head(response: &Response<Body>, limits: &Limits) -> Result<(), TransportError> {
    let count = response.headers().len();
    if count > limits.header_fields {
        return Err(TransportError::over_limit(format!(
            "the answer has {count} header fields, more than {}",
            limits.header_fields
        )));
    }
    let is_too_long = response.body().length().is_some_and(|length| length > limits.body);
    if response.status().is_success() && is_too_long {
        return Err(too_long(limits));
    }
    Ok(())
}

pub(super) fn too_long(limits: &Limits) -> TransportError {
    TransportError::over_limit(format!("the body is longer than {} bytes", limits.body))
}
