//! Create, get, update, delete, pause and resume reports.

use serde_json::Value;

use super::quotas;
use super::report_draft::Draft;
use super::report_times::scheduled_times;
use crate::call::Call;
use crate::model::{Account, Format, Report, ReportStatus};
use crate::refusal::Refusal;
use crate::reply::Reply;

pub(super) fn create(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let body = call.body()?;
    body.required_text("ReportName")?;
    let query_id = body.required_text("QueryId")?;
    let execute_now = body.flag("ExecuteNow")?;
    let id = account.next_id();
    let draft = if execute_now { Draft::one_run(&body, call, &id)? } else { Draft::schedule(&body, call, &id)? };
    let query = account.query(&query_id).ok_or_else(Refusal::unknown_query)?;
    quotas::one_more_report(account, call.family, execute_now, call.now)?;

    let report = Report {
        id,
        name: draft.name,
        description: draft.description,
        query_id: query.id.clone(),
        query: query.text.clone(),
        created: call.now,
        modified: None,
        execute_now,
        query_start: draft.times.query_start,
        query_end: draft.times.query_end,
        start: draft.times.start,
        end: draft.times.end,
        status: ReportStatus::Active,
        recurrence_interval: draft.recurrence_interval,
        recurrence_count: draft.recurrence_count,
        callback_url: draft.callback_url,
        callback_method: draft.callback_method,
        format: draft.format.unwrap_or(Format::Csv),
    };
    let item = report.item(call.family);
    account.reports.push(report);
    account.queue_execution(account.reports.len() - 1);
    Ok(Reply::one(item, "Report created successfully"))
}

pub(super) fn list(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let filters = &call.parameters;
    let found = account.reports.iter().filter(|report| {
        filters.admit("reportId", &report.id)
            && filters.admit("reportName", &report.name)
            && filters.admit("queryId", &report.query_id)
    });
    let items = found.map(|report| report.item(call.family)).collect();
    Reply::found(items, "Report fetched successfully")
}

pub(super) fn update(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let position = account.report(&call.id).ok_or_else(Refusal::no_item)?;
    let body = call.body()?;
    body.required_text("ReportName")?;
    let times = scheduled_times(&body, call, &account.next_id())?;
    let draft = Draft::change(&body, call.family, times)?;

    let report = &mut account.reports[position];
    report.name = draft.name;
    report.description = draft.description.or(report.description.take());
    report.start = draft.times.start;
    report.end = draft.times.end.or(report.end);
    report.recurrence_interval = draft.recurrence_interval.or(report.recurrence_interval);
    report.recurrence_count = draft.recurrence_count.or(report.recurrence_count);
    report.callback_url = draft.callback_url.or(report.callback_url.take());
    report.callback_method = draft.callback_method.or(report.callback_method);
    report.format = draft.format.unwrap_or(report.format);
    report.modified = Some(call.now);
    Ok(Reply::one(report.item(call.family), "Report updated successfully"))
}

pub(super) fn delete(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let position = account.report(&call.id).ok_or_else(Refusal::no_item)?;
    let report = account.reports.remove(position);
    account.executions.retain(|execution| execution.report_id != report.id);
    Ok(Reply::one(report.item(call.family), "Report deleted successfully"))
}

pub(super) fn pause(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let item = turn(account, call, ReportStatus::Active, ReportStatus::Paused)?;
    account.move_executions(&call.id, "Pending", "Paused");
    Ok(Reply::one(item, "Report paused successfully"))
}

pub(super) fn resume(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let item = turn(account, call, ReportStatus::Paused, ReportStatus::Active)?;
    account.move_executions(&call.id, "Paused", "Pending");
    Ok(Reply::one(item, "Report resumed successfully"))
}

/// Gives the report another status, unless it has neither of the two.
fn turn(account: &mut Account, call: &Call, from: ReportStatus, to: ReportStatus) -> Result<Value, Refusal> {
    let position = account.report(&call.id).ok_or_else(Refusal::no_item)?;
    let report = &mut account.reports[position];
    if report.status == from {
        report.status = to;
    }
    Ok(report.item(call.family))
}
