//! Everything one family holds, and how its executions move on.

use super::{Execution, Query, Report, RunPlan};
use crate::Family;
use crate::api::models::{ExecutionStatus, ReportId, ReportStatus};
use crate::catalog;
use crate::timestamp::Timestamp;

/// The queries, reports and executions of a family, oldest first.
#[derive(Debug)]
pub(crate) struct Account {
    pub queries: Vec<Query>,
    pub reports: Vec<Report>,
    pub executions: Vec<Execution>,
    family: Family,
    ids: u64,
}

impl Account {
    /// Nothing but the system queries.
    pub(crate) fn new(family: Family) -> Self {
        let queries = catalog::system_queries(family).iter().map(Query::system).collect();
        Self { queries, reports: Vec::new(), executions: Vec::new(), family, ids: 0 }
    }

    /// The next id: a UUID in form, a counter in fact. The first group tells the families apart.
    pub(crate) fn next_id(&mut self) -> String {
        self.ids += 1;
        let family = match self.family {
            Family::Partner => 1,
            Family::Marketplace | Family::MarketplaceV1 => 2,
            Family::Store => 3,
        };
        format!("{family:08x}-0000-4000-8000-{:012x}", self.ids)
    }

    pub(crate) fn query(&self, id: &str) -> Option<&Query> {
        self.queries.iter().find(|query| query.id.eq_ignore_ascii_case(id))
    }

    /// The position of a report.
    pub(crate) fn report(&self, id: &str) -> Option<usize> {
        self.reports.iter().position(|report| report.id.eq_ignore_ascii_case(id))
    }

    /// Queues the next execution of the report at a position, or retires the report.
    pub(crate) fn queue_execution(&mut self, position: usize) {
        let Some(report) = self.reports.get(position) else {
            return;
        };
        let earlier = self.executions.iter().filter(|run| run.report_id == report.id).count();
        if let Some(due) = report.due(earlier) {
            let id = self.next_id();
            let execution = Execution::queued(id, &self.reports[position], due);
            self.executions.push(execution);
        } else if !report.execute_now {
            self.reports[position].status = ReportStatus::Inactive;
        }
    }

    /// Turns the report's executions of one status into another.
    pub(crate) fn move_executions(&mut self, report_id: &ReportId, from: &ExecutionStatus, to: &ExecutionStatus) {
        for execution in &mut self.executions {
            let same_report = execution.report_id.eq_ignore_ascii_case(report_id.as_str());
            if same_report && execution.status == *from {
                execution.status.clone_from(to);
            }
        }
    }

    /// Completes the unfinished executions that are chosen, and queues their successors.
    pub(crate) fn complete_executions(&mut self, now: Timestamp, chosen: impl Fn(&Execution) -> bool) -> usize {
        let mut finished = Vec::new();
        for execution in &mut self.executions {
            if execution.is_unfinished() && chosen(execution) {
                execution.complete(now);
                finished.push(execution.report_id.clone());
            }
        }
        self.queue_successors(&finished);
        finished.len()
    }

    /// Lets the executions run as planned up to now: those that finish, and those that finish after them.
    pub(crate) fn run_executions(&mut self, plan: RunPlan, now: Timestamp, failures: &mut usize) {
        loop {
            let mut finished = Vec::new();
            for execution in &mut self.executions {
                if execution.advance(plan, now, failures) {
                    finished.push(execution.report_id.clone());
                }
            }
            if finished.is_empty() {
                return;
            }
            self.queue_successors(&finished);
        }
    }

    fn queue_successors(&mut self, report_ids: &[String]) {
        for report_id in report_ids {
            if let Some(position) = self.report(report_id) {
                self.queue_execution(position);
            }
        }
    }
}
