//! The links to files: who has one may read, until it expires.

use std::time::Duration;

use partner_insights_emulator::Family;

use crate::http::{Reply, send};
use crate::session::{PROFILE, Session};

fn refused(reply: &Reply, code: &str, detail: &str) {
    assert_eq!(reply.status, 403, "{}", reply.body);
    assert_eq!(reply.field("content-type"), "application/xml");
    assert_eq!(reply.field("x-ms-error-code"), code);
    assert!(
        reply.body.starts_with("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"),
        "{}",
        reply.body
    );
    assert!(reply.body.contains(&format!("<Code>{code}</Code>")), "{}", reply.body);
    assert!(reply.body.contains(&format!("<AuthenticationErrorDetail>{detail}")), "{}", reply.body);
}

#[tokio::test]
async fn a_link_is_signed_and_names_its_end() {
    let session = Session::start(Family::Partner).await;
    let link = session.link(PROFILE).await;
    assert!(link.starts_with(&format!("{}/download/", session.emulator.origin())));
    let query = link.split_once('?').expect("a query").1;
    let names: Vec<_> = query.split('&').map(|pair| pair.split('=').next().expect("a name")).collect();
    assert_eq!(names, ["sv", "sr", "sp", "se", "sig"]);
    let signature = query.rsplit('=').next().expect("a signature");
    assert!(signature.len() >= 44 && signature.ends_with("%3D"), "{signature}");
    assert_eq!(send("GET", &link, &[], "").await.status, 200);
}

#[tokio::test]
async fn what_was_changed_is_refused() {
    let session = Session::start(Family::Partner).await;
    let (link, other) = (session.link(PROFILE).await, session.link(PROFILE).await);
    let (path, query) = link.split_once('?').expect("a query");
    let (other_path, _) = other.split_once('?').expect("a query");
    let last = query.replace("%3D", "").chars().last().expect("a letter");
    let changed = if last == 'A' { 'B' } else { 'A' };
    for forged in [
        format!("{path}?{}", query.replace(&format!("{last}%3D"), &format!("{changed}%3D"))),
        format!("{path}?{}", query.replace("se=2", "se=3")),
        format!("{path}?{}", query.replace("&sig=", "&signature=")),
        format!("{other_path}?{query}"),
        path.to_owned(),
    ] {
        assert_ne!(forged, link);
        refused(&send("GET", &forged, &[], "").await, "AuthenticationFailed", "Signature did not match");
    }
}

#[tokio::test]
async fn a_link_expires_and_the_next_one_leads_to_the_same_file() {
    let session = Session::start(Family::Partner).await;
    let id = session.run(PROFILE).await;
    session.emulator.complete_executions();
    session.emulator.link_lifetime(Duration::from_secs(600));
    let link = session.link_of(&id).await;
    let file = send("GET", &link, &[], "").await;
    session.emulator.advance(Duration::from_secs(700));
    let late = send("GET", &link, &[], "").await;
    refused(&late, "AuthenticationFailed", "Signature not valid in the specified time frame");
    let head = send("HEAD", &link, &[], "").await;
    assert_eq!((head.status, head.field("x-ms-error-code"), head.body.as_str()), (403, "AuthenticationFailed", ""));

    let fresh = session.link_of(&id).await;
    assert_ne!(fresh, link);
    let again = send("GET", &fresh, &[], "").await;
    assert_eq!((again.bytes.as_slice(), again.field("etag")), (file.bytes.as_slice(), file.field("etag")));
}

#[tokio::test]
async fn a_token_besides_the_link_is_refused() {
    let session = Session::start(Family::Partner).await;
    let link = session.link(PROFILE).await;
    for scheme in ["Bearer", "Basic"] {
        let header = format!("Authorization: {scheme} {}", session.emulator.token());
        let reply = send("GET", &link, &[header], "").await;
        assert_eq!((reply.status, reply.field("x-ms-error-code")), (400, "InvalidAuthenticationInfo"));
    }
}

#[tokio::test]
async fn a_deleted_report_has_no_file() {
    let session = Session::start(Family::Partner).await;
    let id = session.run(PROFILE).await;
    session.emulator.complete_executions();
    let link = session.link_of(&id).await;
    session.delete(&format!("/ScheduledReport/{id}")).await.item();
    let reply = send("GET", &link, &[], "").await;
    assert_eq!((reply.status, reply.field("x-ms-error-code")), (404, "BlobNotFound"));
}
