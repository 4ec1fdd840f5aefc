//! A report that runs once has no interval.

use partner_insights::models::CreateReport;

fn main() {
    let _report = CreateReport::once().report_name("Now").recurrence_interval(24);
}
