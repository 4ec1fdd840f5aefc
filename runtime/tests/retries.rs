//! When a request is sent again, in virtual time.
#![expect(clippy::unnecessary_wraps, reason = "answers are made where failures are")]

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiloom_runtime::wire::{Answer, Call, ClientCore, HeaderSource, Operation, Repeat, Segment, Settings};
use apiloom_runtime::{
    AccessToken, Body, BoxFuture, Bytes, Cause, Error, Event, Happened, InMemory, Limits, Method, Retry, StatusCode,
    Transport, TransportError, http,
};
use tokio::time::Instant;

use crate::support::{API, PARTNER, SendCall, resume};

/// Not idempotent.
static CREATE: Operation = Operation {
    name: "create_report",
    method: Method::POST,
    template: "/Report",
    path: &[Segment::Literal("/Report")],
    headers: &[("X-Request-Id", HeaderSource::Uuid)],
    ..Operation::NEW
};

/// Not idempotent, but the server knows a repetition by its identifier.
static CREATE_ONCE: Operation = Operation { repeat: Repeat::HarmlessWith("x-request-id"), ..CREATE_NEW };
const CREATE_NEW: Operation = Operation {
    name: "create_once",
    method: Method::POST,
    template: "/Report",
    path: &[Segment::Literal("/Report")],
    headers: &[("X-Request-Id", HeaderSource::Uuid)],
    ..Operation::NEW
};

static DELETE: Operation = Operation {
    name: "delete_report",
    method: Method::DELETE,
    template: "/Report",
    path: &[Segment::Literal("/Report")],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

type Outcome = Result<http::Response<Body>, TransportError>;

fn status(code: u16) -> Outcome {
    Ok(InMemory::json(code, "{}"))
}

fn after(code: u16, name: &'static str, value: &str) -> Outcome {
    let mut answer = InMemory::json(code, "{}");
    answer.headers_mut().insert(name, value.parse().unwrap());
    Ok(answer)
}

fn client(service: &InMemory) -> ClientCore {
    settings(service).build().unwrap()
}

fn settings(service: &InMemory) -> Settings {
    Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t0ken")).transport(service.clone()).seed(7)
}

async fn put(core: &ClientCore) -> Result<(), Error> {
    resume(core, "x").send(Answer::empty).await.map(|_| ())
}

async fn post(core: &ClientCore, operation: &'static Operation) -> Result<(), Error> {
    Call::new(core, operation).send(Answer::empty).await.map(|_| ())
}

#[tokio::test(start_paused = true)]
async fn what_may_be_repeated_is() {
    type Make = fn() -> Outcome;
    let passing: [Make; 7] = [
        || status(503),
        || status(500),
        || status(429),
        || status(408),
        || Err(TransportError::connect("x")),
        || Err(TransportError::timeout("x")),
        || Err(TransportError::interrupted("x")),
    ];
    for failure in passing {
        let service = InMemory::in_turn([failure(), failure(), status(200)]);
        put(&client(&service)).await.unwrap();
        assert_eq!(service.requests().len(), 3);
    }
    let lasting: [Make; 4] =
        [|| status(400), || status(501), || Err(TransportError::tls("x")), || Err(TransportError::unusable("x"))];
    for failure in lasting {
        let service = InMemory::in_turn([failure(), status(200)]);
        let error = put(&client(&service)).await.unwrap_err();
        assert_eq!((service.requests().len(), error.attempts().len()), (1, 1), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_repeated_is_sent_once() {
    for failure in [status(503), after(503, "retry-after", "1"), status(429), status(500)] {
        let service = InMemory::in_turn([failure, status(200)]);
        post(&client(&service), &CREATE).await.unwrap_err();
        assert_eq!(service.requests().len(), 1);
    }
    for failure in [TransportError::timeout("x"), TransportError::interrupted("x")] {
        let service = InMemory::in_turn([Err(failure), status(200)]);
        let error = post(&client(&service), &CREATE).await.unwrap_err();
        assert_eq!(service.requests().len(), 1);
        assert!(error.outcome_is_unknown() && error.to_string().ends_with("it may have been done all the same"));
    }
    let never_sent = InMemory::in_turn([Err(TransportError::connect("x")), status(200)]);
    post(&client(&never_sent), &CREATE).await.unwrap();
    let refused = InMemory::in_turn([status(409)]);
    assert!(!post(&client(&refused), &CREATE).await.unwrap_err().outcome_is_unknown());
}

#[tokio::test(start_paused = true)]
async fn what_a_server_recognises_is_repeated_with_the_same_identifier() {
    let service = InMemory::in_turn([status(503), Err(TransportError::timeout("x")), status(200)]);
    post(&client(&service), &CREATE_ONCE).await.unwrap();
    let identifiers: BTreeSet<String> =
        service.requests().iter().map(|sent| sent.headers()["x-request-id"].to_str().unwrap().to_owned()).collect();
    assert_eq!((service.requests().len(), identifiers.len()), (3, 1));
    post(&client(&InMemory::in_turn([status(200)])), &CREATE_ONCE).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_error_knows_its_attempts() {
    let service = InMemory::in_turn([status(503), Err(TransportError::connect("no")), status(500)]);
    let error = put(&client(&service)).await.unwrap_err();
    let causes: Vec<Cause> = error.attempts().iter().map(apiloom_runtime::Attempt::cause).collect();
    let expected = [
        Cause::Status(StatusCode::SERVICE_UNAVAILABLE),
        Cause::NotSent,
        Cause::Status(StatusCode::INTERNAL_SERVER_ERROR),
    ];
    assert_eq!(causes, expected);
    let shown = error.to_string();
    assert!(shown.ends_with("500 Internal Server Error (3 attempts: 503, not sent, 500)"), "{shown}");
    assert!(error.elapsed() >= Duration::from_millis(100));
}

/// The answer to a change was lost, and the change is what its repetition meets.
#[tokio::test(start_paused = true)]
async fn a_lost_answer_and_a_refusal_leave_the_outcome_unknown() {
    let lost: [fn() -> Outcome; 3] = [
        || Err(TransportError::interrupted("x")),
        || Err(TransportError::timeout("x")),
        || Ok(InMemory::json(502, "<h1>Bad gateway</h1>")),
    ];
    for lost in lost {
        for (refusal, of_delete) in [(404, true), (410, true), (404, false), (409, false), (412, false)] {
            let service = InMemory::in_turn([lost(), status(refusal)]);
            let core = client(&service);
            let error = if of_delete { post(&core, &DELETE).await } else { put(&core).await }.unwrap_err();
            let causes: Vec<Cause> = error.attempts().iter().map(apiloom_runtime::Attempt::cause).collect();
            assert_eq!((service.requests().len(), causes.len()), (2, 2));
            assert!(error.outcome_is_unknown() && causes[0].is_ambiguous(), "{error}");
            assert_eq!(causes[1], Cause::Status(StatusCode::from_u16(refusal).unwrap()));
            assert_eq!(error.status().unwrap().as_u16(), refusal, "the refusal itself is told");
        }
    }
    // Where nothing was sent the first time, the refusal is all there is to know.
    let service = InMemory::in_turn([Err(TransportError::connect("x")), status(404)]);
    let error = post(&client(&service), &DELETE).await.unwrap_err();
    assert!(error.is_not_found() && error.attempts().len() == 2 && !error.outcome_is_unknown());
}

#[tokio::test(start_paused = true)]
async fn the_server_says_when() {
    for (name, value, least) in [
        ("retry-after", "2", 2_000),
        ("retry-after", "60", 60_000),
        ("retry-after-ms", "1500", 1_500),
        ("x-ms-retry-after-ms", "700", 700),
        ("retry-after", "Thu, 01 Jan 1970 00:00:09 GMT", 9_000),
        // In the past, and nonsense: the client's own wait.
        ("retry-after", "Wed, 31 Dec 1969 00:00:00 GMT", 50),
        ("retry-after", "0", 50),
        ("retry-after", "-5", 50),
        ("retry-after", "NaN", 50),
        ("retry-after", "1e9", 50),
        ("retry-after", "2;3", 50),
        ("retry-after", "", 50),
    ] {
        let service = InMemory::in_turn([after(503, name, value), status(200)]);
        let core = settings(&service).wall_clock(|| UNIX_EPOCH).build().unwrap();
        let started = Instant::now();
        put(&core).await.unwrap();
        let waited = started.elapsed();
        let most = Duration::from_millis((least * 5 / 4 + 10).max(260));
        assert!(waited >= Duration::from_millis(least) && waited <= most, "{name}: {value}: {waited:?}");
    }
}

/// Hours forward or back in every answer.
#[tokio::test(start_paused = true)]
async fn a_wall_clock_that_jumps_moves_dates_alone() {
    static HOURS: AtomicU64 = AtomicU64::new(12);
    fn jumping() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(3600 * HOURS.load(Ordering::Relaxed))
    }
    fn standing() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(3600 * 12)
    }
    /// How long a call takes, and its error; the clock jumps to these hours while the attempts are on their way.
    async fn measure(clock: fn() -> SystemTime, hours: [u64; 2], answer: (u16, &'static str)) -> (Duration, String) {
        let jumps = Mutex::new(hours.into_iter());
        HOURS.store(12, Ordering::Relaxed);
        let service = InMemory::new(move |_| {
            if let Some(hour) = jumps.lock().unwrap().next() {
                HOURS.store(hour, Ordering::Relaxed);
            }
            if answer.0 == 0 { Err(TransportError::timeout("x")) } else { after(answer.0, "retry-after", answer.1) }
        });
        let core = settings(&service).wall_clock(clock).build().unwrap();
        let started = Instant::now();
        let mut call = resume(&core, "x");
        call.timeout(Duration::from_secs(100));
        let error = call.send(Answer::empty).await.unwrap_err();
        assert_eq!(error.elapsed(), started.elapsed());
        (started.elapsed(), error.to_string())
    }
    for hours in [[15, 1], [1, 23], [0, 0], [1_000_000, 0]] {
        for answer in [(0, ""), (503, ""), (503, "30"), (429, "60"), (429, "61")] {
            let expected = measure(standing, [12, 12], answer).await;
            assert_eq!(measure(jumping, hours, answer).await, expected, "{answer:?}");
        }
    }
    // Half a minute after noon.
    let date = (503, "Thu, 01 Jan 1970 12:00:30 GMT");
    assert!(measure(jumping, [12, 12], date).await.0 >= Duration::from_secs(60), "both are waited for");
    assert_eq!(measure(jumping, [11, 11], date).await.0, Duration::ZERO, "an hour more is too long");
    assert!(measure(jumping, [13, 13], date).await.0 < Duration::from_secs(1), "it is over");
}

#[tokio::test(start_paused = true)]
async fn no_server_makes_a_client_wait_for_long() {
    let values = ["61", "999999999", "18446744073709551615", "Fri, 31 Dec 9999 23:59:59 GMT"];
    for value in values {
        let service = InMemory::in_turn([after(429, "retry-after", value), status(200)]);
        let started = Instant::now();
        let error = put(&client(&service)).await.unwrap_err();
        assert_eq!(started.elapsed(), Duration::ZERO, "{value}");
        assert!(error.is_rate_limited() && error.retry_after().unwrap() > Duration::from_secs(60), "{value}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_wait_ends_after_the_deadline() {
    let service = InMemory::new(|_| after(503, "retry-after", "2"));
    let mut call = resume(&client(&service), "x");
    call.timeout(Duration::from_secs(3));
    let started = Instant::now();
    let error = call.send(Answer::empty).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE), "the last answer, not a timeout");
    assert_eq!(service.requests().len(), 2);
    assert!(started.elapsed() < Duration::from_secs(3));
}

/// Answers nothing to the first so many requests.
#[derive(Clone)]
struct Silent(Arc<Mutex<u32>>);

impl Transport for Silent {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<'_, Outcome> {
        Box::pin(async {
            let is_silent = {
                let mut silent = self.0.lock().unwrap();
                *silent = silent.saturating_sub(1);
                *silent > 0
            };
            if is_silent { std::future::pending().await } else { status(200) }
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_costs_an_attempt() {
    let build = |silent: u32| {
        let settings = Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t"));
        settings.transport(Silent(Arc::new(Mutex::new(silent + 1)))).build().unwrap()
    };
    let started = Instant::now();
    put(&build(1)).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(30) && started.elapsed() < Duration::from_secs(31));
    let started = Instant::now();
    let error = put(&build(9)).await.unwrap_err();
    // The third attempt is cut by the deadline.
    assert_eq!(started.elapsed(), Duration::from_secs(90));
    assert_eq!(error.attempts().len(), 3);
    assert!(error.is_timeout() && error.attempts().iter().all(|attempt| attempt.cause() == Cause::Timeout));
    let error = post(&build(9), &CREATE).await.unwrap_err();
    assert_eq!((error.attempts().len(), error.outcome_is_unknown()), (1, true));
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_met_with_several_times_the_load() {
    for (calls, most) in [(1, 3), (10, 20), (1000, 1010), (3000, 3010)] {
        let service = InMemory::new(|_| status(503));
        let core = client(&service);
        let started = Instant::now();
        for _ in 0..calls {
            put(&core).await.unwrap_err();
        }
        let regained = usize::try_from(started.elapsed().as_secs()).unwrap() / 20;
        let sent = service.requests().len();
        assert!(sent <= most + regained, "{calls} calls sent {sent} requests in {:?}", started.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn a_few_failures_do_not_use_the_budget_up() {
    let counter = Arc::new(Mutex::new(fastrand::Rng::with_seed(1)));
    let service = InMemory::new(move |_| if counter.lock().unwrap().f64() < 0.1 { status(503) } else { status(200) });
    let core = client(&service);
    let mut failed = 0;
    for _ in 0..5_000 {
        failed += usize::from(put(&core).await.is_err());
    }
    assert!(failed <= 15, "{failed} of 5,000 calls failed, with one in ten requests failing");
}

#[tokio::test(start_paused = true)]
async fn clients_that_fail_together_do_not_come_back_together() {
    let mut waits: Vec<f64> = Vec::new();
    for seed in 0..1000 {
        let service = InMemory::in_turn([status(503), status(200)]);
        let core = settings(&service).seed(seed).build().unwrap();
        let started = Instant::now();
        put(&core).await.unwrap();
        waits.push(started.elapsed().as_secs_f64());
    }
    let mean = waits.iter().sum::<f64>() / 1000.0;
    let deviation = (waits.iter().map(|wait| (wait - mean).powi(2)).sum::<f64>() / 1000.0).sqrt();
    assert!(deviation / mean >= 0.25, "coefficient of variation {}", deviation / mean);
}

#[tokio::test(start_paused = true)]
async fn policies_are_values() {
    let service = InMemory::new(|_| status(503));
    for (retry, sent) in [(Retry::never(), 1), (Retry::default().attempts(5), 5), (Retry::default().attempts(0), 1)] {
        let before = service.requests().len();
        put(&settings(&service).retry(retry).build().unwrap()).await.unwrap_err();
        assert_eq!(service.requests().len() - before, sent);
    }
    let core = settings(&service).retry(Retry::default().without_budget()).build().unwrap();
    let before = service.requests().len();
    for _ in 0..100 {
        put(&core).await.unwrap_err();
    }
    assert_eq!(service.requests().len() - before, 300);
}

/// Counts how many requests it has at once.
#[derive(Clone, Default)]
struct Crowd(Arc<Mutex<(usize, usize)>>);

impl Transport for Crowd {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<'_, Outcome> {
        Box::pin(async {
            {
                let mut crowd = self.0.lock().unwrap();
                crowd.0 += 1;
                crowd.1 = crowd.1.max(crowd.0);
            }
            let _leaving = Leaving(self.clone());
            tokio::time::sleep(Duration::from_secs(1)).await;
            status(200)
        })
    }
}

/// Answered or dropped.
struct Leaving(Crowd);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.0.lock().unwrap().0 -= 1;
    }
}

#[tokio::test(start_paused = true)]
async fn calls_wait_for_a_place_within_their_deadline() {
    let crowd = Crowd::default();
    let settings = Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t")).transport(crowd.clone());
    let core = settings.limits(Limits::default().in_flight(4)).build().unwrap();
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(resume(&core, "x").send(Answer::empty))).collect();
    let mut done = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => done += 1,
            Err(error) => assert!(error.is_timeout() && error.attempts().len() <= 1, "{error}"),
        }
    }
    assert_eq!(crowd.0.lock().unwrap().1, 4);
    // Four a second, for the 90 seconds of the deadline; those that end at its last instant may go either way.
    assert!((356..=360).contains(&done), "{done}");
}

#[tokio::test(start_paused = true)]
async fn observers_see_what_happens_and_nothing_secret() {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let observed = Arc::clone(&seen);
    let service = InMemory::in_turn([status(503), Err(TransportError::connect("x")), status(200)]);
    let core = settings(&service)
        .observer(move |event: &Event<'_>| {
            let what = match event.happened() {
                Happened::AttemptStarted { number } => format!("attempt {number}"),
                Happened::Answered { status, .. } => format!("answered {}", status.as_u16()),
                Happened::Failed { cause, .. } => format!("failed: {cause}"),
                Happened::Waiting { .. } => "waiting".to_owned(),
                Happened::Finished { attempts, success, .. } => format!("finished: {attempts}, {success}"),
                other => format!("{other:?}"),
            };
            let place = format!("{} {} {}", event.operation(), event.template(), event.server());
            assert_eq!(place, "resume_report /Report/resume/{reportId} api.example.com");
            observed.lock().unwrap().push(what);
        })
        .build()
        .unwrap();
    put(&core).await.unwrap();
    let expected = [
        "attempt 1",
        "answered 503",
        "waiting",
        "attempt 2",
        "failed: not sent",
        "waiting",
        "attempt 3",
        "answered 200",
        "finished: 3, true",
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_call_can_be_dropped_at_every_await() {
    for polls in 0..12 {
        let crowd = Crowd::default();
        let settings = Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t"));
        let core = settings.transport(crowd).limits(Limits::default().in_flight(1)).build().unwrap();
        {
            let mut call = Box::pin(resume(&core, "x").send(Answer::empty));
            for _ in 0..polls {
                let waker = std::task::Waker::noop();
                if call.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_ready() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        put(&core).await.unwrap();
    }
}
