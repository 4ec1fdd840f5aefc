//! What an operation goes by, besides its input and what is remembered.

use apiloom_runtime::{Secret, Url};

use crate::Family;
use crate::links::Links;
use crate::model::Execution;
use crate::timestamp::Timestamp;

/// The circumstances of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'s> {
    /// The family whose base path was used.
    pub family: Family,
    /// The emulator's time.
    pub now: Timestamp,
    /// When links that are made now expire.
    pub links_end: Timestamp,
    pub links: &'s Links,
}

impl Call<'_> {
    /// A fresh link to the file of an execution, if there is one.
    pub(crate) fn link(&self, execution: &Execution) -> Option<Secret<Url>> {
        let link = execution.is_completed().then(|| self.links.link(&execution.id, self.links_end))?;
        Url::parse(&link).ok().map(Secret::new)
    }
}
