//! A report: a query and when to run it.

use serde_json::{Value, json};

use super::USER;
use crate::Family;
use crate::timestamp::Timestamp;

/// Whether a report still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportStatus {
    Active,
    Paused,
    /// All its executions have completed.
    Inactive,
}

impl ReportStatus {
    const fn name(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Paused => "Paused",
            Self::Inactive => "Inactive",
        }
    }
}

/// The format of a report's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Tsv,
}

impl Format {
    /// Requests write it in any case, in practice.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Csv, Self::Tsv].into_iter().find(|format| format.name().eq_ignore_ascii_case(text))
    }

    /// Answers write it in lower case.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
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
    pub query_start: Option<String>,
    pub query_end: Option<String>,
    pub start: Timestamp,
    pub end: Option<Timestamp>,
    pub status: ReportStatus,
    pub recurrence_interval: Option<i64>,
    pub recurrence_count: Option<i64>,
    pub callback_url: Option<String>,
    pub callback_method: Option<&'static str>,
    pub format: Format,
}

impl Report {
    /// When the execution after so many others is due; `None` if there is none.
    pub(crate) fn due(&self, earlier: usize) -> Option<Timestamp> {
        let earlier = i64::try_from(earlier).unwrap_or(i64::MAX);
        let Some(interval) = self.recurrence_interval.filter(|_| !self.execute_now) else {
            return (earlier == 0).then_some(self.start);
        };
        let due = self.start.plus_hours(interval.saturating_mul(earlier));
        let left = self.recurrence_count.is_none_or(|count| earlier < count);
        let in_time = self.end.is_none_or(|end| due <= end);
        (left && in_time).then_some(due)
    }

    /// The item a family sends for it.
    pub(crate) fn item(&self, family: Family) -> Value {
        let mut item = json!({
            "reportId": self.id,
            "reportName": self.name,
            "description": self.description,
            "queryId": self.query_id,
            "query": self.query,
            "user": USER,
            "createdTime": self.created.to_string(),
            "modifiedTime": self.modified.map(|time| time.to_string()),
            "startTime": self.start.to_string(),
            "reportStatus": self.status.name(),
            "recurrenceInterval": self.recurrence_interval,
            "recurrenceCount": self.recurrence_count,
            "callbackUrl": self.callback_url,
            "format": self.format.name(),
        });
        if family != Family::MarketplaceV1 {
            item["executeNow"] = self.execute_now.into();
            item["callbackMethod"] = self.callback_method.into();
        }
        if matches!(family, Family::Marketplace | Family::Store) {
            item["queryStartTime"] = self.query_start.clone().into();
            item["queryEndTime"] = self.query_end.clone().into();
        }
        if let (Family::Marketplace, Some(end)) = (family, self.end) {
            item["endTime"] = end.to_string().into();
        }
        item
    }
}
