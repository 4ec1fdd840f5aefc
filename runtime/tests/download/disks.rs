//! Disks that are full, and processes that are killed.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use apiloom_runtime::{Downloads, Retry};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use super::files::Folder;
use super::reply::Reply;
use super::sockets::{self, Server};
use super::{HOSTS, LINK, client, content, service, settings};

/// How much the process of [`in_a_process_with_small_files`] can write to one file.
const LIMIT: usize = 4096;

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_writer_to_a_full_disk() {
    let service = service(|_, _| Reply::whole(b"a,b"));
    let mut full = Blocking(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    let error = client(&service).download(LINK, HOSTS).to_writer(&mut full).await.unwrap_err();
    assert!(error.is_storage() && !error.is_transient(), "{error}");
    assert_eq!(error.io_kind(), Some(std::io::ErrorKind::StorageFull));
    // A writer that tells only when it is flushed.
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut collecting = tokio::io::BufWriter::new(Blocking(full));
    let error = client(&service).download(LINK, HOSTS).to_writer(&mut collecting).await.unwrap_err();
    assert_eq!(error.io_kind(), Some(std::io::ErrorKind::StorageFull));
}

/// A file for a test, which may wait.
struct Blocking(fs::File);

impl tokio::io::AsyncWrite for Blocking {
    fn poll_write(
        mut self: std::pin::Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
        bytes: &[u8],
    ) -> std::task::Poll<std::io::Result<usize>> {
        std::task::Poll::Ready(self.0.write(bytes))
    }

    fn poll_flush(
        self: std::pin::Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn poll_shutdown(
        self: std::pin::Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::task::Poll::Ready(Ok(()))
    }
}

/// Runs a test of this binary in a process of its own, where writing more than 4 KiB to a file fails.
#[test]
fn a_file_that_does_not_fit() {
    let program = std::env::current_exe().unwrap();
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" --exact --ignored \"$1\"";
    let name = "download::disks::in_a_process_with_small_files";
    let output = Command::new("sh").args(["-c", script]).arg(program).arg(name).output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && shown.contains("1 passed"), "{shown}");
}

#[tokio::test]
#[ignore = "run by `a_file_that_does_not_fit`, in a process with a limit"]
async fn in_a_process_with_small_files() {
    for length in [LIMIT + 1, LIMIT + 100, 2 * LIMIT, 2 * LIMIT + 1, 300_000, 600_000] {
        for is_packed in [false, true] {
            let folder = Folder::new();
            fs::write(folder.path(), "old").unwrap();
            let (whole, text) = (content(length), vec![b'a'; length]);
            let body = if is_packed { gzip(&text) } else { whole };
            let service = service(move |_, request| Reply::blob(request, &body, "\"1\""));
            let client = settings().transport(service).limits(apiloom_runtime::Limits::default().ratio(2000)).build();
            let error = client.unwrap().download(LINK, HOSTS).to_file(folder.path()).await.unwrap_err();
            assert_eq!(error.io_kind(), Some(std::io::ErrorKind::FileTooLarge), "{length}: {error}");
            assert_eq!((fs::read(folder.path()).unwrap(), folder.names().len()), (b"old".to_vec(), 1), "{length}");
        }
    }
    for length in [LIMIT - 1, LIMIT] {
        let folder = Folder::new();
        let service = service(move |_, request| Reply::blob(request, &content(length), "\"1\""));
        client(&service).download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
        assert_eq!(fs::read(folder.path()).unwrap(), content(length));
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Starts a download in a process of its own.
fn start(link: &str, path: &std::path::Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "download::disks::in_a_process_that_is_killed"])
        .env("DOWNLOAD_LINK", link)
        .env("DOWNLOAD_PATH", path)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test]
#[ignore = "run by the tests that kill it"]
async fn in_a_process_that_is_killed() {
    let link = std::env::var("DOWNLOAD_LINK").unwrap();
    let path = PathBuf::from(std::env::var("DOWNLOAD_PATH").unwrap());
    let client = sockets::client(Downloads::default().allow_loopback());
    client.download(&link, &[]).to_file(path).await.unwrap();
}

/// Whenever it is killed, there is the old file or the new one, and never a part.
#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_time() {
    let whole = content(1_000_000);
    let sent = whole.clone();
    let server = Server::start(move |_, head| head.blob(&sent).into_bytes()).await;
    let (folder, mut random) = (Folder::new(), fastrand::Rng::with_seed(5));
    for _ in 0..25 {
        fs::write(folder.path(), "old").unwrap();
        let mut child = start(&server.link(), &folder.path());
        tokio::time::sleep(Duration::from_millis(random.u64(..120))).await;
        child.kill().unwrap();
        child.wait().unwrap();
        let there = fs::read(folder.path()).unwrap();
        assert!(there == b"old" || there == whole, "{} bytes", there.len());
    }
    let mut child = start(&server.link(), &folder.path());
    while child.try_wait().unwrap().is_none() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(child.wait().unwrap().success(), "one that is not killed");
    assert_eq!(fs::read(folder.path()).unwrap(), whole);
    assert_eq!(folder.names(), ["report.csv"]);
}

/// What a killed process had made safe is gone on with. Its lock went with it.
#[tokio::test(flavor = "multi_thread")]
async fn killed_and_gone_on_with() {
    const SAFE: u64 = 16 * 1024 * 1024;
    let whole = content(18_000_000);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let head = format!("HTTP/1.1 200 OK\r\netag: \"1\"\r\ncontent-length: {}\r\n\r\n", whole.len());
    let sent = whole[..whole.len() - 1].to_owned();
    let held = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        sockets::read(&mut socket).await.unwrap();
        socket.write_all(head.as_bytes()).await.unwrap();
        socket.write_all(&sent).await.unwrap();
        (socket, listener)
    });
    let folder = Folder::new();
    let link = format!("{origin}/1.csv");
    let mut child = start(&link, &folder.path());
    let record = folder.path().with_file_name(".report.csv.part.record");
    while !fs::read_to_string(&record).is_ok_and(|text| text.lines().count() == 2) {
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(child.try_wait().unwrap().is_none(), "it still waits for the last byte");
    }
    let client = sockets::client(Downloads::default().allow_loopback());
    assert!(client.download(&link, &[]).to_file(folder.path()).await.unwrap_err().is_busy(), "of the other process");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.path().exists());
    let (_socket, listener) = held.await.unwrap();
    let expected = whole.clone();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let head = sockets::read(&mut socket).await.unwrap();
        socket.write_all(&head.blob(&whole).into_bytes()).await.unwrap();
    });
    let one = settings().downloads(Downloads::default().allow_loopback()).retry(Retry::never()).build().unwrap();
    let downloaded = one.download(&link, &[]).to_file(folder.path()).await.unwrap();
    assert!(downloaded.resumed_from() >= SAFE && downloaded.resumed_from() < expected.len() as u64);
    assert!(fs::read(folder.path()).unwrap() == expected);
    assert_eq!(folder.names(), ["report.csv"]);
}
