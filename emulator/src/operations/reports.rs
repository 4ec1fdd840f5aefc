//! Create, get, update, delete, pause and resume reports.

use super::report_draft::Draft;
use super::{Outcome, admits, found, one, quotas};
use crate::api::models::{self, CreateReport, ExecutionStatus, QueryId, ReportId, ReportStatus};
use crate::api::server::{ListReportsInput, UpdateReportInput};
use crate::call::Call;
use crate::model::{Account, Format, Report};
use crate::refusal::Refusal;

pub(crate) fn create(account: &mut Account, call: &Call<'_>, body: CreateReport) -> Outcome<models::Report> {
    let (query_id, execute_now) = match &body {
        CreateReport::Once(body) => (body.query_id.clone(), true),
        CreateReport::Every(body) => (body.query_id.clone(), false),
    };
    let id = account.next_id();
    let draft = Draft::create(body, call, &id)?;
    let query = account.query(query_id.as_str()).ok_or_else(Refusal::unknown_query)?;
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
        callback_url: draft.callback.url,
        callback_method: draft.callback.method,
        format: draft.format.unwrap_or(Format::Csv),
    };
    let item = report.item();
    account.reports.push(report);
    account.queue_execution(account.reports.len() - 1);
    Ok(one(item, "Report created successfully"))
}

pub(crate) fn list(account: &Account, input: &ListReportsInput) -> Outcome<models::Report> {
    let ids = &input.report_id;
    let reports = account.reports.iter().filter(|report| {
        (ids.is_empty() || ids.iter().any(|id| id.as_str().eq_ignore_ascii_case(&report.id)))
            && admits(input.report_name.as_deref(), &report.name)
            && admits(input.query_id.as_ref().map(QueryId::as_str), &report.query_id)
    });
    found(reports.map(Report::item).collect(), "Report fetched successfully")
}

pub(crate) fn update(account: &mut Account, call: &Call<'_>, input: UpdateReportInput) -> Outcome<models::Report> {
    let position = position(account, &input.report_id)?;
    let draft = Draft::update(input.body, call, &account.next_id())?;

    let report = &mut account.reports[position];
    report.name = draft.name;
    report.description = draft.description.or(report.description.take());
    report.start = draft.times.start;
    report.end = draft.times.end.or(report.end);
    report.recurrence_interval = draft.recurrence_interval.or(report.recurrence_interval);
    report.recurrence_count = draft.recurrence_count.or(report.recurrence_count);
    report.callback_url = draft.callback.url.or(report.callback_url.take());
    report.callback_method = draft.callback.method.or(report.callback_method.take());
    report.format = draft.format.unwrap_or(report.format);
    report.modified = Some(call.now);
    Ok(one(report.item(), "Report updated successfully"))
}

pub(crate) fn delete(account: &mut Account, id: &ReportId) -> Outcome<models::Report> {
    let position = position(account, id)?;
    let report = account.reports.remove(position);
    account.executions.retain(|execution| execution.report_id != report.id);
    Ok(one(report.item(), "Report deleted successfully"))
}

pub(crate) fn pause(account: &mut Account, id: &ReportId) -> Outcome<models::Report> {
    let item = turn(account, id, &ReportStatus::Active, ReportStatus::Paused)?;
    account.move_executions(id, &ExecutionStatus::Pending, &ExecutionStatus::Paused);
    Ok(one(item, "Report paused successfully"))
}

pub(crate) fn resume(account: &mut Account, id: &ReportId) -> Outcome<models::Report> {
    let item = turn(account, id, &ReportStatus::Paused, ReportStatus::Active)?;
    account.move_executions(id, &ExecutionStatus::Paused, &ExecutionStatus::Pending);
    Ok(one(item, "Report resumed successfully"))
}

/// Gives the report another status, unless it has neither of the two.
fn turn(
    account: &mut Account,
    id: &ReportId,
    from: &ReportStatus,
    to: ReportStatus,
) -> Result<models::Report, Refusal> {
    let position = position(account, id)?;
    let report = &mut account.reports[position];
    if report.status == *from {
        report.status = to;
    }
    Ok(report.item())
}

fn position(account: &Account, id: &ReportId) -> Result<usize, Refusal> {
    account.report(id.as_str()).ok_or_else(Refusal::no_item)
}
