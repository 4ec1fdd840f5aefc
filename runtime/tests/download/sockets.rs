//! The same over real connections, with a server that closes them when it likes.

use std::sync::{Arc, Mutex};

use apiloom_runtime::wire::ClientCore;
use apiloom_runtime::{Downloads, Retry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::files::Folder;
use super::reply::Reply;
use super::{SENTINEL, content, settings};

const ETAG: &str = "\"1\"";

/// What a client sent: the head of a request.
#[derive(Clone, Debug)]
pub(super) struct Head(pub(super) String);

impl Head {
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.0
            .lines()
            .find_map(|line| line.split_once(": ").filter(|(known, _)| known.eq_ignore_ascii_case(name)))
            .map(|(_, value)| value)
    }

    pub(super) fn blob(&self, content: &[u8]) -> Reply {
        Reply::for_fields(self.field("range"), self.field("if-match"), content, ETAG)
    }
}

/// A server that answers each connection once and closes it.
pub(super) struct Server {
    pub(super) origin: String,
    heads: Arc<Mutex<Vec<Head>>>,
}

impl Server {
    pub(super) async fn start(answer: impl Fn(usize, &Head) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let heads: Arc<Mutex<Vec<Head>>> = Arc::default();
        let seen = Arc::clone(&heads);
        tokio::spawn(async move {
            for number in 1.. {
                let (mut socket, _) = listener.accept().await.unwrap();
                let Some(head) = read(&mut socket).await else { continue };
                let bytes = answer(number, &head);
                seen.lock().unwrap().push(head);
                // The client may be gone: that is its business.
                let _ = socket.write_all(&bytes).await;
                let _ = socket.shutdown().await;
            }
        });
        Self { origin, heads }
    }

    pub(super) fn link(&self) -> String {
        format!("{}/1.csv?sig={SENTINEL}", self.origin)
    }

    fn heads(&self) -> Vec<Head> {
        self.heads.lock().unwrap().clone()
    }
}

pub(super) async fn read(socket: &mut TcpStream) -> Option<Head> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.ok()?);
    }
    Some(Head(String::from_utf8(head).unwrap()))
}

pub(super) fn client(downloads: Downloads) -> ClientCore {
    let quick = Retry::default().first_wait(std::time::Duration::from_millis(1)).without_budget();
    settings().downloads(downloads).retry(quick).build().unwrap()
}

fn local() -> ClientCore {
    client(Downloads::default().allow_loopback())
}

/// In two chunks, as far as they come.
fn chunked(content: &[u8], cut: Option<usize>) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 200 OK\r\netag: {ETAG}\r\ntransfer-encoding: chunked\r\n\r\n").into_bytes();
    let come = cut.unwrap_or(content.len());
    for (index, half) in content.chunks(content.len().div_ceil(2)).enumerate() {
        let before = index * content.len().div_ceil(2);
        bytes.extend_from_slice(format!("{:x}\r\n", half.len()).as_bytes());
        bytes.extend_from_slice(&half[..come.saturating_sub(before).min(half.len())]);
        if come < before + half.len() {
            return bytes;
        }
        bytes.extend_from_slice(b"\r\n");
    }
    if cut.is_none() {
        bytes.extend_from_slice(b"0\r\n\r\n");
    }
    bytes
}

#[tokio::test]
async fn breaks_at_every_place() {
    let length = 20_000;
    for cut in [0, 1, length / 2, length - 1, length] {
        for is_chunked in [false, true] {
            let whole = content(length);
            let server = Server::start(move |number, head| match (number, is_chunked) {
                (1, true) => chunked(&whole, Some(cut)),
                (1, false) => head.blob(&whole).cut(cut).into_bytes(),
                _ => head.blob(&whole).into_bytes(),
            });
            let (server, folder) = (server.await, Folder::new());
            let downloaded = local().download(&server.link(), &[]).to_file(folder.path()).await.unwrap();
            assert_eq!(std::fs::read(folder.path()).unwrap(), content(length), "{cut}");
            assert_eq!((downloaded.length(), folder.names().len()), (length as u64, 1));
            let heads = server.heads();
            if cut > 0 && (cut < length || is_chunked) {
                assert_eq!(heads[1].field("range").unwrap(), format!("bytes={cut}-"));
                assert_eq!(heads[1].field("if-match"), Some(ETAG));
            }
            let writer = &mut Vec::new();
            local().download(&server.link(), &[]).to_writer(writer).await.unwrap();
            assert_eq!(*writer, content(length));
        }
    }
}

#[tokio::test]
async fn a_body_that_ends_with_its_connection() {
    let server = Server::start(|_, head| head.blob(&content(100)).without("content-length").into_bytes()).await;
    let error = local().download(&server.link(), &[]).to_bytes(1000).await.unwrap_err();
    assert!(error.is_unverified(), "{error}");
    let accepted = local().download(&server.link(), &[]).accept_unverified().to_bytes(1000).await;
    assert_eq!(accepted.unwrap(), content(100));
    let whole = Server::start(|_, _| chunked(&content(100), None)).await;
    assert_eq!(local().download(&whole.link(), &[]).to_bytes(1000).await.unwrap(), content(100));
}

/// What came before bytes that are no chunk is not to be trusted: nothing tells where the confusion began.
#[tokio::test]
async fn what_came_before_nonsense_is_not_kept() {
    let server = Server::start(|number, head| match number {
        1 => {
            format!("HTTP/1.1 200 OK\r\netag: {ETAG}\r\ntransfer-encoding: chunked\r\n\r\n1\r\nxyz\r\n0\r\n\r\n").into()
        }
        _ => head.blob(&content(100)).into_bytes(),
    });
    let server = server.await;
    assert_eq!(local().download(&server.link(), &[]).to_bytes(1000).await.unwrap(), content(100));
    let heads = server.heads();
    assert_eq!(heads.len(), 2);
    assert_eq!(heads[1].field("range"), None);
}

#[tokio::test]
async fn no_cookie_no_referer_no_token() {
    let other = Server::start(|_, head| head.blob(b"a,b").into_bytes()).await;
    let to = other.link();
    let server = Server::start(move |_, _| {
        Reply::status(302).header("location", &to).header("set-cookie", "id=S3NT1NEL").into_bytes()
    });
    let server = server.await;
    let client = client(Downloads::default().allow_loopback().redirects(1));
    for _ in 0..2 {
        assert_eq!(client.download(&server.link(), &[]).to_bytes(1000).await.unwrap(), "a,b");
    }
    let heads = [server.heads(), other.heads()].concat();
    assert_eq!(heads.len(), 4);
    for head in heads {
        let text = head.0.to_ascii_lowercase();
        assert!(text.starts_with("get /1.csv?sig=s3nt1nel http/1.1\r\n"), "{text}");
        for name in ["referer", "cookie", "authorization", "t0ken", "content-length", "transfer-encoding"] {
            assert!(!text.contains(name), "{text}");
        }
        assert_eq!(text.matches("accept-encoding").count(), 1, "{text}");
    }
}

#[tokio::test]
async fn nobody_is_asked_who_may_not_be() {
    let target = Server::start(|_, head| head.blob(b"a,b").into_bytes()).await;
    let to = target.link();
    let server = Server::start(move |_, _| Reply::status(307).header("location", &to).into_bytes()).await;
    let error = local().download(&server.link(), &[]).to_bytes(1000).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    let error =
        client(Downloads::default().redirects(3)).download(&server.link(), &[]).to_bytes(1000).await.unwrap_err();
    assert!(error.is_refused_link() && error.host() == Some("127.0.0.1"), "{error}");
    assert_eq!((server.heads().len(), target.heads().len()), (1, 0));
}

#[tokio::test]
async fn no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let link = format!("http://{}/?sig={SENTINEL}", listener.local_addr().unwrap());
    drop(listener);
    let error = local().download(&link, &[]).to_bytes(1000).await.unwrap_err();
    assert!(error.is_connect() && error.is_transient() && error.attempts().len() == 3, "{error}");
    assert!(!format!("{error} {error:?}").contains(SENTINEL));
}
