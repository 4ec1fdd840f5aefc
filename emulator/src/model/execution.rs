//! An execution: one run of a report.

use serde_json::{Value, json};

use super::{Format, Report, ReportStatus, RunPlan};
use crate::Family;
use crate::timestamp::Timestamp;

/// A run, finished or not.
#[derive(Debug)]
pub(crate) struct Execution {
    pub id: String,
    pub report_id: String,
    /// As on the wire; open, because the documented list is not complete.
    pub status: String,
    pub due: Timestamp,
    pub query: String,
    pub format: Format,
    recurrence_interval: Option<i64>,
    recurrence_count: Option<i64>,
    generated: Option<Timestamp>,
}

impl Execution {
    /// A run to come: pending, or paused as its report is.
    pub(crate) fn queued(id: String, report: &Report, due: Timestamp) -> Self {
        let paused = report.status == ReportStatus::Paused;
        Self {
            id,
            report_id: report.id.clone(),
            status: if paused { "Paused" } else { "Pending" }.to_owned(),
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
        matches!(self.status.as_str(), "Pending" | "Running")
    }

    pub(crate) fn is_completed(&self) -> bool {
        self.status == "Completed"
    }

    /// Finishes the run: there is a file from now on.
    pub(crate) fn complete(&mut self, now: Timestamp) {
        "Completed".clone_into(&mut self.status);
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
            "Running".clone_into(&mut self.status);
        } else if let Some(left) = failures.checked_sub(1) {
            *failures = left;
            "Failed".clone_into(&mut self.status);
        } else {
            self.complete(end);
        }
        now >= end
    }

    /// The item a family sends for it, with the link to its file. `callbackUrl`, `reportLocation` and
    /// `reportExpiryTime` are null in every documented example, so they are here.
    pub(crate) fn item(&self, family: Family, link: Option<&str>) -> Value {
        let mut item = json!({
            "executionId": self.id,
            "reportId": self.report_id,
            "recurrenceInterval": self.recurrence_interval,
            "recurrenceCount": self.recurrence_count,
            "callbackUrl": null,
            "format": self.format.name(),
            "executionStatus": self.status,
            "reportAccessSecureLink": link,
            "reportExpiryTime": null,
            "reportGeneratedTime": self.generated.map(|time| time.to_string()),
        });
        if !family.is_marketplace() {
            item["callbackMethod"] = Value::Null;
            item["reportLocation"] = Value::Null;
        }
        item
    }
}
