//! What an operation is given.

use std::sync::Arc;

use crate::Family;
use crate::body::Body;
use crate::model::Execution;
use crate::parameters::Parameters;
use crate::refusal::Refusal;
use crate::shared::Shared;
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
    /// When links that are made now expire.
    pub links_end: Timestamp,
    pub shared: Arc<Shared>,
}

impl Call {
    /// The body of an operation that has one.
    pub(crate) fn body(&self) -> Result<Body, Refusal> {
        Body::parse(&self.body)
    }

    /// A fresh link to the file of an execution, if there is one.
    pub(crate) fn link(&self, execution: &Execution) -> Option<String> {
        execution.is_completed().then(|| self.shared.links.link(&execution.id, self.links_end))
    }
}
