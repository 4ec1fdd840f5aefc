//! Apps and games: four of the documented dataset names. Their columns are examples.

use super::Dataset;

pub(super) const DATASETS: &[&Dataset] = &[&ACQUISITIONS, &INSTALLS, &RATINGS, &USAGE_DAILY];

const DATE_RANGES: &[&str] = &["LAST_MONTH", "LAST_3_MONTHS", "LAST_6_MONTHS", "LAST_1_YEAR", "LIFETIME"];

static ACQUISITIONS: Dataset = Dataset {
    name: "Acquisitions",
    columns: &["Date", "ApplicationId", "ApplicationName", "Market", "DeviceType"],
    metrics: &["AcquisitionCount"],
    date_ranges: DATE_RANGES,
};

static INSTALLS: Dataset = Dataset {
    name: "Installs",
    columns: &["Date", "ApplicationId", "ApplicationName", "Market", "PackageVersion"],
    metrics: &["InstallCount"],
    date_ranges: DATE_RANGES,
};

static RATINGS: Dataset = Dataset {
    name: "Ratings",
    columns: &["Date", "ApplicationId", "ApplicationName", "Market", "Rating"],
    metrics: &["RatingCount"],
    date_ranges: DATE_RANGES,
};

static USAGE_DAILY: Dataset = Dataset {
    name: "UsageDaily",
    columns: &["Date", "ApplicationId", "ApplicationName", "Market", "OSVersion"],
    metrics: &["ActiveUsers"],
    date_ranges: DATE_RANGES,
};
