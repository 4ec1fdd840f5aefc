//! Checksums, lengths, limits.

use std::io::Write;

use apiloom_runtime::{Downloads, Limits};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::reply::Reply;
use super::{HOSTS, LINK, client, client_with, content, service, settings};

const ETAG: &str = "\"1\"";
/// Of `a,b`.
const MD5: &str = "s0Xh3AnyD9796kafCRZ4kg==";
const MD5_BYTES: [u8; 16] = *b"\xb3\x45\xe1\xdc\x09\xf2\x0f\xde\xfd\xea\x46\x9f\x09\x16\x78\x92";
const OTHER: &str = "AAAAAAAAAAAAAAAAAAAAAA==";

#[tokio::test]
async fn checksums_of_the_server() {
    for (name, value, expected) in [
        ("content-md5", MD5, Some(true)),
        ("x-ms-blob-content-md5", MD5, Some(true)),
        ("content-md5", OTHER, None),
        ("x-ms-blob-content-md5", OTHER, None),
        ("content-md5", "nonsense", Some(false)),
        ("content-md5", "AAAA", Some(false)),
        ("x-other", OTHER, Some(false)),
    ] {
        let service = service(move |_, request| Reply::blob(request, b"a,b", ETAG).header(name, value));
        let mut written = Vec::new();
        match (client(&service).download(LINK, HOSTS).to_writer(&mut written).await, expected) {
            (Ok(downloaded), Some(expected)) => assert_eq!(downloaded.is_checksummed(), expected, "{name}: {value}"),
            (Err(error), None) => {
                assert!(error.is_checksum_mismatch() && !error.is_transient(), "{error}");
                assert!(client(&service).download(LINK, HOSTS).to_bytes(1000).await.is_err());
            }
            (outcome, _) => panic!("{name}: {value}: {outcome:?}"),
        }
    }
}

/// `Content-MD5` of a part is the checksum of the part.
#[tokio::test(start_paused = true)]
async fn checksums_of_parts() {
    let whole = content(100);
    for (name, fails) in [("content-md5", false), ("x-ms-blob-content-md5", true)] {
        let sent = whole.clone();
        let service = service(move |number, request| match number {
            1 => Reply::blob(request, &sent, ETAG).cut(40),
            _ => Reply::blob(request, &sent, ETAG).header(name, OTHER),
        });
        let outcome = client(&service).download(LINK, HOSTS).to_bytes(1000).await;
        match outcome {
            Ok(bytes) => assert!(!fails && bytes == whole),
            Err(error) => assert!(fails && error.is_checksum_mismatch()),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn checksums_of_the_caller() {
    let sha256: [u8; 32] = std::array::from_fn(|index| {
        u8::from_str_radix(&"1eb7c54d52831bbfe8942af0b1c56b7409523a59ed6ca99c1174fef7eb32c1b5"[index * 2..][..2], 16)
            .unwrap()
    });
    // In two parts, so that what is checked is not one piece.
    let service = service(|number, request| {
        let reply = Reply::blob(request, b"a,b", ETAG);
        if number % 2 == 1 { reply.cut(1) } else { reply }
    });
    let client = client(&service);
    let download = || client.download(LINK, HOSTS);
    assert_eq!(download().checksum_md5(MD5_BYTES).checksum_sha256(sha256).to_bytes(9).await.unwrap(), "a,b");
    assert!(download().checksum_md5([0; 16]).to_bytes(9).await.unwrap_err().is_checksum_mismatch());
    let error = download().checksum_md5(MD5_BYTES).checksum_sha256([0; 32]).to_bytes(9).await.unwrap_err();
    assert!(error.is_checksum_mismatch() && error.to_string().contains("SHA-256"), "{error}");
}

/// A body that ends when the connection does.
fn open() -> Reply {
    Reply::whole(b"a,b").without("content-length")
}

#[tokio::test]
async fn what_nobody_vouches_for() {
    let service = service(|_, _| open());
    let client = client(&service);
    let download = || client.download(LINK, HOSTS);
    let error = download().to_bytes(9).await.unwrap_err();
    assert!(error.is_unverified() && !error.is_transient(), "{error}");
    assert!(download().to_writer(&mut Vec::new()).await.unwrap_err().is_unverified());
    assert_eq!(download().accept_unverified().to_bytes(9).await.unwrap(), "a,b");
    assert_eq!(download().checksum_md5(MD5_BYTES).to_bytes(9).await.unwrap(), "a,b");
    assert!(download().checksum_md5([0; 16]).to_bytes(9).await.unwrap_err().is_checksum_mismatch());
    for reply in
        [open().header("content-md5", MD5), open().header("transfer-encoding", "chunked"), Reply::whole(b"a,b")]
    {
        let vouched = super::service(move |_, _| reply.clone());
        assert_eq!(super::client(&vouched).download(LINK, HOSTS).to_bytes(9).await.unwrap(), "a,b");
    }
}

#[tokio::test]
async fn files_have_a_largest_size() {
    let service = service(|_, _| Reply::whole(&content(100)));
    assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(100).await.unwrap().len(), 100);
    let error = client(&service).download(LINK, HOSTS).to_bytes(99).await.unwrap_err();
    assert!(error.is_over_limit() && !error.is_transient(), "{error}");
    let small = client_with(&service, Downloads::default().largest(99));
    assert!(small.download(LINK, HOSTS).to_bytes(1000).await.unwrap_err().is_over_limit());
    let mut written = Vec::new();
    assert!(small.download(LINK, HOSTS).to_writer(&mut written).await.unwrap_err().is_over_limit());
    assert!(written.is_empty(), "its length was known");
    let endless = super::service(|_, _| Reply::whole(&content(5000)).without("content-length"));
    let client = client_with(&endless, Downloads::default().largest(2000));
    let error = client.download(LINK, HOSTS).accept_unverified().to_writer(&mut written).await.unwrap_err();
    assert!(error.is_over_limit() && written.len() <= 2000);
}

#[tokio::test]
async fn bombs() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; 20_000_000]).unwrap();
    let bomb = encoder.finish().unwrap();
    for reply in [Reply::whole(&bomb), Reply::whole(&bomb).header("content-encoding", "gzip")] {
        let service = service(move |_, _| reply.clone());
        let error = client(&service).download(LINK, HOSTS).to_bytes(u64::MAX).await.unwrap_err();
        assert!(error.is_over_limit() && error.to_string().contains("200 times"), "{error}");
        let limits = Limits::default().ratio(2000);
        let client = settings().transport(service.clone()).limits(limits).build().unwrap();
        let error = client.download(LINK, HOSTS).to_bytes(19_999_999).await.unwrap_err();
        assert!(error.is_over_limit() && error.to_string().contains("19999999 bytes"), "{error}");
        assert_eq!(client.download(LINK, HOSTS).to_bytes(20_000_000).await.unwrap().len(), 20_000_000);
    }
}

#[tokio::test]
async fn heads_have_a_limit() {
    let service =
        service(|_, _| (0..101).fold(Reply::whole(b"a"), |reply, index| reply.header(&format!("x-{index}"), "x")));
    assert!(client(&service).download(LINK, HOSTS).to_bytes(9).await.unwrap_err().is_over_limit());
}

#[tokio::test]
async fn explanations_are_cut() {
    let service = service(|_, _| Reply::status(404).with_body(&content(100_000)));
    let error = client(&service).download(LINK, HOSTS).to_bytes(9).await.unwrap_err();
    assert_eq!(error.raw_body().unwrap().len(), 64 * 1024);
    assert!(error.is_not_found() && error.operation() == Some("download"));
    assert_eq!(error.to_string(), "download: GET {link} at `account.blob.core.windows.net`: 404 Not Found");
}
