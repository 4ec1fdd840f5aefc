//! What servers answer, and what callers see of it.

use std::time::Duration;

use apiloom_runtime::wire::{Answer, Call, Settings};
use apiloom_runtime::{AccessToken, Limits, Response, StatusCode};

use crate::support::{API, Failure, LIST, PARTNER, Recorder, Report, SendCall, Wrapped, resume};

const ONE: &str = r#"{"value":[{"reportId":"a"}],"statusCode":200}"#;

async fn one(recorder: &Recorder) -> Result<Report, apiloom_runtime::Error> {
    resume(&recorder.client(), "x").send(Answer::one::<Wrapped>).await.map(Response::into_inner)
}

async fn many(recorder: &Recorder) -> Result<Vec<Report>, apiloom_runtime::Error> {
    let call = Call::new(&recorder.client(), &LIST);
    call.send(Answer::many::<Wrapped>).await.map(Response::into_inner)
}

#[tokio::test]
async fn one_item() {
    let recorder = Recorder::json(200, ONE);
    let report = resume(&recorder.client(), "x").send(Answer::one::<Wrapped>).await.unwrap();
    assert_eq!(report.id, "a");
    assert_eq!(report.status(), StatusCode::OK);
    assert_eq!(report.request_id(), Some("request-7"));
    assert_eq!(report.envelope().unwrap().status, Some(200));
    let request = recorder.last();
    assert_eq!(request.headers()["authorization"], "Bearer t0ken");
    assert!(request.headers()["authorization"].is_sensitive());
    assert_eq!(request.headers()["content-length"], "0");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers()["x-correlation"].len(), 36);
    assert_eq!(report.map(|report| report.id).into_inner(), "a");
}

#[tokio::test]
async fn another_number_than_one() {
    for (body, count) in [(r#"{"Value":[]}"#, 0), (r#"{"Value":[{"ReportId":"a"},{"ReportId":"b"}]}"#, 2)] {
        let error = one(&Recorder::json(200, body)).await.unwrap_err();
        assert!(error.is_decode());
        assert!(error.to_string().ends_with(&format!("200 OK: expected one item, found {count}")));
    }
}

#[tokio::test]
async fn many_items_and_none() {
    assert_eq!(many(&Recorder::json(200, ONE)).await.unwrap().len(), 1);
    assert_eq!(many(&Recorder::json(404, r#"{"message":"nothing"}"#)).await.unwrap(), []);
    for gateway in ["<html>", "", "{}", r#"{"error":"no route"}"#] {
        let error = many(&Recorder::json(404, gateway)).await.unwrap_err();
        assert!(error.is_not_found(), "{gateway}");
    }
    assert!(many(&Recorder::json(404, "{}")).await.unwrap_err().is_unexpected_status());
}

#[tokio::test]
async fn the_envelope_says_that_it_failed() {
    let body = r#"{"Value":[],"StatusCode":429,"Message":"slow\ndown"}"#;
    let error = one(&Recorder::json(200, body)).await.unwrap_err();
    assert_eq!((error.status(), error.service_status()), (Some(StatusCode::OK), Some(429)));
    assert!(error.is_rate_limited() && error.is_transient() && !error.is_decode());
    assert_eq!(error.message(), Some(r"slow\ndown"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    assert_eq!(error.raw_body().unwrap(), body);
}

#[tokio::test]
async fn declared_and_undeclared_statuses() {
    let recorder = Recorder::json(404, r#"{"Message":"No item found with given filters."}"#);
    let error = one(&recorder).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "resume_report: PUT /Report/resume/{reportId}: 404 Not Found: No item found with given filters."
    );
    assert!(error.is_not_found() && !error.is_unexpected_status() && !error.is_transient());
    let body: Failure = error.body().unwrap();
    assert_eq!(body.message.as_deref(), Some("No item found with given filters."));
    assert_eq!(error.operation(), Some("resume_report"));

    // By class, with another field for the message.
    let error = one(&Recorder::json(409, r#"{"error":{"text":"busy"}}"#)).await.unwrap_err();
    assert_eq!(error.message(), Some("busy"));
    assert!(!error.is_unexpected_status());

    let error = one(&Recorder::answering(503, "text/html", "<h1>S3NT1NEL</h1>")).await.unwrap_err();
    assert!(error.is_unexpected_status() && error.is_transient());
    assert_eq!(error.raw_body().unwrap(), "<h1>S3NT1NEL</h1>");
    assert_eq!(error.request_id(), Some("request-7"));
    assert!(error.headers().unwrap().contains_key("retry-after"));
    assert!(error.body::<Failure>().is_none());
    assert_eq!(error.to_string(), "resume_report: PUT /Report/resume/{reportId}: 503 Service Unavailable");

    // Another success than the one declared, and a redirect.
    for status in [204, 302] {
        let error = one(&Recorder::json(status, "")).await.unwrap_err();
        assert!(error.is_unexpected_status(), "{status}");
    }
}

#[tokio::test]
async fn a_long_error_body_is_cut() {
    let error = one(&Recorder::json(500, &"x".repeat(100_000))).await.unwrap_err();
    assert_eq!(error.raw_body().unwrap().len(), 64 * 1024);
}

#[tokio::test]
async fn what_cannot_be_decoded() {
    let error = one(&Recorder::json(200, r#"{"Value":[{"ReportId":{"a":"S3NT1NEL"}}]}"#)).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.decode_path(), Some("Value[0].ReportId"));
    assert!(!format!("{error}{error:?}").contains("S3NT1NEL"));
    assert!(error.raw_body().unwrap().len() > 10);
    let error = one(&Recorder::answering(200, "text/html; x=S3NT1NEL", ONE)).await.unwrap_err();
    assert!(error.is_decode());
    assert!(error.to_string().ends_with("200 OK: unexpected content type `text/html`"));
    assert!(one(&Recorder::answering(200, "application/problem+json", ONE)).await.is_ok());
    let text = resume(&Recorder::answering(200, "text/plain", "é").client(), "x").send(Answer::text);
    assert_eq!(*text.await.unwrap().as_inner(), "é");
}

#[tokio::test]
async fn answers_have_a_limit() {
    let recorder = Recorder::json(200, ONE);
    let core = Settings::new(&API)
        .server(&PARTNER)
        .credentials(AccessToken::new("t0ken"))
        .transport(recorder)
        .limits(Limits::default().body(10))
        .build()
        .unwrap();
    let error = resume(&core, "x").send(Answer::bytes).await.unwrap_err();
    assert!(error.to_string().ends_with("the body is longer than 10 bytes"), "{error}");
    assert!(!error.is_transient());
}

#[tokio::test]
async fn a_call_can_be_spawned_and_dropped() {
    let recorder = Recorder::json(200, ONE);
    let sending = resume(&recorder.client(), "x").send(Answer::one::<Wrapped>);
    assert!(tokio::spawn(sending).await.unwrap().is_ok());
    drop(resume(&recorder.client(), "x").send(Answer::empty));
    assert_eq!(recorder.count(), 1, "nothing is sent before the first poll");
}
