//! Files that come packed, and marks at their beginning.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::reply::Reply;
use super::{HOSTS, LINK, client, content, field, service};

const ETAG: &str = "\"1\"";
const PACKED: &str = "\"1-gzip\"";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn text() -> Vec<u8> {
    let mut text = b"\xef\xbb\xbf".to_vec();
    content(3000).iter().for_each(|byte| text.extend_from_slice(format!("{byte},").as_bytes()));
    text
}

#[tokio::test]
async fn packed_with_and_without_a_word() {
    let packed = gzip(&text());
    for reply in [
        Reply::whole(&packed).header("content-encoding", "gzip"),
        Reply::whole(&packed).header("content-encoding", "X-GZIP"),
        Reply::whole(&packed),
        Reply::whole(&packed).header("content-encoding", "identity"),
        Reply::whole(&text()),
    ] {
        for size in [1, 7, 1000] {
            let reply = reply.clone().pieces(size, std::time::Duration::ZERO);
            let service = service(move |_, _| reply.clone());
            let client = client(&service);
            assert_eq!(client.download(LINK, HOSTS).to_bytes(100_000).await.unwrap(), text());
            let unmarked = client.download(LINK, HOSTS).without_bom().to_bytes(100_000).await.unwrap();
            assert_eq!(unmarked, text()[3..]);
            let mut written = Vec::new();
            let downloaded = client.download(LINK, HOSTS).to_writer(&mut written).await.unwrap();
            assert_eq!((downloaded.length(), written), (text().len() as u64, text()));
            assert_eq!(downloaded.was_unpacked(), downloaded.received() == packed.len() as u64);
        }
    }
}

#[tokio::test]
async fn packed_files_that_are_to_stay_so() {
    let packed = gzip(&text());
    let sent = packed.clone();
    let service = service(move |_, _| Reply::whole(&sent));
    assert_eq!(client(&service).download(LINK, HOSTS).keep_packed().to_bytes(100_000).await.unwrap(), packed);
    // What is coded for the way is not what the file is.
    let sent = packed.clone();
    let service = super::service(move |_, _| Reply::whole(&gzip(&sent)).header("content-encoding", "gzip"));
    assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(100_000).await.unwrap(), packed);
}

#[tokio::test]
async fn other_codings_were_not_asked_for() {
    for coding in ["br", "deflate", "zstd", "gzip, gzip", "compress"] {
        let service = service(move |_, _| Reply::whole(b"a,b").header("content-encoding", coding));
        let error = client(&service).download(LINK, HOSTS).to_bytes(9).await.unwrap_err();
        assert!(!error.is_transient() && error.attempts().len() == 1, "{coding}: {error}");
    }
}

#[tokio::test]
async fn what_is_no_gzip_is_an_error() {
    let mut broken = gzip(&text());
    let middle = broken.len() / 2;
    broken[middle] ^= 0xff;
    for body in [broken, gzip(&text())[..100].to_vec(), b"\x1f\x8b\x08".to_vec()] {
        let service = service(move |_, _| Reply::whole(&body));
        let error = client(&service).download(LINK, HOSTS).to_bytes(100_000).await.unwrap_err();
        assert!(!error.is_transient() && error.attempts().len() <= 1, "{error}");
    }
}

/// A store that keeps the file packed: its ranges and its tag are of the packed bytes.
#[tokio::test(start_paused = true)]
async fn a_packed_file_goes_on_by_its_packed_length() {
    let packed = gzip(&text());
    for cut in [0, 1, 2, 3, 17, packed.len() / 2, packed.len() - 1] {
        for coding in ["gzip", "identity"] {
            let sent = packed.clone();
            let service = service(move |number, request| {
                let reply = Reply::blob(request, &sent, ETAG).header("content-encoding", coding);
                if number == 1 { reply.cut(cut) } else { reply }
            });
            let mut written = Vec::new();
            client(&service).download(LINK, HOSTS).to_writer(&mut written).await.unwrap();
            assert_eq!(written, text(), "{cut}");
            let second = &service.requests()[1];
            if cut > 0 {
                assert_eq!(field(second, "range").unwrap(), format!("bytes={cut}-"));
                assert_eq!(field(second, "accept-encoding"), Some(coding));
            }
        }
    }
}

/// A server that packs for the way, and parts of the file only unpacked: it cannot go on, so the file is begun again
/// without packing, and goes on from there.
#[tokio::test(start_paused = true)]
async fn a_server_that_packs_on_the_way() {
    let service = service(|number, request| {
        let is_packed = field(request, "accept-encoding") == Some("gzip") && field(request, "range").is_none();
        let reply = if is_packed {
            Reply::blob(request, &gzip(&text()), PACKED).header("content-encoding", "gzip")
        } else {
            Reply::blob(request, &text(), ETAG)
        };
        if number == 1 || number == 3 || number == 4 { reply.cut(500) } else { reply }
    });
    assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(100_000).await.unwrap(), text());
    let requests = service.requests();
    let seen: Vec<_> =
        requests.iter().map(|request| (field(request, "range"), field(request, "accept-encoding"))).collect();
    assert_eq!(
        seen,
        [
            (None, Some("gzip")),
            (Some("bytes=500-"), Some("gzip")),
            (None, Some("identity")),
            (Some("bytes=500-"), Some("identity")),
            (Some("bytes=1000-"), Some("identity")),
        ]
    );
}
