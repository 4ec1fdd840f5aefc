//! Files that go wrong on their way.

use partner_insights_emulator::{Family, FileFault};

use crate::http::send;
use crate::session::{PROFILE, Session};

#[tokio::test]
async fn a_connection_is_cut_after_exactly_so_many_bytes() {
    let session = Session::start(Family::Partner).await;
    session.emulator.file_rows(5_000);
    let link = session.link(PROFILE).await;
    let file = send("GET", &link, &[], "").await;
    let length = file.bytes.len();
    assert!(length > 500_000, "more than a socket takes at once: {length}");
    for cut in [0, 1, length / 2, length - 1, length, length + 1] {
        session.emulator.fault_next_file(FileFault::CutAfter(cut));
        let reply = send("GET", &link, &[], "").await;
        assert_eq!((reply.status, reply.field("content-length")), (200, length.to_string().as_str()));
        assert_eq!(reply.bytes, file.bytes[..cut.min(length)], "{cut}");
    }
    session.emulator.fault_next_file(FileFault::CutAfter(10));
    let part = send("GET", &link, &["Range: bytes=100-".to_owned()], "").await;
    assert_eq!((part.status, part.bytes.as_slice()), (206, &file.bytes[100..110]));
    assert_eq!(send("GET", &link, &[], "").await.bytes, file.bytes);
}

#[tokio::test]
async fn a_range_can_be_ignored() {
    let session = Session::start(Family::Partner).await;
    let link = session.link(PROFILE).await;
    session.emulator.fault_next_file(FileFault::IgnoreRange);
    let range = "Range: bytes=5-".to_owned();
    let whole = send("GET", &link, std::slice::from_ref(&range), "").await;
    assert_eq!((whole.status, whole.field("content-range")), (200, ""));
    assert_eq!(whole.field("content-length"), whole.bytes.len().to_string());
    assert_eq!(send("GET", &link, &[range], "").await.bytes, whole.bytes[5..]);
}

#[tokio::test]
async fn a_file_can_become_another_one() {
    let session = Session::start(Family::Partner).await;
    let link = session.link(PROFILE).await;
    let before = send("GET", &link, &[], "").await;
    session.emulator.fault_next_file(FileFault::Change);
    let condition = format!("If-Match: {}", before.field("etag"));
    let reply = send("GET", &link, &["Range: bytes=5-".to_owned(), condition], "").await;
    assert_eq!(reply.status, 412);
    let after = send("GET", &link, &[], "").await;
    assert_ne!(after.field("etag"), before.field("etag"));
    assert_ne!(after.bytes, before.bytes);
    assert_eq!(after.bytes.len(), before.bytes.len(), "who looks at the length only is deceived");
    assert_eq!(send("GET", &link, &[], "").await.bytes, after.bytes);
}

#[tokio::test]
async fn a_refused_link_uses_up_no_fault() {
    let session = Session::start(Family::Partner).await;
    let link = session.link(PROFILE).await;
    session.emulator.fault_next_file(FileFault::CutAfter(0));
    assert_eq!(send("GET", &link.replace("sig=", "sig=x"), &[], "").await.status, 403);
    assert_eq!(send("GET", &link, &[], "").await.bytes.len(), 0);
}
