//! Signing in, and what is left of it on this machine.

mod provider;
mod session;
mod tokens;

use std::env;

use apiloom_commands::{Exit, Failure, Outcome, Presentation, say};
use clap::Args;
use partner_insights::runtime::Json;
use partner_insights::runtime::oauth::{Application, DeviceCode, Renewed};
use partner_insights::{AccessToken, CredentialsError};
use serde_json::json;

use self::provider::{Asked, provider};
use self::session::Session;
pub(crate) use self::tokens::Store;
use crate::connection::Connection;

const TOKEN: &str = "INSIGHTS_TOKEN";

#[derive(Debug, Args)]
pub(crate) struct Login {
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, Args)]
pub(crate) struct Logout {
    #[command(flatten)]
    store: Store,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    connection: Connection,
}

/// The access token of the environment, where there is one: arguments can be seen by others.
pub(crate) fn token() -> Option<AccessToken> {
    env::var(TOKEN).ok().filter(|token| !token.trim().is_empty()).map(|token| AccessToken::new(token.trim()))
}

/// Whoever signed in on this machine.
pub(crate) fn signed_in(store: &Store) -> Result<Renewed<Session>, Failure> {
    let file = store.file()?;
    match file.read()? {
        Some(_) => Ok(Renewed::new(Session::new(file))),
        None => Err(Failure::new(Exit::SignIn, "nobody is signed in")),
    }
}

pub(crate) async fn login(arguments: &Login, presentation: &Presentation) -> Result<(), Failure> {
    let file = arguments.connection.store.file()?;
    let known = arguments.asked.complete(file.read().ok().flatten().as_ref())?;
    let audience = arguments.connection.server()?.audience();
    let device =
        DeviceCode::new(provider(&known)?, Application::public(&known.client_id)).map_err(|error| refused(&error))?;
    let store = Session::store(file.clone(), known);
    let signing_in = device.sign_in(audience, store, |prompt| {
        say(&format!("Open {} and enter the code {}", prompt.verification_uri(), prompt.user_code()));
        presentation.note(&format!("The code is good for {} minutes. Waiting..", prompt.expires_in().as_secs() / 60));
    });
    signing_in.await.map_err(|error| refused(&error))?.saved().await.map_err(|error| refused(&error))?;
    presentation.note(&format!("signed in; `insights logout` forgets it ({})", file.path().display()));
    Ok(())
}

pub(crate) fn logout(arguments: &Logout, presentation: &Presentation) -> Result<(), Failure> {
    let was_there = arguments.store.file()?.remove()?;
    presentation.note(if was_there { "signed out on this machine" } else { "nobody was signed in" });
    if token().is_some() {
        presentation.note(&format!("{TOKEN} is still set, and used"));
    }
    Ok(())
}

/// What is known without asking anybody; no secret.
pub(crate) fn status(arguments: &Status, presentation: &Presentation) -> Result<(), Failure> {
    let Connection { server, base_url, store } = &arguments.connection;
    let (file, url) = (store.file()?, arguments.connection.server()?.url());
    let known = file.read()?;
    let by = match (token(), &known) {
        (Some(_), _) => Json::from(format!("the token in {TOKEN}")),
        (None, Some(_)) => Json::from("somebody who signed in"),
        (None, None) => Json::Null,
    };
    let status = json!({
        "SignedIn": !by.is_null(),
        "By": by,
        "Tenant": known.as_ref().map(|known| &known.tenant),
        "ClientId": known.as_ref().map(|known| &known.client_id),
        "Server": server,
        "Url": base_url.as_deref().unwrap_or(url),
        "File": file.path().display().to_string(),
    });
    presentation.print(&Outcome::Value(status), &["SignedIn", "By", "Tenant", "ClientId", "Server", "Url", "File"])
}

/// Errors of identity providers hold codes and numbers, and no word of what was sent or received.
fn refused(error: &CredentialsError) -> Failure {
    Failure::new(Exit::SignIn, error.to_string())
}
