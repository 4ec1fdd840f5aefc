//! Downloads from servers and to disks that misbehave.

mod breaks;
mod checks;
mod disks;
mod expiry;
mod files;
mod links;
mod pace;
mod random;
mod reply;
mod seen;
mod sockets;
mod wrapped;

use apiloom_runtime::wire::{ClientCore, Settings};
use apiloom_runtime::{AccessToken, Body, Downloads, InMemory, Retry, TransportError, http};

use self::reply::Reply;
use crate::support::{API, PARTNER};

/// What is secret in a link.
const SENTINEL: &str = "S3NT1NEL";
const LINK: &str = "https://account.blob.core.windows.net/reports/1.csv?sv=1&sig=S3NT1NEL";
const HOSTS: &[&str] = &["*.blob.core.windows.net"];

type Request = http::Request<apiloom_runtime::Bytes>;

fn settings() -> Settings {
    Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t0ken")).seed(1)
}

fn client(service: &InMemory) -> ClientCore {
    settings().transport(service.clone()).build().unwrap()
}

fn client_with(service: &InMemory, downloads: Downloads) -> ClientCore {
    settings().transport(service.clone()).downloads(downloads).retry(Retry::default().without_budget()).build().unwrap()
}

/// Answers each request, counted from 1.
fn service(answer: impl Fn(usize, &Request) -> Reply + Send + Sync + 'static) -> InMemory {
    let count = std::sync::atomic::AtomicUsize::new(1);
    InMemory::new(move |request| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let reply: Result<http::Response<Body>, TransportError> = answer(number, request).into_response();
        reply
    })
}

fn field<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

/// `length` bytes that are unlike those before and after.
fn content(length: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(length as u64);
    // Never gzip or a byte order mark by chance.
    std::iter::once(b'a').chain(std::iter::repeat_with(|| random.u8(..))).take(length).collect()
}
