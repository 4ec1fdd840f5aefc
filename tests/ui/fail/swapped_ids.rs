//! The id of a query is not the id of a report.

use partner_insights::models::Query;
use partner_insights::{Client, Error};

async fn pause(client: Client, query: Query) -> Result<(), Error> {
    client.pause_report(&query.query_id).await?;
    Ok(())
}

fn main() {}
