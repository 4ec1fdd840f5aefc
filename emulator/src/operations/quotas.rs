//! How much a user of the marketplace may have. No quotas are documented for the others.

use crate::Family;
use crate::api::models::ReportStatus;
use crate::model::Account;
use crate::refusal::Refusal;
use crate::timestamp::Timestamp;

const QUERIES: usize = 100;
const ACTIVE_REPORTS: usize = 50;
const RUNS_IN_AN_HOUR: usize = 5;

pub(super) fn one_more_query(account: &Account, family: Family) -> Result<(), Refusal> {
    let queries = account.queries.iter().filter(|query| !query.system).count();
    if family.is_marketplace() && queries >= QUERIES {
        return Err(Refusal::too_many_queries());
    }
    Ok(())
}

pub(super) fn one_more_report(
    account: &Account,
    family: Family,
    execute_now: bool,
    now: Timestamp,
) -> Result<(), Refusal> {
    if !family.is_marketplace() {
        return Ok(());
    }
    let reports = account.reports.iter();
    if execute_now {
        let an_hour_ago = now.plus_hours(-1);
        let runs = reports.filter(|report| report.execute_now && report.created > an_hour_ago);
        if runs.count() >= RUNS_IN_AN_HOUR {
            return Err(Refusal::too_many_runs());
        }
        return Ok(());
    }
    let active = reports.filter(|report| !report.execute_now && report.status == ReportStatus::Active);
    if active.count() >= ACTIVE_REPORTS { Err(Refusal::too_many_reports()) } else { Ok(()) }
}
