//! An update has to say what the report shall be.

use partner_insights::models::ReportId;
use partner_insights::{Client, Error};

async fn update(client: Client, report: ReportId) -> Result<(), Error> {
    client.update_report().report_id(&report).await?;
    Ok(())
}

fn main() {}
