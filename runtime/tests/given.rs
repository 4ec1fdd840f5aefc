//! A client of `reqwest` that somebody else configured: it follows redirects, and the rest holds all the same.

use std::time::Duration;

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::{Answer as Scripted, Server};
use apiloom_runtime::wire::{Answer, ClientCore, Settings};
use apiloom_runtime::{AccessToken, Error, Limits, ReqwestTransport, Retry};

use crate::support::{API, SendCall, resume};

const SENTINEL: &str = "S3NT1NEL";

/// A server that sends everybody to another.
struct Redirected {
    first: Server,
    target: Server,
}

impl Redirected {
    async fn to(target: Script) -> Self {
        let target = Server::start(target).await.unwrap();
        let location = format!("{}/{SENTINEL}?sig={SENTINEL}", target.url());
        let first = Script::answer(&Scripted::new(307).field("location", location));
        Self { first: Server::start(first).await.unwrap(), target }
    }

    fn client(&self, limits: Limits) -> ClientCore {
        let following = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::limited(3));
        let settings = Settings::new(&API).base_url(self.first.url()).credentials(AccessToken::new(SENTINEL));
        let settings = settings.transport(ReqwestTransport::new(following.build().unwrap()));
        let retry = Retry::default().first_wait(Duration::from_millis(1));
        settings.retry(retry).limits(limits).build().unwrap()
    }

    /// The error of a call, which shows nothing, and how many requests came to the target.
    async fn fails(&self, limits: Limits) -> (Error, usize) {
        let error = resume(&self.client(limits), SENTINEL).send(Answer::bytes).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains(SENTINEL), "{error}");
        (error, self.target.journal().requests().len())
    }
}

#[tokio::test]
async fn it_follows_a_redirect() {
    let redirected = Redirected::to(Script::answer(&Scripted::ok("text/csv", "a,b"))).await;
    let answer = resume(&redirected.client(Limits::default()), "x").send(Answer::text).await.unwrap();
    assert_eq!(answer.as_inner(), "a,b");
    let requests = redirected.target.journal().requests();
    assert_eq!((requests.len(), requests[0].field("authorization")), (1, None));
    // It may have unpacked a body and left its length out, so that one without is taken as it comes.
    let open =
        Action::after_request([Action::send(Scripted::ok("text/csv", "a,b").http1_until_close()), Action::Close]);
    let redirected = Redirected::to(Script::requests(open)).await;
    assert_eq!(resume(&redirected.client(Limits::default()), "x").send(Answer::text).await.unwrap().as_inner(), "a,b");
}

#[tokio::test]
async fn limits_hold_behind_a_redirect() {
    let limits = Limits::default().body(1000).header_fields(10);
    let long = Scripted::ok("text/csv", "x".repeat(1001));
    let unknown = Script::requests(Action::after_request([Action::send(long.http1_chunked(100))]));
    let many = (0..11).fold(Scripted::ok("text/csv", "a"), |answer, at| answer.field("x-a", at.to_string()));
    for script in [Script::answer(&long), unknown, Script::answer(&many)] {
        let (error, requests) = Redirected::to(script).await.fails(limits.clone()).await;
        assert!(error.is_over_limit() && requests == 1, "{error}");
    }
    let silent = Redirected::to(Script::requests(Action::after_request([Action::hang()]))).await;
    let (error, requests) = silent.fails(Limits::default().attempt(Duration::from_millis(200))).await;
    assert!(error.is_timeout() && requests == 3 && error.attempts().len() == 3, "{error}");
}

#[tokio::test]
async fn retries_are_ours_behind_a_redirect() {
    let busy = Scripted::new(503);
    let script = Script::answer(&Scripted::ok("text/csv", "a,b"));
    let script = script.request(Action::after_request([Action::answer(&busy)]));
    let redirected = Redirected::to(script).await;
    resume(&redirected.client(Limits::default()), "x").send(Answer::text).await.unwrap();
    assert_eq!(redirected.target.journal().requests().len(), 2);
    let (error, requests) = Redirected::to(Script::answer(&busy)).await.fails(Limits::default()).await;
    assert!(error.status().is_some() && requests == 3, "{error}");
}

#[tokio::test]
async fn where_a_redirect_leads_is_not_shown() {
    let gone = Redirected::to(Script::connections(Vec::new())).await;
    let Redirected { first, target } = gone;
    let nobody = target.address();
    target.stop().await;
    let other = Server::start(Script::answer(&Scripted::new(200))).await.unwrap();
    let (error, _) = Redirected { first, target: other }.fails(Limits::default()).await;
    assert!(error.is_connect() && !error.to_string().contains(&nobody.port().to_string()), "{error}");
    let endless = Redirected::to(Script::answer(&Scripted::new(307).field("location", format!("/{SENTINEL}")))).await;
    let (error, requests) = endless.fails(Limits::default()).await;
    assert!(!error.is_transient() && requests == 3 && error.to_string().contains("redirect"), "{error}");
}
