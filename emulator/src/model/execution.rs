//! An execution: one run of a report.

use apiloom_runtime::{DateTime, Secret, Url};

use super::{Format, Report, RunPlan};
use crate::api::models::{self, ExecutionStatus, ReportStatus};
use crate::timestamp::Timestamp;

/// A run, finished or not.
#[derive(Debug)]
pub(crate) struct Execution {
    pub id: String,
    pub report_id: String,
    /// Open, because the documented list is not complete.
    pub status: ExecutionStatus,
    pub due: Timestamp,
    pub query: String,
    pub format: Format,
    recurrence_interval: Option<i32>,
    recurrence_count: Option<i32>,
    generated: Option<Timestamp>,
}

impl Execution {
    /// A run to come: pending, or paused as its report is.
    pub(crate) fn queued(id: String, report: &Report, due: Timestamp) -> Self {
        let paused = report.status == ReportStatus::Paused;
        Self {
            id,
            report_id: report.id.clone(),
            status: if paused { ExecutionStatus::Paused } else { ExecutionStatus::Pending },
            due,
            query: report.query.clone(),
            format: report.format,
            recurrence_interval: report.recurrence_interval,
            recurrence_count: report.recurrence_count,
            generated: None,
        }
    }

    /// Whether the run is waiting or at work. A paused one is neither.
    pub(crate) fn is_unfinished(&self) -> bool {
        matches!(self.status, ExecutionStatus::Pending | ExecutionStatus::Running)
    }

    pub(crate) fn is_completed(&self) -> bool {
        self.status == ExecutionStatus::Completed
    }

    /// Finishes the run: there is a file from now on.
    pub(crate) fn complete(&mut self, now: Timestamp) {
        self.status = ExecutionStatus::Completed;
        self.generated = Some(now);
    }

    /// Goes as far as the plan says it is by now. True if that is the end; it is `Failed` if there are failures to be
    /// had, and takes one.
    pub(super) fn advance(&mut self, plan: RunPlan, now: Timestamp, failures: &mut usize) -> bool {
        let start = self.due.plus(plan.queued);
        let end = start.plus(plan.running);
        if !self.is_unfinished() || now < start {
            return false;
        }
        if now < end {
            self.status = ExecutionStatus::Running;
        } else if let Some(left) = failures.checked_sub(1) {
            *failures = left;
            self.status = ExecutionStatus::Failed;
        } else {
            self.complete(end);
        }
        now >= end
    }

    /// What is said of it, with the link to its file. `callbackUrl`, `reportLocation` and `reportExpiryTime` are null in
    /// every documented example, so they are here.
    pub(crate) fn item(&self, link: Option<Secret<Url>>) -> models::Execution {
        let item = models::Execution::builder().execution_id(self.id.as_str()).report_id(self.report_id.as_str());
        let item = item.execution_status(self.status.clone()).format(self.format).build();
        models::Execution {
            recurrence_interval: self.recurrence_interval,
            recurrence_count: self.recurrence_count,
            report_access_secure_link: link,
            report_generated_time: self.generated.map(DateTime::from),
            ..item
        }
    }
}
