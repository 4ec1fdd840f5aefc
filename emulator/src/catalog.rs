//! The datasets and system queries of the documentation: a handful of each family.

mod marketplace;
mod partner;
mod rows;
mod store;

use crate::Family;
use crate::api::models::{self, TimeSpan};
pub(crate) use rows::row;

/// A table that queries select from.
#[derive(Debug)]
pub(crate) struct Dataset {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    pub metrics: &'static [&'static str],
    pub date_ranges: &'static [&'static str],
}

/// A query that is there from the start.
#[derive(Debug)]
pub(crate) struct SystemQuery {
    pub id: &'static str,
    pub dataset: &'static Dataset,
}

/// The datasets of a family.
pub(crate) fn datasets(family: Family) -> &'static [&'static Dataset] {
    match family {
        Family::Partner => partner::DATASETS,
        Family::Marketplace | Family::MarketplaceV1 => marketplace::DATASETS,
        Family::Store => store::DATASETS,
    }
}

/// The system queries of a family. None are documented for the Store.
pub(crate) fn system_queries(family: Family) -> &'static [SystemQuery] {
    match family {
        Family::Partner => partner::SYSTEM_QUERIES,
        Family::Marketplace | Family::MarketplaceV1 => marketplace::SYSTEM_QUERIES,
        Family::Store => &[],
    }
}

/// A dataset by its name in any case.
pub(crate) fn dataset(family: Family, name: &str) -> Option<&'static Dataset> {
    datasets(family).iter().copied().find(|dataset| dataset.name.eq_ignore_ascii_case(name))
}

impl Dataset {
    /// Whether a column or metric exists, in any case.
    pub(crate) fn has_column(&self, name: &str) -> bool {
        let mut columns = self.columns.iter().chain(self.metrics);
        columns.any(|column| column.eq_ignore_ascii_case(name))
    }

    /// What is said of it.
    pub(crate) fn item(&self) -> models::Dataset {
        let texts = |texts: &[&str]| -> Vec<String> { texts.iter().copied().map(str::to_owned).collect() };
        let ranges: Vec<TimeSpan> = self.date_ranges.iter().copied().map(TimeSpan::from).collect();
        models::Dataset::new(self.name)
            .selectable_columns(texts(self.columns))
            .available_metrics(texts(self.metrics))
            .available_date_ranges(ranges)
            .minimum_recurrence_interval(24)
    }
}

impl SystemQuery {
    /// Every column, over six months if the dataset has date ranges at all.
    pub(crate) fn text(&self) -> String {
        let Dataset { name, columns, date_ranges, .. } = self.dataset;
        let span = if date_ranges.is_empty() { "" } else { " TIMESPAN LAST_6_MONTHS" };
        format!("SELECT {} FROM {name}{span}", columns.join(","))
    }
}
