//! A report: a query and when to run it.

use apiloom_runtime::{DateTime, Url};

use super::USER;
use crate::api::models::{self, CallbackMethod, QueryTime, ReportStatus};
use crate::timestamp::Timestamp;

/// The format of a report's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Tsv,
}

impl From<Format> for models::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Tsv => Self::Tsv,
        }
    }
}

/// A stored report.
#[derive(Debug)]
pub(crate) struct Report {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub query_id: String,
    pub query: String,
    pub created: Timestamp,
    pub modified: Option<Timestamp>,
    pub execute_now: bool,
    pub query_start: Option<QueryTime>,
    pub query_end: Option<QueryTime>,
    pub start: Timestamp,
    pub end: Option<Timestamp>,
    pub status: ReportStatus,
    pub recurrence_interval: Option<i32>,
    pub recurrence_count: Option<i32>,
    pub callback_url: Option<Url>,
    pub callback_method: Option<CallbackMethod>,
    pub format: Format,
}

impl Report {
    /// When the execution after so many others is due; `None` if there is none.
    pub(crate) fn due(&self, earlier: usize) -> Option<Timestamp> {
        let earlier = i64::try_from(earlier).unwrap_or(i64::MAX);
        let Some(interval) = self.recurrence_interval.filter(|_| !self.execute_now) else {
            return (earlier == 0).then_some(self.start);
        };
        let due = self.start.plus_hours(i64::from(interval).saturating_mul(earlier));
        let left = self.recurrence_count.is_none_or(|count| earlier < i64::from(count));
        let in_time = self.end.is_none_or(|end| due <= end);
        (left && in_time).then_some(due)
    }

    /// What is said of it.
    pub(crate) fn item(&self) -> models::Report {
        let item = models::Report::builder().report_id(self.id.as_str()).report_name(self.name.as_str());
        let item = item.query_id(self.query_id.as_str()).query(self.query.as_str()).user(USER);
        let item = item.created_time(self.created).start_time(self.start).report_status(self.status.clone());
        models::Report {
            description: self.description.clone(),
            modified_time: self.modified.map(DateTime::from),
            execute_now: Some(self.execute_now),
            query_start_time: self.query_start.clone(),
            query_end_time: self.query_end.clone(),
            recurrence_interval: self.recurrence_interval,
            recurrence_count: self.recurrence_count,
            callback_url: self.callback_url.clone(),
            callback_method: self.callback_method.clone(),
            ..item.format(self.format).build()
        }
    }
}
