//! The body of "create report" and "update report", found acceptable.

use apiloom_runtime::Url;

use super::report_times::{Times, scheduled, window};
use crate::Family;
use crate::api::models::{self, CallbackMethod, CreateReport, CreateReportEvery, CreateReportOnce, UpdateReport};
use crate::call::Call;
use crate::model::Format;
use crate::refusal::Refusal;

/// What a request says about a report. `None` is what it does not say.
#[derive(Debug)]
pub(super) struct Draft {
    pub name: String,
    pub description: Option<String>,
    pub times: Times,
    pub recurrence_interval: Option<i32>,
    pub recurrence_count: Option<i32>,
    pub callback: Callback,
    pub format: Option<Format>,
}

/// Who is told when a file is ready.
#[derive(Debug)]
pub(super) struct Callback {
    pub url: Option<Url>,
    pub method: Option<CallbackMethod>,
}

impl Draft {
    /// A new report.
    pub(super) fn create(body: CreateReport, call: &Call<'_>, correlation_id: &str) -> Result<Self, Refusal> {
        match body {
            CreateReport::Once(body) => Self::one_run(*body, call, correlation_id),
            CreateReport::Every(body) => Self::schedule(*body, call, correlation_id),
        }
    }

    /// A report that runs once, at once: what is said about its schedule is ignored.
    fn one_run(body: CreateReportOnce, call: &Call<'_>, correlation_id: &str) -> Result<Self, Refusal> {
        Ok(Self {
            times: window(body.query_start_time, body.query_end_time, call, correlation_id)?,
            name: body.report_name,
            description: body.description,
            recurrence_interval: None,
            recurrence_count: None,
            callback: callback(body.callback_url, body.callback_method, call.family)?,
            format: format(body.format.as_ref(), call.family)?,
        })
    }

    /// A report with a schedule.
    fn schedule(body: CreateReportEvery, call: &Call<'_>, correlation_id: &str) -> Result<Self, Refusal> {
        let times = scheduled(&body.start_time, None, call, correlation_id)?;
        if times.start < call.now.plus_hours(4) {
            return Err(Refusal::starts_too_early());
        }
        // Its change log makes the count mandatory; no other family does.
        if call.family == Family::Marketplace && body.recurrence_count.is_none() {
            return Err(Refusal::missing("RecurrenceCount"));
        }
        Ok(Self {
            times,
            name: body.report_name,
            description: body.description,
            recurrence_interval: Some(body.recurrence_interval),
            recurrence_count: body.recurrence_count,
            callback: callback(body.callback_url, body.callback_method, call.family)?,
            format: format(body.format.as_ref(), call.family)?,
        })
    }

    /// A change of a report.
    pub(super) fn update(body: UpdateReport, call: &Call<'_>, correlation_id: &str) -> Result<Self, Refusal> {
        Ok(Self {
            times: scheduled(&body.start_time, body.end_time.as_ref(), call, correlation_id)?,
            name: body.report_name,
            description: body.description,
            recurrence_interval: body.recurrence_interval,
            recurrence_count: body.recurrence_count,
            callback: callback(body.callback_url, body.callback_method, call.family)?,
            format: format(body.format.as_ref(), call.family)?,
        })
    }
}

fn callback(url: Option<Url>, method: Option<CallbackMethod>, family: Family) -> Result<Callback, Refusal> {
    if let Some(url) = &url
        && !url.as_str().starts_with("http://")
        && !url.as_str().starts_with("https://")
    {
        return Err(Refusal::unknown_value(url.as_str()));
    }
    let method = match method {
        Some(CallbackMethod::Unknown(_)) if family.is_marketplace() => return Err(Refusal::callback_method()),
        Some(CallbackMethod::Unknown(method)) => return Err(Refusal::unknown_value(method.as_str())),
        Some(method) => Some(method),
        None => url.as_ref().map(|_| CallbackMethod::Post),
    };
    Ok(Callback { url, method })
}

fn format(format: Option<&models::Format>, family: Family) -> Result<Option<Format>, Refusal> {
    match format {
        None => Ok(None),
        Some(models::Format::Csv) => Ok(Some(Format::Csv)),
        Some(models::Format::Tsv) => Ok(Some(Format::Tsv)),
        Some(_) if family.is_marketplace() => Err(Refusal::format()),
        Some(other) => Err(Refusal::unknown_value(other.as_str())),
    }
}
