//! Links that expire while the file comes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use apiloom_runtime::{Error, InMemory};

use super::reply::Reply;
use super::{HOSTS, LINK, SENTINEL, client, content, field, service};

const ETAG: &str = "\"1\"";

/// A link with this number in place of the first one's signature.
fn link(number: usize) -> String {
    LINK.replace(SENTINEL, &number.to_string())
}

/// Asks for links 1, 2, 3 and counts.
fn links(asked: &Arc<AtomicUsize>) -> impl FnMut() -> std::future::Ready<Result<String, Error>> + Send + 'static {
    let asked = Arc::clone(asked);
    move || std::future::ready(Ok(link(asked.fetch_add(1, Ordering::SeqCst) + 1)))
}

async fn download(service: &InMemory) -> (Result<Vec<u8>, Error>, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let download = client(service).download(LINK, HOSTS).renew(links(&asked));
    let outcome = download.to_bytes(10_000).await;
    (outcome.map(Vec::from), asked.load(Ordering::SeqCst))
}

#[tokio::test(start_paused = true)]
async fn a_fresh_link_is_asked_for_once() {
    let service = service(|number, request| match number {
        1 => Reply::status(403),
        _ => Reply::blob(request, b"a,b", ETAG),
    });
    let (outcome, asked) = download(&service).await;
    assert_eq!((outcome.unwrap(), asked), (b"a,b".to_vec(), 1));
    assert_eq!(service.requests()[1].uri().to_string(), link(1));

    let never = super::service(|_, _| Reply::status(403).with_body(b"<Error>"));
    let (outcome, asked) = download(&never).await;
    let error = outcome.unwrap_err();
    assert!(error.is_forbidden() && asked == 1, "{error}");
    assert_eq!((never.requests().len(), error.attempts().len()), (2, 2));
    assert_eq!(error.raw_body().unwrap(), "<Error>");
}

#[tokio::test(start_paused = true)]
async fn a_link_that_expires_midway() {
    let whole = content(1000);
    let sent = whole.clone();
    // Each link is good for one request, and each connection for 200 bytes.
    let service =
        service(
            move |number, request| {
                if number % 2 == 0 { Reply::status(403) } else { Reply::blob(request, &sent, ETAG).cut(200) }
            },
        );
    let (outcome, asked) = download(&service).await;
    assert_eq!((outcome.unwrap(), asked), (whole, 4));
    let requests = service.requests();
    for (index, from) in [(2, 200), (4, 400), (6, 600), (8, 800)] {
        assert_eq!(field(&requests[index], "range").unwrap(), format!("bytes={from}-"));
        assert_eq!(field(&requests[index], "if-match"), Some(ETAG));
        assert_eq!(requests[index].uri().to_string(), link(index / 2));
    }
}

#[tokio::test(start_paused = true)]
async fn a_fresh_link_to_another_file_begins_again() {
    let (old, new) = (content(1000), content(900));
    let sent = new.clone();
    let service = service(move |number, request| match number {
        1 => Reply::blob(request, &old, ETAG).cut(200),
        2 => Reply::status(403),
        _ => Reply::blob(request, &sent, "\"2\""),
    });
    let (outcome, _) = download(&service).await;
    assert_eq!(outcome.unwrap(), new);
}

#[tokio::test(start_paused = true)]
async fn a_fresh_link_is_judged_too() {
    let service = service(|_, _| Reply::status(403));
    for renewed in ["https://evil.example/?sig=S3NT1NEL", "http://account.blob.core.windows.net/", "S3NT1NEL", ""] {
        let download = client(&service).download(LINK, HOSTS).renew(move || async move { Ok(renewed.to_owned()) });
        let error = download.to_bytes(9).await.unwrap_err();
        assert!(error.is_refused_link() && !format!("{error} {error:?}").contains(SENTINEL), "{error}");
    }
    assert_eq!(service.requests().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn who_has_no_fresh_link_says_why() {
    let service = service(|_, _| Reply::status(403));
    let other = client(&service);
    let download = client(&service).download(LINK, HOSTS).renew(move || {
        let other = other.clone();
        async move { other.download("no link", &[]).to_bytes(1).await.map(|_| String::new()) }
    });
    assert!(download.to_bytes(9).await.unwrap_err().is_refused_link());
}

#[tokio::test(start_paused = true)]
async fn other_refusals_are_not_of_the_link() {
    for status in [401, 404, 410] {
        let service = service(move |_, _| Reply::status(status));
        let (outcome, asked) = download(&service).await;
        assert_eq!((outcome.unwrap_err().status().unwrap().as_u16(), asked), (status, 0));
    }
}
