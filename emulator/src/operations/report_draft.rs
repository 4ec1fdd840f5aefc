//! The body of "create report" and "update report", read and found acceptable.

use super::report_times::{Times, scheduled_times, window};
use crate::Family;
use crate::body::Body;
use crate::call::Call;
use crate::model::Format;
use crate::refusal::Refusal;

const LONGEST_TEXT: usize = 256;

/// What a request says about a report. `None` is what it does not say.
#[derive(Debug)]
pub(super) struct Draft {
    pub name: String,
    pub description: Option<String>,
    pub times: Times,
    pub recurrence_interval: Option<i64>,
    pub recurrence_count: Option<i64>,
    pub callback_url: Option<String>,
    pub callback_method: Option<&'static str>,
    pub format: Option<Format>,
}

impl Draft {
    /// A report that runs once, at once: what is said about its schedule is ignored.
    pub(super) fn one_run(body: &Body, call: &Call, correlation_id: &str) -> Result<Self, Refusal> {
        let times = window(body, call, correlation_id)?;
        Self::with(body, call.family, times, None, None)
    }

    /// A new report with a schedule.
    pub(super) fn schedule(body: &Body, call: &Call, correlation_id: &str) -> Result<Self, Refusal> {
        let times = scheduled_times(body, call, correlation_id)?;
        if times.start < call.now.plus_hours(4) {
            return Err(Refusal::starts_too_early());
        }
        let draft = Self::change(body, call.family, times)?;
        if draft.recurrence_interval.is_none() {
            return Err(Refusal::missing("RecurrenceInterval"));
        }
        // Its change log makes the count mandatory; no other family does.
        if call.family == Family::Marketplace && draft.recurrence_count.is_none() {
            return Err(Refusal::missing("RecurrenceCount"));
        }
        Ok(draft)
    }

    /// A change of a report.
    pub(super) fn change(body: &Body, family: Family, times: Times) -> Result<Self, Refusal> {
        let interval = body.integer("RecurrenceInterval")?;
        if interval.is_some_and(|hours| !(4..=2160).contains(&hours)) {
            return Err(Refusal::recurrence_interval());
        }
        let count = body.integer("RecurrenceCount")?;
        if family.is_marketplace() && count.is_some_and(|count| count < 1) {
            return Err(Refusal::recurrence_count());
        }
        Self::with(body, family, times, interval, count)
    }

    fn with(
        body: &Body,
        family: Family,
        times: Times,
        recurrence_interval: Option<i64>,
        recurrence_count: Option<i64>,
    ) -> Result<Self, Refusal> {
        let name = body.required_text("ReportName")?;
        let description = body.text("Description")?;
        if family.is_marketplace() {
            check_texts(&name, description.as_deref())?;
        }
        let callback_url = callback_url(body)?;
        let callback_method = callback_method(body, family)?;
        let callback_method = callback_method.or(callback_url.as_ref().map(|_| "POST"));
        let format = format(body, family)?;
        Ok(Self {
            name,
            description,
            times,
            recurrence_interval,
            recurrence_count,
            callback_url,
            callback_method,
            format,
        })
    }
}

fn check_texts(name: &str, description: Option<&str>) -> Result<(), Refusal> {
    let too_long = |text: &str| text.chars().count() > LONGEST_TEXT;
    if too_long(name) || description.is_some_and(too_long) {
        return Err(Refusal::too_long());
    }
    if name.contains(';') { Err(Refusal::semicolon()) } else { Ok(()) }
}

fn callback_url(body: &Body) -> Result<Option<String>, Refusal> {
    match body.text("CallbackUrl")?.filter(|url| !url.is_empty()) {
        Some(url) if !url.starts_with("http://") && !url.starts_with("https://") => Err(Refusal::unknown_value(&url)),
        url => Ok(url),
    }
}

fn callback_method(body: &Body, family: Family) -> Result<Option<&'static str>, Refusal> {
    let Some(text) = body.text("CallbackMethod")? else {
        return Ok(None);
    };
    match ["GET", "POST"].into_iter().find(|method| method.eq_ignore_ascii_case(&text)) {
        None if family.is_marketplace() => Err(Refusal::callback_method()),
        None => Err(Refusal::unknown_value(&text)),
        method => Ok(method),
    }
}

fn format(body: &Body, family: Family) -> Result<Option<Format>, Refusal> {
    let Some(text) = body.text("Format")? else {
        return Ok(None);
    };
    match Format::parse(&text) {
        None if family.is_marketplace() => Err(Refusal::format()),
        None => Err(Refusal::unknown_value(&text)),
        format => Ok(format),
    }
}
