//! Get report executions.

use crate::call::Call;
use crate::model::{Account, Execution};
use crate::parameters::{listed, parts};
use crate::refusal::Refusal;
use crate::reply::Reply;

/// The documented statuses, and the one that is only seen in practice.
const STATUSES: [&str; 5] = ["Pending", "Running", "Paused", "Completed", "Failed"];

/// How far back executions are kept, in hours: 90 days.
const KEPT_HOURS: i64 = 90 * 24;

pub(super) fn list(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let statuses = call.parameters.text("executionStatus").unwrap_or("Completed");
    if let Some(unknown) = parts(statuses).find(|status| !listed(&STATUSES.join(";"), status)) {
        return Err(Refusal::unknown_value(unknown));
    }
    let only_latest = call.parameters.flag("getLatestExecution", true)?;
    if !account.reports.iter().any(|report| listed(&call.id, &report.id)) {
        return Err(Refusal::no_item());
    }

    let oldest = call.now.plus_hours(-KEPT_HOURS);
    let newest_first = account.executions.iter().rev().filter(|execution| {
        listed(&call.id, &execution.report_id)
            && listed(statuses, &execution.status)
            && call.parameters.admit("executionId", &execution.id)
            && execution.due >= oldest
    });
    let mut found: Vec<&Execution> = Vec::new();
    for execution in newest_first {
        if !only_latest || found.iter().all(|newer| newer.report_id != execution.report_id) {
            found.push(execution);
        }
    }
    if found.is_empty() {
        return Err(Refusal::no_executions());
    }
    let items =
        found.into_iter().map(|execution| execution.item(call.family, call.link(execution).as_deref())).collect();
    Ok(Reply::without_message(items))
}
