//! Which server is talked to, and as whom.

use apiloom_commands::Failure;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use partner_insights::runtime::Downloads;
use partner_insights::{AccessToken, Client, Server};

use crate::generated::SERVERS;
use crate::sign_in::{self, Store};

#[derive(Debug, Args)]
#[command(next_help_heading = "Connection")]
pub(crate) struct Connection {
    /// The family of the API
    #[arg(long, env = "INSIGHTS_SERVER", default_value = "partner", value_parser = names())]
    pub(crate) server: String,
    /// Where the API is, in place of the server's own address: https, or a loopback host
    #[arg(long, value_name = "URL", env = "INSIGHTS_BASE_URL")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) store: Store,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(SERVERS.iter().map(|choice| PossibleValue::new(choice.name).help(choice.about)))
}

impl Connection {
    pub(crate) fn server(&self) -> Result<Server, Failure> {
        let choice = SERVERS.iter().find(|choice| choice.name == self.server);
        let choice = choice.ok_or_else(|| Failure::usage(format!("`{}` is no server", self.server)))?;
        Ok(choice.server)
    }
}

/// A client for the server, as whoever is signed in; for a rehearsal that need not be anybody.
pub(crate) fn client(connection: &Connection, is_rehearsal: bool) -> Result<Client, Failure> {
    let builder = Client::builder().server(connection.server()?);
    let builder = builder.user_agent(concat!("insights/", env!("CARGO_PKG_VERSION")));
    let builder = match &connection.base_url {
        None => builder,
        // Plain `http` is for this machine alone, where links to files lead as well; the client sees to that.
        Some(url) if url.starts_with("http://") => {
            builder.base_url(url).downloads(Downloads::default().allow_loopback())
        }
        Some(url) => builder.base_url(url),
    };
    let client = match (is_rehearsal, sign_in::token()) {
        (true, _) => builder.credentials(AccessToken::new("not-sent")).build(),
        (false, Some(token)) => builder.credentials(token).build(),
        (false, None) => builder.credentials(sign_in::signed_in(&connection.store)?).build(),
    };
    Ok(client?)
}
