//! Get all datasets.

use crate::call::Call;
use crate::catalog;
use crate::model::Account;
use crate::refusal::Refusal;
use crate::reply::Reply;

pub(super) fn list(_account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let datasets = catalog::datasets(call.family).iter();
    let found = datasets.filter(|dataset| call.parameters.admit("datasetName", dataset.name));
    let items = found.map(|dataset| dataset.item(call.family)).collect();
    Reply::found(items, "Dataset fetched successfully")
}
