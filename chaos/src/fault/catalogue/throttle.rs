//! B22 and B23: too many requests, and how long to wait.

use std::time::{Duration, SystemTime};

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan};
use crate::answer::Answer;
use crate::payload::RETRY_AFTER;

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = honest();
    faults.extend(hostile());
    faults
}

const LIMITED: Expect = Expect::error(Fate::TurnedAway, Failure::RateLimited);

fn honest() -> Vec<Fault> {
    let field = |name: &'static str, value: fn(Duration) -> String| {
        Fault::always("B22", format!("status 429 with {name}"), Carrier::ALL, LIMITED, move |setting| {
            Plan::answer(Answer::new(429).field(name, value(setting.scene.pace)))
        })
    };
    let milliseconds: fn(Duration) -> String = |pace| pace.as_millis().to_string();
    vec![
        Fault::always("B22", "status 429", Carrier::ALL, LIMITED, |_| Plan::answer(Answer::new(429))),
        field("retry-after-ms", milliseconds),
        field("x-ms-retry-after-ms", milliseconds),
        Fault::always("B22", "status 429 with a wait of a second", Carrier::ALL, LIMITED, |_| {
            Plan::answer(Answer::new(429).field("retry-after", "1"))
        }),
        Fault::always("B22", "status 503 with a wait of a second", Carrier::ALL, LIMITED, |_| {
            Plan::answer(Answer::new(503).field("retry-after", "1"))
        }),
        Fault::always("B22", "status 429 with a date", Carrier::ALL, LIMITED, |_| {
            let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(1));
            Plan::answer(Answer::new(429).field("retry-after", soon))
        }),
    ]
}

/// A client may believe a wait up to its own cap, and must not be led to anything else.
fn hostile() -> Vec<Fault> {
    let with = |status: u16, value: &'static str| {
        Fault::always("B23", format!("status {status} with a wait of \"{value}\""), Carrier::ALL, LIMITED, move |_| {
            Plan::answer(Answer::new(status).field("retry-after", value))
        })
    };
    let many = Fault::always("B23", "status 429 with forty waits", Carrier::ALL, LIMITED, |_| {
        Plan::answer((0..40).fold(Answer::new(429), |answer, number| answer.field("retry-after", number.to_string())))
    });
    let throttled = RETRY_AFTER.map(|value| with(429, value));
    let unavailable = RETRY_AFTER.map(|value| with(503, value));
    throttled.into_iter().chain(unavailable).chain([many]).collect()
}
