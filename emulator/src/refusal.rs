//! Every reason to refuse a request: one constructor each, wording in one place.
//!
//! The texts are the documented ones. Where the documentation has only a label for a case, the
//! label is the beginning of the text.

use std::fmt::Display;

use crate::Family;

/// A refusal, not yet in the envelope of a family.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub status: u16,
    pub message: String,
}

impl Refusal {
    fn bad_request(message: impl Into<String>) -> Self {
        Self { status: 400, message: message.into() }
    }

    /// The marketplace's prefix for most of what can be wrong with a report.
    fn bad_report(tail: &str) -> Self {
        Self::bad_request(format!("Invalid report parameters for creation - {tail}"))
    }

    /// No query, report or dataset is left by the filters.
    pub(crate) fn no_item() -> Self {
        Self { status: 404, message: "No item found with given filters.".to_owned() }
    }

    /// The report exists, but none of its executions is left by the filters.
    pub(crate) fn no_executions() -> Self {
        let message = "There are no executions that have occurred for the given filter conditions.";
        Self { status: 404, message: message.to_owned() }
    }

    pub(crate) fn body_not_json() -> Self {
        Self::bad_request("The request body is not a JSON object.")
    }

    pub(crate) fn missing(field: &str) -> Self {
        Self::bad_request(format!("Null or missing value: {field}"))
    }

    pub(crate) fn wrong_type(field: &str) -> Self {
        Self::bad_request(format!("Invalid value: {field}"))
    }

    /// A value that the enumeration does not have.
    pub(crate) fn unknown_value(value: &str) -> Self {
        Self::bad_request(format!("Requested value '{value}' not found"))
    }

    pub(crate) fn unknown_dataset(name: &str) -> Self {
        Self::bad_request(format!("Invalid table name: {name}"))
    }

    pub(crate) fn unknown_column(name: &str) -> Self {
        Self::bad_request(format!("Incorrect column name: {name}"))
    }

    pub(crate) fn syntax(problem: impl Display) -> Self {
        Self::bad_request(format!("Invalid query: {problem}"))
    }

    pub(crate) fn unknown_query() -> Self {
        Self::bad_request("Invalid QueryId")
    }

    pub(crate) fn one_query() -> Self {
        Self::bad_request("Exactly one of exportQuery and queryId is expected")
    }

    pub(crate) fn recurrence_interval() -> Self {
        Self::bad_request("Recurrence Interval must be between 4 and 2160")
    }

    pub(crate) fn recurrence_count() -> Self {
        Self::bad_report("Recurrence count has to be a positive integer value")
    }

    pub(crate) fn starts_too_early() -> Self {
        Self::bad_report("Start time of report should at least be 4 hours from current UTC time")
    }

    /// A time that cannot be read, `StartTime` or `EndTime`: the marketplace says so, the others take it for their own
    /// failure.
    pub(crate) fn time(family: Family, field: &str, correlation_id: &str) -> Self {
        if family.is_marketplace() {
            return Self::bad_report(&format!("{field} should follow format: yyyy-MM-ddTHH:mm:ssZ"));
        }
        let message = format!("Internal error encountered while creating report. Correlation ID {correlation_id}");
        Self { status: 500, message }
    }

    pub(crate) fn ends_before_start() -> Self {
        Self::bad_report("EndTime should be greater than StartTime")
    }

    pub(crate) fn format() -> Self {
        Self::bad_report("Report format should be csv/tsv")
    }

    pub(crate) fn callback_method() -> Self {
        Self::bad_report("CallbackMethod can only be GET or POST")
    }

    pub(crate) fn semicolon() -> Self {
        Self::bad_report("Invalid character (;) in ReportName")
    }

    pub(crate) fn too_long() -> Self {
        Self::bad_report("Limit ReportName and Description length to 256 characters or less")
    }

    pub(crate) fn too_many_queries() -> Self {
        Self::bad_request("Number of queries exceeded. Delete few queries before creating new queries")
    }

    pub(crate) fn too_many_reports() -> Self {
        Self::bad_request("Number of active reports exceeded: 50 for each user")
    }

    pub(crate) fn too_many_runs() -> Self {
        Self::bad_request("Number of ExecuteNow reports exceeded: 5 in 60 minutes")
    }
}
