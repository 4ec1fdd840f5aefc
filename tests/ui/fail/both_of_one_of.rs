//! A query is tried by its text or by its id.

use partner_insights::models::QueryId;
use partner_insights::{Client, Error};

async fn try_both(client: Client, query: QueryId) -> Result<(), Error> {
    client.try_query().export_query("SELECT MpnId FROM Profile").query_id(&query).await?;
    Ok(())
}

fn main() {}
