//! How executions run by themselves.

use std::time::Duration;

/// How long an execution is in each state, by the emulator's clock, once it is due. Whole seconds count; a part of one
/// counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunPlan {
    /// How long an execution that is due stays `Pending`.
    pub queued: Duration,
    /// How long it is `Running` then.
    pub running: Duration,
}
