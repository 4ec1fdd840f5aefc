//! Query texts: `SELECT .. FROM .. [WHERE ..] [ORDER BY ..] [LIMIT ..] [TIMESPAN ..]`.

mod reader;
mod tokens;

use crate::Family;
use crate::catalog::{self, Dataset};
use crate::refusal::Refusal;
use reader::Reader;

/// A query text whose dataset and columns exist.
#[derive(Debug)]
pub(crate) struct Selection {
    /// The selected columns as the text spells them.
    pub columns: Vec<String>,
    /// The most rows wanted.
    pub limit: Option<usize>,
}

impl Selection {
    pub(crate) fn parse(text: &str, family: Family) -> Result<Self, Refusal> {
        let mut reader = Reader::new(text)?;
        reader.keyword("SELECT")?;
        reader.skip("DISTINCT");
        let columns = reader.list(Reader::name)?;
        reader.keyword("FROM")?;
        let name = reader.name()?;
        let dataset = catalog::dataset(family, name).ok_or_else(|| Refusal::unknown_dataset(name))?;
        let filtered = if reader.skip("WHERE") { reader.conditions()? } else { Vec::new() };
        let ordered = if reader.skip("ORDER") { reader.order()? } else { Vec::new() };
        let limit = if reader.skip("LIMIT") { Some(reader.limit()?) } else { None };
        if reader.skip("TIMESPAN") {
            check_time_span(dataset, reader.name()?)?;
        }
        if family == Family::Store && reader.skip("AGGREGATED") {
            reader.name()?;
        }
        reader.end()?;
        let mut used = columns.iter().chain(&filtered).chain(&ordered);
        if let Some(unknown) = used.find(|column| !dataset.has_column(column)) {
            return Err(Refusal::unknown_column(unknown));
        }
        Ok(Self { columns: columns.into_iter().map(str::to_owned).collect(), limit })
    }
}

fn check_time_span(dataset: &Dataset, span: &str) -> Result<(), Refusal> {
    let ranges = dataset.date_ranges;
    if ranges.is_empty() || ranges.iter().any(|range| range.eq_ignore_ascii_case(span)) {
        return Ok(());
    }
    Err(Refusal::syntax(format_args!("TIMESPAN {span} is not available")))
}
