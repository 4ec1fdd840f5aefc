//! What tokens come from, and what they are.

use std::io;
use std::sync::Arc;

use apiloom_chaos::secrets::Sentinels;
use azure_core::credentials::{AccessToken as AzureToken, TokenCredential, TokenRequestOptions};
use azure_core::error::{Error, ErrorKind};
use partner_insights::runtime::BoxFuture;
use partner_insights::runtime::oauth::{
    Application, AzureCredential, ClientCredentials, DeviceCode, FetchedToken, IdentityProvider, NotStored,
    RefreshToken, Renewed, TokenSource,
};
use partner_insights::{AccessToken, ApiKey, Basic, Credentials, CredentialsError, InMemory, Network, Secret};

use super::super::looked::Looked;
use crate::robust::planted::{
    ACCESS_TOKEN, API_KEY, BODY_FIELD, CLIENT_SECRET, DEVICE_CODE, PROXY_PASSWORD, REFRESH_TOKEN, URL_PASSWORD,
    USER_CODE,
};
use crate::secrets::certificate::Made;

const AUDIENCE: &str = "https://api.example";

pub(super) async fn look(planted: &Sentinels, made: &Made, looked: &mut Looked<'_>) -> io::Result<()> {
    looked.debug(&made.read()?);
    fixed(planted, looked)?;
    looked.debug(&provider(planted).map_err(io::Error::other)?);
    asked(planted, looked).await.map_err(io::Error::other)
}

fn fixed(planted: &Sentinels, looked: &mut Looked<'_>) -> io::Result<()> {
    let token = planted.value(ACCESS_TOKEN);
    looked.debug(&AccessToken::new(token));
    looked.debug(&Basic::new("user", planted.value(URL_PASSWORD)));
    looked.debug(&ApiKey::new(planted.value(API_KEY)));
    looked.debug(&Secret::new(planted.value(BODY_FIELD).to_owned()));
    looked.debug(&FetchedToken::new(AccessToken::new(token)));
    let proxy = format!("http://user:{}@proxy.example", planted.value(PROXY_PASSWORD));
    looked.debug(&Network::default().proxy(&proxy).map_err(io::Error::other)?);
    looked.debug(&Application::with_secret("application", planted.value(CLIENT_SECRET)));
    Ok(())
}

/// Sources of tokens before and after they have some, and the error of one that is refused in its own words.
async fn asked(planted: &Sentinels, looked: &mut Looked<'_>) -> Result<(), CredentialsError> {
    let application = || Application::with_secret("application", planted.value(CLIENT_SECRET));
    let source = ClientCredentials::new(provider(planted)?, application())?;
    looked.debug(&source);
    looked.debug(&source.fetch(AUDIENCE).await?);
    let source = RefreshToken::new(provider(planted)?, application(), planted.value(REFRESH_TOKEN), NotStored)?;
    looked.debug(&source);
    let renewed = Renewed::new(source);
    looked.debug(&renewed.access_token(AUDIENCE).await?);
    looked.debug(&renewed);
    looked.debug(renewed.source());
    let device = DeviceCode::new(provider(planted)?, application())?;
    looked.debug(&device);
    let signed_in = device.sign_in(AUDIENCE, NotStored, |prompt| looked.debug(prompt)).await?;
    looked.debug(&signed_in);
    let echo = format!(r#"{{"error":"invalid_grant","error_description":"{}"}}"#, planted.value(CLIENT_SECRET));
    let service = InMemory::new(move |_| Ok(InMemory::json(400, echo.clone())));
    let refused =
        ClientCredentials::new(IdentityProvider::oauth("https://id.example")?.transport(service), application())?;
    let azure = AzureCredential::new(Arc::new(Azure(planted.value(ACCESS_TOKEN).to_owned())));
    looked.debug(&azure);
    for error in [refused.fetch(AUDIENCE).await.err(), azure.access_token(AUDIENCE).await.err()].into_iter().flatten() {
        looked.both(&error);
    }
    Ok(())
}

/// Whatever it is asked, its answer is all of them.
fn provider(planted: &Sentinels) -> Result<IdentityProvider, CredentialsError> {
    let (token, refresh) = (planted.value(ACCESS_TOKEN), planted.value(REFRESH_TOKEN));
    let (device, user, password) = (planted.value(DEVICE_CODE), planted.value(USER_CODE), planted.value(URL_PASSWORD));
    let answer = format!(
        r#"{{"access_token":"{token}","expires_in":3600,"interval":1,"refresh_token":"{refresh}","device_code":"{device}","user_code":"{user}","verification_uri":"https://id.example/device","verification_uri_complete":"https://id.example/device?code={user}"}}"#
    );
    let service = InMemory::new(move |_| Ok(InMemory::json(200, answer.clone())));
    let url = format!("https://id.example/{password}?key={password}");
    Ok(IdentityProvider::oauth(&url)?.device_authorization_url(&url)?.transport(service))
}

/// A credential whose own view tells everything.
#[derive(Debug)]
struct Azure(String);

impl TokenCredential for Azure {
    fn get_token<'life0, 'life1, 'life2, 'life3, 'a>(
        &'life0 self,
        _scopes: &'life1 [&'life2 str],
        _options: Option<TokenRequestOptions<'life3>>,
    ) -> BoxFuture<'a, azure_core::Result<AzureToken>>
    where
        'life0: 'a,
        'life1: 'a,
        'life2: 'a,
        'life3: 'a,
    {
        Box::pin(std::future::ready(Err(Error::with_message(ErrorKind::Credential, self.0.clone()))))
    }
}
