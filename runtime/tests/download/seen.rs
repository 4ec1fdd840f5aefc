//! What a download shows of itself.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use apiloom_runtime::{Downloads, Event};
use tracing::field::{Field, Visit};
use tracing::span;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use super::files::Folder;
use super::reply::Reply;
use super::sockets::{self, Server};
use super::{HOSTS, LINK, SENTINEL, content, service, settings};
use crate::support::listening;

const ETAG: &str = "\"1\"";

#[tokio::test(start_paused = true)]
async fn progress() {
    let service = service(|number, request| match number {
        1 => Reply::blob(request, &content(2500), ETAG).cut(1500),
        2 => Reply::status(412),
        3 => Reply::blob(request, &content(2500), ETAG).without("content-length").cut(500),
        _ => Reply::blob(request, &content(2500), ETAG),
    });
    let seen = Arc::new(Mutex::new(Vec::new()));
    let show = Arc::clone(&seen);
    let client = settings().transport(service).build().unwrap();
    let download =
        client.download(LINK, HOSTS).progress(move |there, length| show.lock().unwrap().push((there, length)));
    download.accept_unverified().to_bytes(10_000).await.unwrap();
    let all = Some(2500);
    let expected = [(1000, all), (1500, all), (500, None), (1500, all), (2500, all)];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn observers_see_downloads_as_calls() {
    let service = service(|number, request| match number {
        1 => Reply::status(503),
        2 => Reply::lost(),
        _ => Reply::blob(request, b"a,b", ETAG),
    });
    let seen = Arc::new(Mutex::new(Vec::new()));
    let show = Arc::clone(&seen);
    let client = settings()
        .transport(service)
        .downloads(Downloads::default())
        .observer(move |event: &Event<'_>| {
            let text = format!("{event:?}");
            assert_eq!((event.operation(), event.template()), ("download", "{link}"));
            assert_eq!(event.server(), "account.blob.core.windows.net");
            assert!(!text.contains(SENTINEL));
            show.lock().unwrap().push(text.split([' ', ':']).nth(2).unwrap().to_owned());
        })
        .build()
        .unwrap();
    client.download(LINK, HOSTS).to_bytes(9).await.unwrap();
    let seen = seen.lock().unwrap().join(" ");
    assert_eq!(seen, "AttemptStarted Answered Waiting AttemptStarted Failed Waiting AttemptStarted Answered Finished");
}

/// Keeps every field of every span and event, of all crates and at all levels.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<String>>>);

impl Visit for Kept {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.lock().unwrap().push(format!("{}={value:?}", field.name()));
    }
}

impl<S: tracing::Subscriber> Layer<S> for Kept {
    fn on_new_span(&self, attributes: &span::Attributes<'_>, _: &span::Id, _: Context<'_, S>) {
        attributes.record(&mut self.clone());
    }

    fn on_record(&self, _: &span::Id, values: &span::Record<'_>, _: Context<'_, S>) {
        values.record(&mut self.clone());
    }

    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        event.record(&mut self.clone());
    }
}

#[tokio::test(start_paused = true)]
async fn a_span_names_the_host_alone() {
    let kept = Kept::default();
    let _listening = listening(tracing_subscriber::registry().with(kept.clone()));
    let client = settings().transport(service(|_, _| Reply::status(404))).build().unwrap();
    client.download(LINK, HOSTS).to_bytes(9).await.unwrap_err();
    let mut shown = kept.0.lock().unwrap().clone();
    shown.sort();
    let host = "server.address=\"account.blob.core.windows.net\"";
    let kind = ["otel.kind=\"client\"", "otel.name=\"download\"", "otel.status_code=\"ERROR\""];
    assert_eq!(shown, ["attempts=1", "error.type=404", kind[0], kind[1], kind[2], host]);
}

/// Not by the crates below either.
#[tokio::test]
async fn nothing_shows_the_link() {
    let kept = Kept::default();
    let _listening = listening(tracing_subscriber::registry().with(kept.clone()));
    let server = Server::start(|number, request| {
        let reply = request.blob(&content(1000));
        if number == 1 { reply.cut(500).into_bytes() } else { reply.into_bytes() }
    });
    let (server, folder) = (server.await, Folder::new());
    let client = sockets::client(Downloads::default().allow_loopback());
    client.download(&server.link(), &[]).to_file(folder.path()).await.unwrap();
    let shown = kept.0.lock().unwrap().clone();
    assert!(shown.iter().any(|field| field.contains("127.0.0.1")), "{shown:#?}");
    assert!(shown.iter().all(|field| !field.contains(SENTINEL)), "{shown:#?}");
}
