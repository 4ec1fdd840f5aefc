//! The files themselves: ranges, conditions, compression, checksums.

use std::io::Read;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use partner_insights_emulator::Family;

use crate::http::{Reply, send};
use crate::session::{PROFILE, Session};

async fn fetch(method: &str, link: &str, headers: &[&str]) -> Reply {
    let headers: Vec<_> = headers.iter().map(|header| (*header).to_owned()).collect();
    send(method, link, &headers, "").await
}

fn md5_of(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(*md5::compute(bytes))
}

#[tokio::test]
async fn a_file_comes_with_its_length_its_etag_and_its_checksum() {
    let session = Session::start(Family::Partner).await;
    let link = session.link(PROFILE).await;
    let file = fetch("GET", &link, &[]).await;
    assert_eq!(file.status, 200);
    assert_eq!(file.field("content-type"), "text/csv");
    assert_eq!(file.field("content-length"), file.bytes.len().to_string());
    assert_eq!(file.field("content-md5"), md5_of(&file.bytes));
    assert_eq!(file.field("accept-ranges"), "bytes");
    assert!(file.field("etag").starts_with("\"0x") && file.field("etag").ends_with('"'), "{}", file.head);
    assert_eq!(file.field("content-encoding"), "");

    let head = fetch("HEAD", &link, &["Range: bytes=1-"]).await;
    assert_eq!((head.status, head.bytes.len()), (200, 0));
    for name in ["content-length", "etag", "content-md5", "content-type"] {
        assert_eq!(head.field(name), file.field(name));
    }
}

#[tokio::test]
async fn files_can_be_large() {
    let session = Session::start(Family::Partner).await;
    session.emulator.file_rows(2_000);
    let link = session.link(PROFILE).await;
    let file = fetch("GET", &link, &[]).await;
    assert_eq!(file.body.lines().count(), 2_001);
    assert_eq!(file.field("content-length"), file.bytes.len().to_string());
    session.emulator.file_rows(1);
    assert_eq!(fetch("GET", &link, &[]).await.body.lines().count(), 2);
}

#[tokio::test]
async fn a_query_limits_its_file() {
    let session = Session::start(Family::Partner).await;
    session.emulator.file_rows(50);
    let query = serde_json::json!({ "Name": "Few", "Query": "SELECT MpnId FROM Profile LIMIT 7" });
    let query = session.post("/ScheduledQueries", &query).await.item();
    let link = session.link(query["queryId"].as_str().expect("an id")).await;
    assert_eq!(fetch("GET", &link, &[]).await.body.lines().count(), 8);
}

#[tokio::test]
async fn a_range_is_a_part_of_the_same_file() {
    let session = Session::start(Family::Partner).await;
    let link = session.link(PROFILE).await;
    let file = fetch("GET", &link, &[]).await;
    let (length, etag) = (file.bytes.len(), file.field("etag"));
    for (range, first, end) in [
        ("bytes=0-".to_owned(), 0, length),
        ("bytes=5-9".to_owned(), 5, 10),
        (format!("bytes={}-", length - 1), length - 1, length),
        (format!("bytes=7-{}", length * 2), 7, length),
    ] {
        let part = fetch("GET", &link, &[&format!("Range: {range}"), &format!("If-Match: {etag}")]).await;
        assert_eq!((part.status, part.bytes.as_slice()), (206, &file.bytes[first..end]), "{range}");
        assert_eq!(part.field("content-range"), format!("bytes {first}-{}/{length}", end - 1));
        assert_eq!(part.field("content-length"), (end - first).to_string());
        assert_eq!(part.field("etag"), etag);
        assert_eq!((part.field("content-md5"), part.field("x-ms-blob-content-md5")), ("", file.field("content-md5")));
    }
    let beyond = fetch("GET", &link, &[&format!("Range: bytes={length}-")]).await;
    assert_eq!((beyond.status, beyond.field("x-ms-error-code")), (416, "InvalidRange"));
    assert_eq!(beyond.field("content-range"), format!("bytes */{length}"));
    for ignored in ["bytes=-5", "bytes=9-5", "bytes=0-1,3-4", "lines=1-2"] {
        let whole = fetch("GET", &link, &[&format!("Range: {ignored}")]).await;
        assert_eq!((whole.status, whole.bytes.len()), (200, length), "{ignored}");
    }
}

#[tokio::test]
async fn conditions_are_kept() {
    let session = Session::start(Family::Partner).await;
    let link = session.link(PROFILE).await;
    let etag = fetch("GET", &link, &[]).await.field("etag").to_owned();
    let other = "\"0x0\"";
    for (condition, status) in [
        (format!("If-Match: {etag}"), 206),
        (format!("If-Match: {other}, {etag}"), 206),
        ("If-Match: *".to_owned(), 206),
        (format!("If-Match: {other}"), 412),
        // A weak one never matches: RFC 9110 section 13.1.1.
        (format!("If-Match: W/{etag}"), 412),
        (format!("If-Range: {etag}"), 206),
        (format!("If-Range: {other}"), 200),
        (format!("If-Range: W/{etag}"), 200),
    ] {
        let reply = fetch("GET", &link, &["Range: bytes=1-2", &condition]).await;
        assert_eq!(reply.status, status, "{condition}");
    }
    let reply = fetch("GET", &link, &[&format!("If-Match: {other}")]).await;
    assert_eq!((reply.status, reply.field("x-ms-error-code")), (412, "ConditionNotMet"));
}

#[tokio::test]
async fn a_file_is_compressed_for_those_who_ask() {
    let session = Session::start(Family::Partner).await;
    session.emulator.file_rows(100);
    let link = session.link(PROFILE).await;
    let plain = fetch("GET", &link, &["Accept-Encoding: identity, gzip;q=0"]).await;
    assert_eq!(plain.field("content-encoding"), "");
    let packed = fetch("GET", &link, &["Accept-Encoding: br, GZIP;q=0.5"]).await;
    assert_eq!(packed.field("content-encoding"), "gzip");
    assert_eq!(packed.field("content-length"), packed.bytes.len().to_string());
    assert_eq!(packed.field("content-md5"), md5_of(&packed.bytes));
    assert_ne!(packed.field("etag"), plain.field("etag"), "bytes of the one are no bytes of the other");
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.bytes.as_slice()).read_to_end(&mut unpacked).expect("gzip");
    assert_eq!(unpacked, plain.bytes);
    let part = fetch("GET", &link, &["Accept-Encoding: gzip", "Range: bytes=3-"]).await;
    assert_eq!((part.status, part.field("content-encoding")), (206, ""));
    assert_eq!(part.bytes, plain.bytes[3..]);
}
