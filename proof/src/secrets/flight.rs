//! One refresh, however many callers want a token: cold, at its end, while callers go away, when it fails.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use apiloom_chaos::Gate;
use partner_insights::runtime::BoxFuture;
use partner_insights::runtime::oauth::{FetchedToken, Renewed, TokenSource};
use partner_insights::{AccessToken, Credentials, CredentialsError};
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::report::{Report, Row};

/// How many want a token at once, and in how many waves a third of them goes away.
const CALLERS: usize = 1_000;
const WAVES: usize = 30;

const LIFETIME: Duration = Duration::from_secs(3600);

/// An identity provider that answers when the gate is open.
struct Gated {
    gate: Gate,
    asked: Arc<AtomicUsize>,
    fails: bool,
}

impl TokenSource for Gated {
    fn fetch<'a>(&'a self, _audience: &'a str) -> BoxFuture<'a, Result<FetchedToken, CredentialsError>> {
        Box::pin(async move {
            self.asked.fetch_add(1, Ordering::Relaxed);
            self.gate.passed().await;
            match self.fails {
                true => Err(CredentialsError::new("scripted").transient()),
                false => Ok(FetchedToken::new(AccessToken::new("token")).expires_in(LIFETIME)),
            }
        })
    }
}

/// What happens around a refresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    /// There is no token yet.
    Cold,
    /// The one there is has just ended.
    Expired,
    /// The first caller, and many others, are dropped before the token is there.
    Dropped,
    /// There will be no token.
    Failing,
}

pub(super) fn run(repetitions: u64, report: &mut Report) -> io::Result<()> {
    for around in [Around::Cold, Around::Expired, Around::Dropped, Around::Failing] {
        let mut wrong = Vec::new();
        for _ in 0..repetitions {
            let runtime = Builder::new_current_thread().enable_time().start_paused(true).build()?;
            let (asked, unserved) = runtime.block_on(flight(around));
            if asked != 1 || unserved > 0 {
                wrong.push(format!("{around:?}: {asked} requests for a token, {unserved} callers without an answer"));
            }
        }
        let row = Row {
            promise: "S2",
            measure: format!("{CALLERS} callers of one token, {around:?}: runs with another number of requests than 1"),
            count: repetitions,
            result: wrong.len().to_string(),
            promised: "0".to_owned(),
        };
        report.must_hold(wrong.is_empty(), row);
        wrong.into_iter().take(2).for_each(|wrong| report.finding(wrong));
    }
    Ok(())
}

/// How many requests there were, and how many callers that stayed did not get what they should.
async fn flight(around: Around) -> (usize, usize) {
    let (gate, asked) = (Gate::closed(), Arc::new(AtomicUsize::new(0)));
    let source = Gated { gate: gate.clone(), asked: Arc::clone(&asked), fails: around == Around::Failing };
    let credentials = Arc::new(Renewed::new(source));
    if around == Around::Expired {
        gate.open();
        let _first = credentials.access_token("audience").await;
        asked.store(0, Ordering::Relaxed);
        tokio::time::advance(LIFETIME + Duration::from_secs(1)).await;
    }
    let mut callers = JoinSet::new();
    let mut handles = Vec::new();
    for _ in 0..CALLERS {
        let credentials = Arc::clone(&credentials);
        handles.push(callers.spawn(async move { credentials.access_token("audience").await.is_ok() }));
    }
    settle().await;
    let gone = if around == Around::Dropped { CALLERS / 3 } else { 0 };
    for wave in handles[..gone].chunks(gone.div_ceil(WAVES).max(1)) {
        wave.iter().for_each(tokio::task::AbortHandle::abort);
        settle().await;
    }
    gate.open();
    let (mut served, mut refused) = (0, 0);
    while let Some(ended) = callers.join_next().await {
        match ended {
            Ok(true) => served += 1,
            Ok(false) => refused += 1,
            Err(_) => {}
        }
    }
    let right = if around == Around::Failing { refused } else { served };
    (asked.load(Ordering::Relaxed), CALLERS - gone - right)
}

/// Lets everyone come to where he waits.
async fn settle() {
    for _ in 0..8 {
        tokio::task::yield_now().await;
    }
}
