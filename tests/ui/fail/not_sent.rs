//! A request that nobody awaits is a mistake.
#![deny(unused_must_use)]

use partner_insights::Client;
use partner_insights::models::ReportId;

async fn pause(client: Client, report: ReportId) {
    client.pause_report(&report);
}

fn main() {}
