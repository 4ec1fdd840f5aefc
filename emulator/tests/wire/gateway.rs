//! What happens before an operation: the path, the token, the record of what arrived.

use partner_insights_emulator::{Emulator, Family};
use serde_json::json;

use crate::http::send;
use crate::session::Session;

#[tokio::test]
async fn unknown_paths_and_methods_are_not_found() {
    let session = Session::start(Family::Partner).await;
    for (method, path) in
        [("GET", "/Other"), ("POST", "/ScheduledDataset"), ("GET", "/ScheduledReport/"), ("GET", "/../x")]
    {
        let reply = session.send(method, path, "").await;
        assert_eq!(reply.status, 404, "{method} {path}");
        assert_eq!(reply.json(), json!({ "statusCode": 404, "message": "Resource not found" }));
    }
}

#[tokio::test]
async fn the_token_is_checked_and_expires() {
    let session = Session::start(Family::Partner).await;
    let url = format!("{}/ScheduledDataset", session.emulator.url(Family::Partner));
    let old = format!("authorization: bearer {}", session.emulator.token());
    assert_eq!(send("GET", &url, std::slice::from_ref(&old), "").await.status, 200);
    session.emulator.expire_token();
    let basic = old.replace("bearer", "basic");
    for headers in [vec![], vec![old], vec![basic]] {
        let reply = send("GET", &url, &headers, "").await;
        assert_eq!(reply.status, 401);
        let message = "Unauthorized. Access token is missing or invalid.";
        assert_eq!(reply.json(), json!({ "statusCode": 401, "message": message }));
    }
    assert_eq!(session.get("/ScheduledDataset").await.status, 200);
}

/// Whoever may not come in is not told what else is wrong.
#[tokio::test]
async fn the_token_is_looked_at_first() {
    let session = Session::start(Family::Partner).await;
    let url = format!("{}/ScheduledQueries", session.emulator.url(Family::Partner));
    for headers in [vec![], vec!["Authorization: Bearer other".to_owned()]] {
        assert_eq!(send("POST", &url, &headers, "{").await.status, 401);
    }
}

#[tokio::test]
async fn requests_are_recorded_as_they_came() {
    let session = Session::start(Family::Marketplace).await;
    let body = json!({ "Name": "ä" });
    session.post("/ScheduledQueries?a=%20b", &body).await;
    let request = session.emulator.last_request().expect("a request");
    assert_eq!(request.method, "POST");
    assert_eq!(request.path, "/insights/v1.1/cmp/ScheduledQueries");
    assert_eq!(request.query.as_deref(), Some("a=%20b"));
    assert_eq!(request.header("AUTHORIZATION"), Some("Bearer emulator-token-1"));
    assert_eq!(request.json(), Some(body));
    session.get("/Other%2F").await;
    assert_eq!(session.emulator.requests().len(), 2);
    let request = session.emulator.last_request().expect("a request");
    assert!(request.path.ends_with("/Other%2F"));
    assert_eq!((request.query, request.body), (None, vec![]));
}

#[tokio::test]
async fn a_dropped_emulator_is_gone() {
    let emulator = Emulator::start().await.expect("a free port");
    let base = emulator.url(Family::Store);
    assert!(base.ends_with("/consumer/insights/v1.1"));
    drop(emulator);
    let host = base.trim_start_matches("http://").split('/').next().expect("a host").to_owned();
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(&host).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the port still listens");
}
