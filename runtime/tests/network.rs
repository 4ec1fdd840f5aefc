//! The client's own transport against sockets on this machine.

use std::time::{Duration, Instant};

use apiloom_runtime::wire::{Answer, ClientCore, Settings};
use apiloom_runtime::{AccessToken, Limits, Retry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::support::{API, SendCall, Wrapped, resume};

/// Answers one connection with these bytes, and returns what it was sent.
async fn serve(answer: String, hold: bool) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/v1/", listener.local_addr().unwrap());
    let request = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !request.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
            let length = socket.read(&mut buffer).await.unwrap();
            if length == 0 {
                break;
            }
            request.extend_from_slice(&buffer[..length]);
        }
        let _ = socket.write_all(answer.as_bytes()).await;
        if hold {
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
        String::from_utf8(request).unwrap()
    });
    (base, request)
}

fn client(base: &str) -> ClientCore {
    let token = AccessToken::new("t0ken");
    let limits = Limits::default().body(1000);
    let settings = Settings::new(&API).base_url(base).credentials(token);
    settings.limits(limits).retry(Retry::never()).build().unwrap()
}

#[tokio::test]
async fn a_put_without_a_body_says_so() {
    let body = r#"{"Value":[{"ReportId":"a"}]}"#;
    let answer =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let (base, request) = serve(answer, false).await;
    let report = resume(&client(&base), "x y").send(Answer::one::<Wrapped>).await.unwrap();
    assert_eq!(report.id, "a");
    let request = request.await.unwrap().to_ascii_lowercase();
    assert!(request.starts_with("put /v1/report/resume/x%20y http/1.1\r\n"), "{request}");
    assert_eq!(request.matches("content-length: 0\r\n").count(), 1, "{request}");
    assert_eq!(request.matches("content-length").count(), 1, "{request}");
    assert!(!request.contains("transfer-encoding"), "{request}");
    assert!(request.contains("authorization: bearer t0ken\r\n"));
    assert_eq!(request.matches("accept:").count(), 1);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = TcpListener::bind("127.0.0.1:0").await.unwrap();
    for status in ["301", "302", "303", "307", "308"] {
        let answer = format!(
            "HTTP/1.1 {status} Moved\r\nlocation: http://{}/S3NT1NEL\r\ncontent-length: 0\r\n\r\n",
            target.local_addr().unwrap()
        );
        let (base, _request) = serve(answer, false).await;
        let error = resume(&client(&base), "x").send(Answer::empty).await.unwrap_err();
        assert!(error.is_unexpected_status());
        assert!(!format!("{error} {error:?}").contains("S3NT1NEL"));
    }
    let second = tokio::time::timeout(Duration::from_millis(50), target.accept()).await;
    assert!(second.is_err(), "nobody connects to where a redirect points");
}

#[tokio::test]
async fn bodies_have_a_limit() {
    let declared = "HTTP/1.1 200 OK\r\ncontent-length: 10995116277760\r\n\r\n".to_owned();
    let endless = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat(100_000));
    for answer in [declared, endless] {
        let (base, _request) = serve(answer, true).await;
        let error = resume(&client(&base), "x").send(Answer::bytes).await.unwrap_err();
        assert!(error.to_string().ends_with("the body is longer than 1000 bytes"), "{error}");
    }
    let huge = format!("HTTP/1.1 500 No\r\ncontent-length: 100000000\r\n\r\n{}", "x".repeat(200_000));
    let (base, _request) = serve(huge, true).await;
    let error = resume(&client(&base), "x").send(Answer::bytes).await.unwrap_err();
    assert_eq!(error.raw_body().unwrap().len(), 64 * 1024);
}

#[tokio::test]
async fn the_deadline_holds_everywhere() {
    let silent = String::new();
    let stalled = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nx".to_owned();
    for answer in [silent, stalled] {
        let (base, _request) = serve(answer, true).await;
        let mut call = resume(&client(&base), "x");
        call.timeout(Duration::from_millis(200));
        let start = Instant::now();
        let error = call.send(Answer::bytes).await.unwrap_err();
        assert!(error.is_timeout() && error.is_transient() && !error.is_connect(), "{error}");
        assert!(start.elapsed() < Duration::from_secs(5));
        assert!(error.to_string().ends_with("no answer within 200ms"));
    }
}

#[tokio::test]
async fn no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = resume(&client(&base), "S3NT1NEL").send(Answer::bytes).await.unwrap_err();
    assert!(error.is_connect() && error.is_transient());
    assert!(!format!("{error}").contains("S3NT1NEL"));
    assert!(std::error::Error::source(&error).is_none());
}

#[tokio::test]
async fn a_connection_that_breaks() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nx".to_owned();
    for answer in [String::new(), cut] {
        let (base, _request) = serve(answer, false).await;
        let error = resume(&client(&base), "S3NT1NEL").send(Answer::bytes).await.unwrap_err();
        assert!(!error.is_connect() && !error.is_timeout() && error.is_transient(), "{error}");
        assert!(!format!("{error:?}").contains("S3NT1NEL"));
    }
}
