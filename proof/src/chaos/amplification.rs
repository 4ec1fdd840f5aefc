//! An outage: how many requests are sent when every answer is an error (B65). Virtual time, so that hours pass at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use partner_insights::runtime::BoxFuture;
use partner_insights::{AccessToken, Body, Client, Server, Transport, TransportError};
use tokio::runtime::Builder;
use tokio::time::{Instant, sleep};

use crate::report::{Report, Row};

/// Between two calls: a hundred begin in a second.
const PACE: Duration = Duration::from_millis(10);

const ATTEMPTS: u64 = 3;

/// What may be sent besides one request for each call: so many at once, and so many in a second.
struct Allowed {
    status: StatusCode,
    at_once: u64,
    in_a_second: f64,
}

const ALLOWED: [Allowed; 2] = [
    Allowed { status: StatusCode::SERVICE_UNAVAILABLE, at_once: 10, in_a_second: 0.05 },
    Allowed { status: StatusCode::TOO_MANY_REQUESTS, at_once: 20, in_a_second: 0.1 },
];

pub(super) fn run(seed: u64, most: u64, report: &mut Report) -> io::Result<()> {
    for allowed in ALLOWED {
        for calls in [1, 10, 1_000, 100_000].into_iter().filter(|calls| *calls <= most) {
            let (sent, time) = outage(seed, calls, allowed.status)?;
            let in_time = (time.as_secs_f64() * allowed.in_a_second).ceil();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of requests")]
            let limit = (calls + allowed.at_once + in_time as u64).min(calls * ATTEMPTS);
            let row = Row {
                promise: "R3, B65",
                measure: format!(
                    "an outage ({} always) of {} s, 100 calls a second: requests",
                    allowed.status.as_u16(),
                    time.as_secs()
                ),
                count: calls,
                result: format!("{sent} ({})", times(sent, calls)),
                promised: format!("at most {limit} ({})", times(limit, calls)),
            };
            report.must_hold(sent <= limit, row);
        }
    }
    Ok(())
}

/// `×1.010`.
fn times(sent: u64, calls: u64) -> String {
    let thousandths = sent * 1000 / calls.max(1);
    format!("×{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// How many requests so many calls send, and how long it takes.
fn outage(seed: u64, calls: u64, status: StatusCode) -> io::Result<(u64, Duration)> {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build()?;
    let down = Down { status, requests: Arc::default() };
    let requests = Arc::clone(&down.requests);
    let client = Client::builder()
        .server(Server::Partner)
        .credentials(AccessToken::new("token"))
        .transport(down)
        .adjust(|settings| settings.seed(seed))
        .build()
        .map_err(io::Error::other)?;
    let time = runtime.block_on(async {
        let (started, mut running) = (Instant::now(), tokio::task::JoinSet::new());
        for _ in 0..calls {
            let client = client.clone();
            running.spawn(async move { client.list_reports().await.is_err() });
            sleep(PACE).await;
            while running.try_join_next().is_some() {}
        }
        while running.join_next().await.is_some() {}
        started.elapsed()
    });
    Ok((requests.load(Ordering::Relaxed), time))
}

/// A service that is down.
struct Down {
    status: StatusCode,
    requests: Arc<AtomicU64>,
}

impl Transport for Down {
    fn send(&self, _request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let mut answer = Response::new(Body::new(Bytes::new()));
        *answer.status_mut() = self.status;
        Box::pin(std::future::ready(Ok(answer)))
    }
}
