//! A query has a name and a text.

use partner_insights::models::CreateQuery;

fn main() {
    let _query = CreateQuery::builder().name("Customers").build();
}
