//! Where a caller panics, and what he has in his hands then.
#![expect(clippy::unwrap_used, clippy::panic, reason = "callers do that")]

use apiloom_chaos::http1::Script;
use apiloom_chaos::secrets::Sentinels;
use partner_insights::runtime::oauth::{
    Application, ClientCredentials, FetchedToken, IdentityProvider, RefreshToken, Renewed, SecretString, TokenSource,
    TokenStore,
};
use partner_insights::runtime::{BoxFuture, Downloads, Event};
use partner_insights::{AccessToken, Client, Credentials, CredentialsError, InMemory, Server};

use crate::robust::goods;
use crate::robust::operation::execution;
use crate::robust::planted::{ACCESS_TOKEN, CLIENT_SECRET, REFRESH_TOKEN, RENEWED_REFRESH_TOKEN};

#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Unwraps a refusal that repeats the token.
    Refusal,
    /// The same, but with what is no text: the error itself.
    Value,
    /// Unwraps the refusal of an identity provider that repeats the secret.
    Secret,
    /// Has a token where he expects none.
    Token,
    /// Observes, and shows all that he sees and holds.
    Observer,
    /// Stores refresh tokens, and shows what he is handed.
    Store,
    /// Makes tokens, and shows the one that he made.
    Source,
    /// Watches a download, and shows where it is from.
    Download,
}

impl Place {
    pub(super) const ALL: [Self; 8] = [
        Self::Refusal,
        Self::Value,
        Self::Secret,
        Self::Token,
        Self::Observer,
        Self::Store,
        Self::Source,
        Self::Download,
    ];

    /// Does not return.
    pub(super) async fn panic(self, planted: &Sentinels) {
        let token = AccessToken::new(planted.value(ACCESS_TOKEN));
        let application = Application::with_secret("application", planted.value(CLIENT_SECRET));
        match self {
            Self::Refusal => drop(client(planted, |_| {}).list_reports().await.unwrap()),
            Self::Value => std::panic::panic_any(client(planted, |_| {}).list_reports().await.unwrap_err()),
            Self::Secret => {
                let source = ClientCredentials::new(provider(planted, 400), application).unwrap();
                drop(Renewed::new(source).access_token("").await.unwrap());
            }
            Self::Token => drop(token.access_token("").await.unwrap_err()),
            Self::Observer => {
                let observer = move |event: &Event<'_>| panic!("{event:?} {token:?} {application:?}");
                drop(client(planted, observer).list_reports().await);
            }
            Self::Store => {
                let refresh = planted.value(REFRESH_TOKEN);
                let source = RefreshToken::new(provider(planted, 200), application, refresh, Loud).unwrap();
                drop(Renewed::new(source).access_token("").await.unwrap());
            }
            Self::Source => drop(Renewed::new(Made(token)).access_token("").await.unwrap()),
            Self::Download => download(planted).await,
        }
    }
}

/// Of a service that refuses everything, and repeats the token.
fn client(planted: &Sentinels, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Client {
    let token = planted.value(ACCESS_TOKEN).to_owned();
    let body = format!(r#"{{"Message":"Bearer {token} is not good"}}"#);
    let service = InMemory::new(move |_| Ok(InMemory::json(401, body.clone())));
    let builder = Client::builder().server(Server::Partner).credentials(AccessToken::new(token));
    builder.transport(service).observer(observer).build().unwrap()
}

/// Whatever it is asked, it tells all secrets.
fn provider(planted: &Sentinels, status: u16) -> IdentityProvider {
    let [access, refresh] = [ACCESS_TOKEN, RENEWED_REFRESH_TOKEN].map(|name| planted.value(name));
    let secret = planted.value(CLIENT_SECRET);
    let body = match status {
        200 => format!(r#"{{"access_token":"{access}","refresh_token":"{refresh}"}}"#),
        _ => format!(r#"{{"error":"invalid_grant","error_description":"{secret} {access} {refresh}"}}"#),
    };
    let service = InMemory::new(move |_| Ok(InMemory::json(status, body.clone())));
    IdentityProvider::oauth("https://id.example/token").unwrap().transport(service)
}

async fn download(planted: &Sentinels) {
    let server = apiloom_chaos::Server::start(Script::answer(&goods::file())).await.unwrap();
    let builder = Client::builder().server(Server::Partner).credentials(AccessToken::new(planted.value(ACCESS_TOKEN)));
    let client = builder.downloads(Downloads::default().allow_loopback()).build().unwrap();
    let execution = execution(&goods::link(&server.url(), planted));
    let download = client.download_report(&execution);
    drop(download.progress(move |_, _| panic!("{client:?} {execution:?}")).to_bytes(1 << 20).await);
}

/// Speaks of what it should keep.
struct Loud;

impl TokenStore for Loud {
    fn save<'a>(&'a self, refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>> {
        panic!("{refresh_token:?}")
    }
}

struct Made(AccessToken);

impl TokenSource for Made {
    fn fetch<'a>(&'a self, _audience: &'a str) -> BoxFuture<'a, Result<FetchedToken, CredentialsError>> {
        let fetched = FetchedToken::new(self.0.clone());
        Box::pin(async move { panic!("{fetched:?}") })
    }
}
