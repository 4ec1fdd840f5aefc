//! Resuming takes nothing but the report's id.

use partner_insights::models::{ReportId, UpdateReport};
use partner_insights::{Client, Error};

async fn resume(client: Client, report: ReportId, body: UpdateReport) -> Result<(), Error> {
    client.resume_report(&report).body(&body).await?;
    Ok(())
}

fn main() {}
