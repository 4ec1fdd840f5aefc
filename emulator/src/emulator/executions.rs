//! What a test may do to executions.

use super::Emulator;
use crate::RunPlan;
use crate::model::Execution;

/// Executions. They move on by hand, unless there is a plan.
#[expect(clippy::must_use_candidate, reason = "they are called for what they do")]
impl Emulator {
    /// Lets executions run by themselves from now on, those that are there already included: each is `Pending`,
    /// `Running` and `Completed` in turn as the emulator's clock passes the times of the plan. A report that runs
    /// once is due when it is created.
    ///
    /// Nothing happens in the background: what has become of an execution is worked out when somebody asks.
    ///
    /// ```no_run
    /// # async fn example() -> std::io::Result<()> {
    /// use std::time::Duration;
    ///
    /// use partner_insights_emulator::{Emulator, RunPlan};
    ///
    /// let emulator = Emulator::start().await?;
    /// let minute = Duration::from_secs(60);
    /// emulator.run_executions(RunPlan { queued: minute, running: 2 * minute });
    /// // Whoever polls finds the execution completed after a few requests.
    /// emulator.advance_per_request(minute);
    /// # Ok(())
    /// # }
    /// ```
    pub fn run_executions(&self, plan: RunPlan) {
        self.shared.settled().plan = Some(plan);
    }

    /// Lets the next execution that comes to its end by the plan end as `Failed`, without a file. Failures add up.
    pub fn fail_next_execution(&self) {
        self.shared.settled().failures += 1;
    }

    /// Completes every execution that is pending or running, due or not. Returns how many.
    pub fn complete_executions(&self) -> usize {
        self.complete(|_| true)
    }

    /// Completes the execution of a report that is pending or running, due or not. Returns how
    /// many there were.
    pub fn complete_execution(&self, report_id: &str) -> usize {
        self.complete(|execution| execution.report_id == report_id)
    }

    /// Completes the executions whose time has come. Returns how many.
    pub fn complete_due_executions(&self) -> usize {
        let now = self.shared.lock().now();
        self.complete(|execution| execution.due <= now)
    }

    /// Gives the pending or running executions of a report another status, such as `Running` or
    /// the undocumented `Failed`. Returns how many there were.
    pub fn set_execution_status(&self, report_id: &str, status: &str) -> usize {
        let mut state = self.shared.settled();
        let executions = state.accounts.iter_mut().flat_map(|account| &mut account.executions);
        let unfinished = executions.filter(|execution| execution.report_id == report_id && execution.is_unfinished());
        unfinished.map(|execution| execution.status = status.into()).count()
    }

    fn complete(&self, chosen: impl Fn(&Execution) -> bool) -> usize {
        let mut state = self.shared.settled();
        let now = state.now();
        state.accounts.iter_mut().map(|account| account.complete_executions(now, &chosen)).sum()
    }
}
