//! There are four servers, and none of them is the default.

use partner_insights::{AccessToken, Client};

fn main() {
    let _client = Client::builder().credentials(AccessToken::new("t0ken")).build();
}
