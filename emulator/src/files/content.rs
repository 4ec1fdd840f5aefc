//! What is in a file: a line of column names, then the rows.

use std::fmt::Write;
use std::ops::Range;

use crate::Family;
use crate::catalog;
use crate::model::Format;
use crate::select::Selection;

/// Files in practice begin with it.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The file of a query: these rows, or as many of them as the query wants. `None` if the query is not one.
pub(super) fn content(query: &str, format: Format, family: Family, rows: Range<usize>) -> Option<String> {
    let Selection { columns, limit } = Selection::parse(query, family).ok()?;
    let separator = match format {
        Format::Csv => ",",
        Format::Tsv => "\t",
    };
    let mut text = String::from(BYTE_ORDER_MARK);
    text.push_str(&columns.join(separator));
    for row in rows.take(limit.unwrap_or(usize::MAX)) {
        let mut start = "\r\n";
        for (_, value) in catalog::row(&columns, row) {
            // Strings are quoted, which JSON does as CSV would: the values contain no quotes.
            write!(text, "{start}{value}").ok()?;
            start = separator;
        }
    }
    text.push_str("\r\n");
    Some(text)
}
