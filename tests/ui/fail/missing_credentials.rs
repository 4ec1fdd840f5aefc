//! A client has to know who calls.

use partner_insights::{Client, Server};

fn main() {
    let _client = Client::builder().server(Server::Partner).build();
}
