//! The service drops the times of a query when the report has a schedule.

use partner_insights::models::CreateReport;

fn main() {
    let _report = CreateReport::every().report_name("Daily").query_start_time("2026-10-01");
}
