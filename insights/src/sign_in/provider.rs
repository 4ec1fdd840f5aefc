//! Who is asked for tokens, and as which application.

use apiloom_commands::Failure;
use clap::Args;
use partner_insights::runtime::oauth::IdentityProvider;

use super::refused;
use super::tokens::Known;

#[derive(Debug, Args)]
pub(super) struct Asked {
    /// The tenant that is enrolled in the program: its id, or one of its domain names
    #[arg(long, env = "INSIGHTS_TENANT")]
    tenant: Option<String>,
    /// The id of the application that your administrator registered
    #[arg(long, env = "INSIGHTS_CLIENT_ID")]
    client_id: Option<String>,
    /// Where Microsoft Entra ID is, if it is another cloud's: an address of Microsoft, or a loopback host
    #[arg(long, value_name = "URL", env = "INSIGHTS_AUTHORITY")]
    authority: Option<String>,
}

impl Asked {
    /// What was not said is as it was when somebody signed in last.
    pub(super) fn complete(&self, before: Option<&Known>) -> Result<Known, Failure> {
        let missing = |flag: &str| {
            let hint = "your administrator knows it; `docs/insights-command.md` says how to register an application";
            Failure::usage(format!("{flag} has to be given")).hint(hint)
        };
        let tenant = self.tenant.clone().or_else(|| before.map(|known| known.tenant.clone()));
        let client_id = self.client_id.clone().or_else(|| before.map(|known| known.client_id.clone()));
        // Another tenant than before may be in another cloud.
        let same = self.tenant.is_none();
        let authority = self.authority.clone().or_else(|| before.filter(|_| same)?.authority.clone());
        Ok(Known {
            tenant: tenant.ok_or_else(|| missing("--tenant"))?,
            client_id: client_id.ok_or_else(|| missing("--client-id"))?,
            authority,
            refresh_token: String::new(),
        })
    }
}

/// Microsoft Entra ID. Secrets go to addresses of Microsoft, and to this machine, alone.
pub(super) fn provider(known: &Known) -> Result<IdentityProvider, Failure> {
    let entra = || IdentityProvider::entra(&known.tenant).map_err(|error| usage(&error));
    match &known.authority {
        None => entra(),
        // Plain `http` is refused elsewhere than on loopback hosts.
        Some(url) if url.starts_with("http://") => entra()?.authority_anywhere(url).map_err(|error| usage(&error)),
        Some(url) => entra()?.authority(url).map_err(|error| usage(&error)),
    }
}

fn usage(error: &partner_insights::CredentialsError) -> Failure {
    Failure::usage(refused(error).to_string())
}
