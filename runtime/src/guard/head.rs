//! The head of an answer, before anything of the body is read.

use http::header::TRANSFER_ENCODING;
use http::{HeaderMap, Version};

use crate::arrived::Arrived;
use crate::limits::Limits;
use crate::transport::TransportError;

/// Refuses a head that is too large, and a body that says that it will be.
pub(crate) fn check_head(answer: &Arrived, limits: &Limits) -> Result<(), TransportError> {
    check_fields(answer, limits)?;
    let is_too_long = answer.body.length().is_some_and(|length| length > limits.body);
    if answer.status.is_success() && is_too_long {
        return Err(too_long(limits));
    }
    Ok(())
}

/// Refuses a head that is too large.
pub(crate) fn check_fields(answer: &Arrived, limits: &Limits) -> Result<(), TransportError> {
    let count = answer.headers.len();
    if count > limits.header_fields {
        return Err(TransportError::over_limit(format!(
            "the answer has {count} header fields, more than {}",
            limits.header_fields
        )));
    }
    Ok(())
}

/// Whether a body without a length ends with its connection and not otherwise: nothing tells then if it is whole (RFC
/// 9112 sections 6.3 and 8). HTTP/2 says the end of each.
pub(crate) fn is_open(version: Version, headers: &HeaderMap, length: Option<u64>) -> bool {
    length.is_none() && version < Version::HTTP_2 && !headers.contains_key(TRANSFER_ENCODING)
}

pub(super) fn too_long(limits: &Limits) -> TransportError {
    TransportError::over_limit(format!("the body is longer than {} bytes", limits.body))
}
