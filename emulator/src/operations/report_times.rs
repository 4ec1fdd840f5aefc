//! The times in a request: each family refuses a wrong one in its own way.

use crate::Family;
use crate::body::Body;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::timestamp::Timestamp;

/// When a report runs, and what it is about.
#[derive(Debug)]
pub(super) struct Times {
    pub start: Timestamp,
    pub end: Option<Timestamp>,
    pub query_start: Option<String>,
    pub query_end: Option<String>,
}

/// The times of a report with a schedule. `endTime` is known to v1.1 of the marketplace alone.
pub(super) fn scheduled_times(body: &Body, call: &Call, correlation_id: &str) -> Result<Times, Refusal> {
    let refuse = |field| refusal(call.family, field, correlation_id);
    let start = body.required_text("StartTime")?;
    let start = Timestamp::parse(&start).ok_or_else(|| refuse("StartTime"))?;
    let end = match body.text("EndTime")? {
        Some(end) if call.family == Family::Marketplace => {
            Some(Timestamp::parse(&end).ok_or_else(|| refuse("EndTime"))?)
        }
        _ => None,
    };
    if end.is_some_and(|end| end <= start) {
        return Err(Refusal::ends_before_start());
    }
    Ok(Times { start, end, query_start: None, query_end: None })
}

/// The times of a report that runs once: now, about the given time or the query's own.
pub(super) fn window(body: &Body, call: &Call, correlation_id: &str) -> Result<Times, Refusal> {
    let read = |field, label| {
        let Some(text) = body.text(field)? else {
            return Ok(None);
        };
        // The Store's clients send days.
        let day = (call.family == Family::Store).then(|| Timestamp::parse_date(&text)).flatten();
        let time = Timestamp::parse(&text).or(day);
        time.map(|time| Some((text, time))).ok_or_else(|| refusal(call.family, label, correlation_id))
    };
    let start = read("QueryStartTime", "StartTime")?;
    let end = read("QueryEndTime", "EndTime")?;
    if let (true, Some((_, start)), Some((_, end))) = (call.family.is_marketplace(), &start, &end)
        && end <= start
    {
        return Err(Refusal::ends_before_start());
    }
    let text = |time: Option<(String, Timestamp)>| time.map(|(text, _)| text);
    Ok(Times { start: call.now, end: None, query_start: text(start), query_end: text(end) })
}

/// The marketplace says what is wrong; the others take it for their own failure.
fn refusal(family: Family, field: &'static str, correlation_id: &str) -> Refusal {
    if family.is_marketplace() { Refusal::time_format(field) } else { Refusal::internal(correlation_id) }
}
