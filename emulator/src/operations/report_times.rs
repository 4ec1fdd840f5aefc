//! The times in a request: each family refuses a wrong one in its own way.

use apiloom_runtime::DateTime;

use crate::Family;
use crate::api::models::QueryTime;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::timestamp::Timestamp;

/// When a report runs, and what it is about.
#[derive(Debug)]
pub(super) struct Times {
    pub start: Timestamp,
    pub end: Option<Timestamp>,
    pub query_start: Option<QueryTime>,
    pub query_end: Option<QueryTime>,
}

/// The times of a report with a schedule. The end is known to v1.1 of the marketplace alone.
pub(super) fn scheduled(
    start: &DateTime,
    end: Option<&DateTime>,
    call: &Call<'_>,
    correlation_id: &str,
) -> Result<Times, Refusal> {
    let read = |time: &DateTime, field| {
        Timestamp::parse(time.as_str()).ok_or_else(|| Refusal::time(call.family, field, correlation_id))
    };
    let start = read(start, "StartTime")?;
    let end = end.filter(|_| call.family == Family::Marketplace).map(|end| read(end, "EndTime")).transpose()?;
    if end.is_some_and(|end| end <= start) {
        return Err(Refusal::ends_before_start());
    }
    Ok(Times { start, end, query_start: None, query_end: None })
}

/// The times of a report that runs once: now, about the given time or the query's own.
pub(super) fn window(
    query_start: Option<QueryTime>,
    query_end: Option<QueryTime>,
    call: &Call<'_>,
    correlation_id: &str,
) -> Result<Times, Refusal> {
    let read = |time: &QueryTime, field| {
        // The Store's clients send days.
        let day = (call.family == Family::Store).then(|| Timestamp::parse_date(time.as_str())).flatten();
        let time = Timestamp::parse(time.as_str()).or(day);
        time.ok_or_else(|| Refusal::time(call.family, field, correlation_id))
    };
    let start = query_start.as_ref().map(|time| read(time, "StartTime")).transpose()?;
    let end = query_end.as_ref().map(|time| read(time, "EndTime")).transpose()?;
    if let (true, Some(start), Some(end)) = (call.family.is_marketplace(), start, end)
        && end <= start
    {
        return Err(Refusal::ends_before_start());
    }
    Ok(Times { start: call.now, end: None, query_start, query_end })
}
