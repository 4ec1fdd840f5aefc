//! Servers that say how long to wait, and lie (B23). Virtual time.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use apiloom_chaos::payload::RETRY_AFTER;
use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode};
use partner_insights::runtime::{Event, Happened};
use partner_insights::{AccessToken, Body, Client, InMemory, Server};
use tokio::runtime::Builder;
use tokio::time::Instant;

use crate::report::{Report, Row};
use crate::robust::goods;

/// The longest wait, with what is added so that clients do not come back together.
const LONGEST: Duration = Duration::from_secs(60);

/// Timers go off at the next whole millisecond.
const TICK: Duration = Duration::from_millis(1);

/// Deadlines of the calls: the default, one before most waits end, one after all.
const DEADLINES: [Duration; 3] = [Duration::from_secs(90), Duration::from_secs(5), Duration::from_secs(600)];

/// At the edges of what is believed.
const EDGES: [&str; 6] = ["0", "1", "59", "60", "61", "120"];

const NAMES: [&str; 3] = ["retry-after", "retry-after-ms", "x-ms-retry-after-ms"];

pub(super) fn run(report: &mut Report) -> io::Result<()> {
    let (mut count, mut longest, mut beyond) = (0, Duration::ZERO, 0);
    for status in [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE] {
        for name in NAMES {
            for value in RETRY_AFTER.into_iter().chain(EDGES) {
                for deadline in DEADLINES {
                    let (wait, time) = told(status, name, value, deadline)?;
                    count += 1;
                    longest = longest.max(wait);
                    if wait > LONGEST + TICK || time > deadline {
                        beyond += 1;
                        let why = format!("waits {wait:?}, ends after {time:?} of {deadline:?}");
                        report.finding(format!("{} with `{name}: {value}`: {why}", status.as_u16()));
                    }
                }
            }
        }
    }
    let row = Row {
        promise: "R4, B23",
        measure: format!(
            "hostile waits (`Retry-After`, `retry-after-ms`): the longest delay; {beyond} beyond a deadline"
        ),
        count,
        result: format!("{:.1} s", longest.as_secs_f64()),
        promised: "60 s, and no deadline".to_owned(),
    };
    report.must_hold(beyond == 0, row);
    Ok(())
}

/// The longest single wait of a call that is told this by every answer, and how long the call takes.
fn told(
    status: StatusCode,
    name: &'static str,
    value: &'static str,
    deadline: Duration,
) -> io::Result<(Duration, Duration)> {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build()?;
    let service = InMemory::new(move |_| {
        let mut answer = Response::new(Body::new(Bytes::new()));
        *answer.status_mut() = status;
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
        Ok(answer)
    });
    let longest = Arc::new(Mutex::new(Duration::ZERO));
    let seen = Arc::clone(&longest);
    let client = Client::builder()
        .server(Server::Partner)
        .credentials(AccessToken::new("token"))
        .transport(service)
        .observer(move |event: &Event<'_>| {
            if let Happened::Waiting { wait } = event.happened() {
                let mut longest = seen.lock().unwrap_or_else(PoisonError::into_inner);
                *longest = wait.max(*longest);
            }
        })
        .build()
        .map_err(io::Error::other)?;
    let time = runtime.block_on(async {
        let started = Instant::now();
        let report = partner_insights::models::ReportId::new(goods::REPORT_ID);
        let told = client.pause_report(&report).timeout(deadline).await;
        drop(told);
        started.elapsed()
    });
    let longest = *longest.lock().unwrap_or_else(PoisonError::into_inner);
    Ok((longest, time))
}
