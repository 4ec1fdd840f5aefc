//! What an operation is given.

use crate::Family;
use crate::body::Body;
use crate::parameters::Parameters;
use crate::refusal::Refusal;
use crate::timestamp::Timestamp;

/// A request that found its operation and may use it.
#[derive(Debug)]
pub(crate) struct Call {
    /// The family whose base path was used.
    pub family: Family,
    /// The id in the path, decoded; empty for operations without one.
    pub id: String,
    /// The query parameters.
    pub parameters: Parameters,
    /// The body as it came.
    pub body: Vec<u8>,
    /// The emulator's time.
    pub now: Timestamp,
}

impl Call {
    /// The body of an operation that has one.
    pub(crate) fn body(&self) -> Result<Body, Refusal> {
        Body::parse(&self.body)
    }
}
