//! A source of tokens that counts, waits where it is told to, and answers as it is told.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiloom_runtime::oauth::{FetchedToken, Renewed, TokenSource};
use apiloom_runtime::{AccessToken, BoxFuture, Credentials, CredentialsError};
use tokio::sync::Semaphore;

pub(super) const AUDIENCE: &str = "https://audience";

pub(super) type Fetched = Result<FetchedToken, CredentialsError>;
type Answerer = dyn FnMut(usize) -> Fetched + Send;

#[derive(Clone)]
pub(super) struct Issuer(Arc<Inner>);

struct Inner {
    answer: Mutex<Box<Answerer>>,
    gate: Semaphore,
    fetches: AtomicUsize,
    in_flight: AtomicUsize,
    most_in_flight: AtomicUsize,
}

impl Issuer {
    /// Answers at once; the first fetch is 1.
    pub(super) fn new(answer: impl FnMut(usize) -> Fetched + Send + 'static) -> Self {
        Self::behind_gate(Semaphore::MAX_PERMITS, answer)
    }

    /// Answers so many fetches; the others wait for [`open`](Self::open).
    pub(super) fn behind_gate(permits: usize, answer: impl FnMut(usize) -> Fetched + Send + 'static) -> Self {
        Self(Arc::new(Inner {
            answer: Mutex::new(Box::new(answer)),
            gate: Semaphore::new(permits),
            fetches: AtomicUsize::new(0),
            in_flight: AtomicUsize::new(0),
            most_in_flight: AtomicUsize::new(0),
        }))
    }

    /// Tokens that live an hour.
    pub(super) fn hourly() -> Self {
        Self::new(|number| Ok(token(number, 3600)))
    }

    pub(super) fn renewed(&self) -> Arc<Renewed<Self>> {
        Arc::new(Renewed::new(self.clone()).seed(7))
    }

    pub(super) fn open(&self, permits: usize) {
        self.0.gate.add_permits(permits);
    }

    pub(super) fn fetches(&self) -> usize {
        self.0.fetches.load(Ordering::SeqCst)
    }

    pub(super) fn in_flight(&self) -> usize {
        self.0.in_flight.load(Ordering::SeqCst)
    }

    pub(super) fn most_in_flight(&self) -> usize {
        self.0.most_in_flight.load(Ordering::SeqCst)
    }
}

impl TokenSource for Issuer {
    fn fetch<'a>(&'a self, _audience: &'a str) -> BoxFuture<'a, Fetched> {
        Box::pin(async move {
            let number = self.0.fetches.fetch_add(1, Ordering::SeqCst) + 1;
            let _flying = Flying::new(&self.0);
            self.0.gate.acquire().await.unwrap().forget();
            (self.0.answer.lock().unwrap())(number)
        })
    }
}

struct Flying<'i>(&'i Inner);

impl<'i> Flying<'i> {
    fn new(inner: &'i Inner) -> Self {
        let now = inner.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        inner.most_in_flight.fetch_max(now, Ordering::SeqCst);
        Self(inner)
    }
}

impl Drop for Flying<'_> {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::SeqCst);
    }
}

pub(super) fn token(number: usize, seconds: u64) -> FetchedToken {
    FetchedToken::new(AccessToken::new(format!("token-{number}"))).expires_in(Duration::from_secs(seconds))
}

pub(super) fn broken() -> Fetched {
    Err(CredentialsError::new("the identity provider is broken").transient())
}

/// Asks for a token, as a call does.
pub(super) async fn ask(credentials: &impl Credentials) -> Result<AccessToken, CredentialsError> {
    credentials.access_token(AUDIENCE).await
}

/// Lets every task that can go on do so.
pub(super) async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}
