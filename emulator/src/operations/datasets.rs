//! Get all datasets.

use super::{Outcome, admits, found};
use crate::api::models::{Dataset, DatasetName};
use crate::api::server::ListDatasetsInput;
use crate::call::Call;
use crate::catalog;

pub(crate) fn list(call: &Call<'_>, input: &ListDatasetsInput) -> Outcome<Dataset> {
    let name = input.dataset_name.as_ref().map(DatasetName::as_str);
    let datasets = catalog::datasets(call.family).iter().filter(|dataset| admits(name, dataset.name));
    found(datasets.map(|dataset| dataset.item()).collect(), "Dataset fetched successfully")
}
