//! Get report executions.

use super::{Outcome, success};
use crate::api::models::{self, ExecutionStatus};
use crate::api::server::ListExecutionsInput;
use crate::call::Call;
use crate::model::{Account, Execution};
use crate::refusal::Refusal;

/// How far back executions are kept, in hours: 90 days.
const KEPT_HOURS: i64 = 90 * 24;

pub(crate) fn list(account: &Account, call: &Call<'_>, input: &ListExecutionsInput) -> Outcome<models::Execution> {
    let is_asked = |report_id: &str| input.report_id.iter().any(|id| id.as_str().eq_ignore_ascii_case(report_id));
    let statuses = statuses(&input.execution_status)?;
    if !account.reports.iter().any(|report| is_asked(&report.id)) {
        return Err(Refusal::no_item());
    }

    let oldest = call.now.plus_hours(-KEPT_HOURS);
    let wanted = &input.execution_id;
    let newest_first = account.executions.iter().rev().filter(|execution| {
        is_asked(&execution.report_id)
            && statuses.contains(&execution.status)
            && (wanted.is_empty() || wanted.iter().any(|id| id.as_str().eq_ignore_ascii_case(&execution.id)))
            && execution.due >= oldest
    });
    let only_latest = input.get_latest_execution.unwrap_or(true);
    let mut found: Vec<&Execution> = Vec::new();
    for execution in newest_first {
        if !only_latest || found.iter().all(|newer| newer.report_id != execution.report_id) {
            found.push(execution);
        }
    }
    if found.is_empty() {
        return Err(Refusal::no_executions());
    }
    let items = found.into_iter().map(|execution| execution.item(call.link(execution)));
    Ok(success(items.collect(), None))
}

/// The statuses that are asked for: the completed ones, if nothing is said.
fn statuses(asked: &[ExecutionStatus]) -> Result<&[ExecutionStatus], Refusal> {
    let unknown = asked.iter().find_map(|status| match status {
        ExecutionStatus::Unknown(status) => Some(status),
        _ => None,
    });
    match unknown {
        Some(unknown) => Err(Refusal::unknown_value(unknown.as_str())),
        None if asked.is_empty() => Ok(&[ExecutionStatus::Completed]),
        None => Ok(asked),
    }
}
