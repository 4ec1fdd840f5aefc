//! Which members each family's answers have.

use serde_json::{Map, Value};

use crate::Family::{self, Marketplace, MarketplaceV1, Partner, Store};

/// The members of one kind of object: all of them are there, null if there is nothing to say.
#[derive(Debug)]
pub(crate) struct Members {
    always: &'static [&'static str],
    /// Those that some families have.
    sometimes: &'static [(&'static str, &'static [Family])],
}

pub(super) const ENVELOPE: Members = Members {
    always: &["value", "totalCount", "message", "statusCode"],
    // The marketplace's examples have neither.
    sometimes: &[("nextLink", &[Partner, Store]), ("dataRedacted", &[Partner, Store])],
};

/// An envelope that another page follows.
pub(super) const PAGE: Members = Members {
    always: &["value", "nextLink", "totalCount", "message", "statusCode"],
    sometimes: &[("dataRedacted", &[Partner, Store])],
};

pub(crate) const DATASET: Members = Members {
    always: &["datasetName", "selectableColumns", "availableMetrics", "availableDateRanges"],
    sometimes: &[("minimumRecurrenceInterval", &[Partner])],
};

pub(crate) const QUERY: Members = Members {
    always: CREATED_QUERY.always,
    // Version 1.1 of the marketplace removed it; no page of the others has it.
    sometimes: &[("modifiedTime", &[MarketplaceV1])],
};

/// The documented answer to who creates a query is the only one without the time of modification.
pub(crate) const CREATED_QUERY: Members =
    Members { always: &["queryId", "name", "description", "query", "type", "user", "createdTime"], sometimes: &[] };

pub(crate) const REPORT: Members = Members {
    always: &[
        "reportId",
        "reportName",
        "description",
        "queryId",
        "query",
        "user",
        "createdTime",
        "modifiedTime",
        "startTime",
        "reportStatus",
        "recurrenceInterval",
        "recurrenceCount",
        "callbackUrl",
        "format",
    ],
    sometimes: &[
        ("executeNow", &[Partner, Marketplace, Store]),
        ("callbackMethod", &[Partner, Marketplace, Store]),
        ("queryStartTime", &[Marketplace, Store]),
        ("queryEndTime", &[Marketplace, Store]),
    ],
};

pub(crate) const EXECUTION: Members = Members {
    always: &[
        "executionId",
        "reportId",
        "recurrenceInterval",
        "recurrenceCount",
        "callbackUrl",
        "format",
        "executionStatus",
        "reportAccessSecureLink",
        "reportExpiryTime",
        "reportGeneratedTime",
    ],
    sometimes: &[("callbackMethod", &[Partner, Store]), ("reportLocation", &[Partner, Store])],
};

/// A row of a tried query: its columns as the query spells them.
pub(crate) const ROW: Members = Members { always: &[], sometimes: &[] };

impl Members {
    /// Gives an object of the spec these members and no others.
    pub(super) fn spell(&self, family: Family, object: &mut Value) {
        let Value::Object(typed) = object else { return };
        if self.always.is_empty() {
            return;
        }
        let sometimes = self.sometimes.iter().filter(|(_, families)| families.contains(&family));
        let names = self.always.iter().chain(sometimes.map(|(name, _)| name));
        *object = names.map(|name| ((*name).to_owned(), value(typed, name))).collect();
    }
}

/// The value of a member, whose name the spec has in `PascalCase`.
fn value(typed: &Map<String, Value>, name: &str) -> Value {
    let found = typed.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone());
    match found {
        // What is asked for as `CSV` is answered as `csv`.
        Some(Value::String(format)) if name == "format" => format.to_ascii_lowercase().into(),
        found => found.unwrap_or_default(),
    }
}
