//! Time: slow servers, slow readers, deadlines.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use apiloom_runtime::{Cause, Downloads, Retry};
use tokio::io::AsyncWrite;
use tokio::time::{Instant, Sleep};

use super::reply::Reply;
use super::{HOSTS, LINK, client, client_with, content, service, settings};

const ETAG: &str = "\"1\"";

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn a_server_that_drips_is_given_up() {
    // A byte a second, whatever the length.
    let service = service(|_, request| Reply::blob(request, &content(100_000), ETAG).pieces(1, seconds(1)));
    let started = Instant::now();
    let client = settings().transport(service.clone()).retry(Retry::never()).build().unwrap();
    let error = client.download(LINK, HOSTS).to_bytes(100_000).await.unwrap_err();
    assert!(error.is_transient() && error.attempts()[0].cause() == Cause::Stalled, "{error}");
    assert_eq!(started.elapsed().as_secs(), 30);
    assert!(error.to_string().ends_with("fewer than 1024 bytes a second came over 30s"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn what_stalls_is_gone_on_with() {
    let whole = content(100_000);
    let sent = whole.clone();
    let service = service(move |number, request| {
        let reply = Reply::blob(request, &sent, ETAG);
        if number == 1 { reply.pieces(1000, seconds(10)) } else { reply }
    });
    let mut written = Vec::new();
    let downloaded = client(&service).download(LINK, HOSTS).to_writer(&mut written).await.unwrap();
    assert_eq!(written, whole);
    assert_eq!(downloaded.attempts()[0].cause(), Cause::Stalled);
}

#[tokio::test(start_paused = true)]
async fn slow_is_not_stalled() {
    for (piece, wait) in [(31_000, 25), (100_000, 29), (1100, 1)] {
        let service =
            service(move |_, request| Reply::blob(request, &content(100_000), ETAG).pieces(piece, seconds(wait)));
        let started = Instant::now();
        assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(100_000).await.unwrap(), content(100_000));
        assert!(started.elapsed() >= seconds(29) && service.requests().len() == 1);
    }
    let service = service(|_, request| Reply::blob(request, &content(100), ETAG).pieces(1, seconds(10)));
    let patient = client_with(&service, Downloads::default().stall(0, seconds(60)));
    assert_eq!(patient.download(LINK, HOSTS).to_bytes(100).await.unwrap(), content(100));
    let silent = super::service(|_, request| Reply::blob(request, b"a,b", ETAG).pieces(1, seconds(100_000)));
    let patient = client_with(&silent, Downloads::default().stall(0, seconds(60)));
    let error = patient.download(LINK, HOSTS).to_bytes(100).await.unwrap_err();
    assert_eq!(error.attempts()[0].cause(), Cause::Stalled, "nothing at all is never enough");
}

/// Takes a minute for every write.
struct Slow(Vec<u8>, Option<Pin<Box<Sleep>>>);

impl AsyncWrite for Slow {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let sleep = self.1.get_or_insert_with(|| Box::pin(tokio::time::sleep(seconds(60))));
        ready!(sleep.as_mut().poll(context));
        self.1 = None;
        self.0.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_is_no_slow_server() {
    let service =
        service(|_, request| Reply::blob(request, &content(5000), ETAG).pieces(100, Duration::from_millis(10)));
    let mut slow = Slow(Vec::new(), None);
    let started = Instant::now();
    client(&service).download(LINK, HOSTS).to_writer(&mut slow).await.unwrap();
    assert_eq!((slow.0, service.requests().len()), (content(5000), 1));
    assert!(started.elapsed() >= seconds(50 * 60));
}

#[tokio::test(start_paused = true)]
async fn a_head_is_waited_for_as_long_as_an_attempt() {
    struct Silent;
    impl apiloom_runtime::Transport for Silent {
        fn send(
            &self,
            _: super::Request,
        ) -> apiloom_runtime::BoxFuture<
            '_,
            Result<apiloom_runtime::http::Response<apiloom_runtime::Body>, apiloom_runtime::TransportError>,
        > {
            Box::pin(std::future::pending())
        }
    }
    let client = settings().transport(Silent).retry(Retry::never()).build().unwrap();
    let started = Instant::now();
    let error = client.download(LINK, HOSTS).to_bytes(9).await.unwrap_err();
    assert!(error.is_timeout() && error.to_string().ends_with("no answer within 30s"), "{error}");
    assert_eq!(started.elapsed(), seconds(30));
    let started = Instant::now();
    let error = client.download(LINK, HOSTS).timeout(seconds(7)).to_bytes(9).await.unwrap_err();
    assert!(error.is_timeout() && error.to_string().ends_with("no answer within 7s"), "{error}");
    assert_eq!(started.elapsed(), seconds(7));
}

#[tokio::test(start_paused = true)]
async fn a_limit_for_all_of_it() {
    let service = service(|_, request| Reply::blob(request, &content(100_000), ETAG).pieces(2000, seconds(1)));
    let error = client(&service).download(LINK, HOSTS).timeout(seconds(20)).to_bytes(100_000).await.unwrap_err();
    assert!(error.is_timeout() && error.is_transient() && error.elapsed() == seconds(20), "{error}");
    let downloaded = client(&service).download(LINK, HOSTS).timeout(seconds(60)).to_bytes(100_000).await;
    assert_eq!(downloaded.unwrap(), content(100_000));
    let far = client(&service).download(LINK, HOSTS).timeout(Duration::MAX).to_bytes(100_000).await;
    assert_eq!(far.unwrap(), content(100_000));
}
