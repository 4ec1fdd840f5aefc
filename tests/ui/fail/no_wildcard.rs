//! The service may have states that the spec does not know yet.

use partner_insights::models::ReportStatus;

fn runs(status: &ReportStatus) -> bool {
    match status {
        ReportStatus::Active => true,
        ReportStatus::Paused | ReportStatus::Inactive | ReportStatus::Unknown(_) => false,
    }
}

fn main() {}
