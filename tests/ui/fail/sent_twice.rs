//! A request is sent once: another one makes another report.

use partner_insights::models::CreateReport;
use partner_insights::{Client, Error};

async fn create(client: Client, report: CreateReport) -> Result<(), Error> {
    let request = client.create_report(&report);
    request.await?;
    request.await?;
    Ok(())
}

fn main() {}
