//! Answers that a test dictates.

use std::time::{Duration, Instant};

use partner_insights_emulator::{Answer, Family};
use serde_json::json;

use crate::session::Session;

#[tokio::test]
async fn they_are_sent_once_and_in_order() {
    let session = Session::start(Family::Partner).await;
    let throttled = Answer::gateway(429, "Rate limit is exceeded. Try again in 57 seconds.");
    session.emulator.answer_next(throttled.header("Retry-After", "57"));
    session.emulator.answer_next(Answer::empty(503));
    let reply = session.get("/ScheduledDataset").await;
    assert_eq!(reply.status, 429);
    assert!(reply.head.contains("retry-after: 57"));
    assert_eq!(reply.json()["statusCode"], 429);
    let reply = session.get("/ScheduledDataset").await;
    assert_eq!((reply.status, reply.body.as_str()), (503, ""));
    assert_eq!(session.get("/ScheduledDataset").await.status, 200);
    assert_eq!(session.emulator.requests().len(), 3);
}

#[tokio::test]
async fn every_shape_of_failure_can_be_sent() {
    let session = Session::start(Family::Partner).await;
    let hidden = Answer { status: 200, ..Answer::envelope(400, "Invalid QueryId") };
    session.emulator.answer_next(hidden);
    let reply = session.get("/Anything").await;
    assert_eq!((reply.status, reply.json()["statusCode"].as_u64()), (200, Some(400)));

    session.emulator.answer_next(Answer::partner_center(401, "900420", "Invalid token"));
    let reply = session.get("/ScheduledDataset").await;
    let body = json!({
        "code": "900420", "description": "Invalid token", "data": [], "source": "PartnerCenter",
    });
    assert_eq!((reply.status, reply.json()), (401, body));

    session.emulator.answer_next(Answer::html(502));
    let reply = session.get("/ScheduledDataset").await;
    assert_eq!(reply.status, 502);
    assert!(reply.head.contains("content-type: text/html"));
    assert!(reply.body.starts_with("<html>"));
}

#[tokio::test]
async fn they_can_be_held_back() {
    let session = Session::start(Family::Partner).await;
    session.emulator.answer_next(Answer::empty(204).after(Duration::from_millis(50)));
    let start = Instant::now();
    assert_eq!(session.get("/ScheduledDataset").await.status, 204);
    assert!(start.elapsed() >= Duration::from_millis(50));
}
