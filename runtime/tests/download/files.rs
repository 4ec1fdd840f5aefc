//! Files that are there when they are whole, and not before.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use apiloom_runtime::wire::ClientCore;
use apiloom_runtime::{Downloads, InMemory};

use super::reply::Reply;
use super::{HOSTS, LINK, SENTINEL, client, client_with, content, field, service};

const ETAG: &str = "\"1\"";

/// A folder that goes with the test.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("apiloom-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(super) fn path(&self) -> PathBuf {
        self.0.join("report.csv")
    }

    /// What is in it.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn honest(whole: Vec<u8>) -> InMemory {
    service(move |_, request| Reply::blob(request, &whole, ETAG))
}

/// Breaks once after so many bytes, and is gone.
fn breaking(whole: Vec<u8>, cut: usize) -> InMemory {
    service(move |number, request| match number {
        1 => Reply::blob(request, &whole, ETAG).cut(cut),
        _ => Reply::status(404),
    })
}

const PARTIAL: [&str; 2] = [".report.csv.part", ".report.csv.part.record"];

#[tokio::test(start_paused = true)]
async fn a_file_appears_when_it_is_whole() {
    for length in [0, 1, 1000, 256 * 1024, 256 * 1024 + 1, 1_000_000] {
        let folder = Folder::new();
        let (path, whole) = (folder.path(), content(length));
        let service = honest(whole.clone());
        let destination = path.clone();
        let download = client(&service).download(LINK, HOSTS).progress(move |_, _| assert!(!destination.exists()));
        let downloaded = download.to_file(&path).await.unwrap();
        assert_eq!(fs::read(&path).unwrap(), whole);
        assert_eq!((downloaded.length(), downloaded.received()), (length as u64, length as u64));
        assert_eq!(folder.names(), ["report.csv"]);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    fs::write(folder.path(), "old").unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o666)).unwrap();
    client(&honest(content(100))).download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
    assert_eq!(fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read(folder.path()).unwrap(), content(100));
}

#[tokio::test(start_paused = true)]
async fn what_was_there_stays_until_then() {
    let folder = Folder::new();
    fs::write(folder.path(), "old").unwrap();
    for reply in [
        Reply::status(404),
        Reply::whole(&content(100)).without("content-length"),
        Reply::whole(&content(100)).header("content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="),
        Reply::whole(&content(100)).cut(50),
        Reply::whole(b"\x1f\x8b\x08 is no gzip"),
        Reply::whole(&content(5000)),
    ] {
        let answered = reply.clone();
        let service = service(move |_, _| answered.clone());
        let client = client_with(&service, Downloads::default().largest(4000));
        client.download(LINK, HOSTS).to_file(folder.path()).await.unwrap_err();
        assert_eq!(fs::read(folder.path()).unwrap(), b"old", "{reply:?}");
        assert_eq!(folder.names(), ["report.csv"], "nothing is left that cannot be gone on with: {reply:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_next_download_goes_on() {
    let whole = content(600_000);
    for cut in [1, 300_000, 599_999] {
        let folder = Folder::new();
        let error =
            client(&breaking(whole.clone(), cut)).download(LINK, HOSTS).to_file(folder.path()).await.unwrap_err();
        assert!(error.is_not_found());
        assert_eq!(folder.names(), PARTIAL);
        for name in PARTIAL {
            let bytes = fs::read(folder.path().with_file_name(name)).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains(SENTINEL));
        }
        // Another signature is the same file.
        let service = honest(whole.clone());
        let checked = client(&service).download(&LINK.replace(SENTINEL, "other"), HOSTS).checksum_md5(md5(&whole));
        let downloaded = checked.to_file(folder.path()).await.unwrap();
        assert_eq!((downloaded.resumed_from(), downloaded.is_checksummed()), (cut as u64, true));
        assert_eq!(field(&service.requests()[0], "range").unwrap(), format!("bytes={cut}-"));
        assert_eq!(fs::read(folder.path()).unwrap(), whole);
        assert_eq!(folder.names(), ["report.csv"]);
    }
}

fn md5(bytes: &[u8]) -> [u8; 16] {
    use md5::Digest;
    md5::Md5::digest(bytes).into()
}

type Change = fn(&Path);

/// What is there is of another file, or cannot be believed: it is replaced.
#[tokio::test(start_paused = true)]
async fn what_cannot_be_gone_on_with_is_replaced() {
    let whole = content(1000);
    let changes: [(&str, Change); 7] = [
        ("no record", |partial| fs::remove_file(partial.with_extension("part.record")).unwrap()),
        ("no partial file", |partial| fs::remove_file(partial).unwrap()),
        ("a shorter partial file", |partial| fs::write(partial, "short").unwrap()),
        ("a record that is none", |partial| fs::write(partial.with_extension("part.record"), "x\n5\n").unwrap()),
        ("an empty record", |partial| fs::write(partial.with_extension("part.record"), "").unwrap()),
        ("a file left by who knows whom", |partial| fs::write(partial.with_extension("part.unwrapped"), "x").unwrap()),
        ("a record cut within a line", |partial| {
            let record = partial.with_extension("part.record");
            let text = fs::read_to_string(&record).unwrap();
            fs::write(record, &text[..text.len() - 1]).unwrap();
        }),
    ];
    for (what, change) in changes {
        let folder = Folder::new();
        client(&breaking(whole.clone(), 400)).download(LINK, HOSTS).to_file(folder.path()).await.unwrap_err();
        change(&folder.path().with_file_name(".report.csv.part"));
        let service = honest(whole.clone());
        let downloaded = client(&service).download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
        let expected = if what == "a file left by who knows whom" { 400 } else { 0 };
        assert_eq!(downloaded.resumed_from(), expected, "{what}");
        assert_eq!(fs::read(folder.path()).unwrap(), whole, "{what}");
        assert_eq!(folder.names(), ["report.csv"], "{what}");
    }
}

/// Bytes behind what the record vouches for may be anything.
#[tokio::test(start_paused = true)]
async fn only_what_is_safe_is_gone_on_with() {
    let (folder, whole) = (Folder::new(), content(1000));
    client(&breaking(whole.clone(), 400)).download(LINK, HOSTS).to_file(folder.path()).await.unwrap_err();
    let partial = folder.path().with_file_name(PARTIAL[0]);
    let mut bytes = fs::read(&partial).unwrap();
    bytes.extend_from_slice(&[0; 100]);
    fs::write(&partial, bytes).unwrap();
    let downloaded = client(&honest(whole.clone())).download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
    assert_eq!((downloaded.resumed_from(), fs::read(folder.path()).unwrap()), (400, whole));
}

#[tokio::test(start_paused = true)]
async fn another_file_is_not_gone_on_with() {
    let whole = content(1000);
    for (link, etag, resume) in [
        (LINK.replace("1.csv", "2.csv"), ETAG, true),
        (LINK.replace("account", "other"), ETAG, true),
        (LINK.to_owned(), "\"2\"", true),
        (LINK.to_owned(), ETAG, false),
    ] {
        let folder = Folder::new();
        client(&breaking(content(900), 400)).download(LINK, HOSTS).to_file(folder.path()).await.unwrap_err();
        let sent = whole.clone();
        let service = service(move |_, request| Reply::blob(request, &sent, etag));
        let download = client(&service).download(&link, HOSTS).resume_existing(resume);
        assert_eq!(download.to_file(folder.path()).await.unwrap().resumed_from(), 0);
        assert_eq!(fs::read(folder.path()).unwrap(), whole, "{link} {etag} {resume}");
    }
}

/// Everything came, and then the process was killed.
#[tokio::test(start_paused = true)]
async fn a_whole_partial_file_asks_for_its_last_byte() {
    let (folder, whole) = (Folder::new(), content(1000));
    client(&breaking(whole.clone(), 400)).download(LINK, HOSTS).to_file(folder.path()).await.unwrap_err();
    let [partial, record] = PARTIAL.map(|name| folder.path().with_file_name(name));
    fs::write(partial, &whole).unwrap();
    let safe = fs::read_to_string(&record).unwrap() + "1000\n";
    fs::write(record, safe).unwrap();
    let service = honest(whole.clone());
    let downloaded = client(&service).download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
    assert_eq!((downloaded.resumed_from(), fs::read(folder.path()).unwrap()), (999, whole));
    assert_eq!(field(&service.requests()[0], "range"), Some("bytes=999-"));
}

#[tokio::test(start_paused = true)]
async fn a_packed_file_goes_on_too() {
    use std::io::Write;

    let text = content(5000);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&[b"\xef\xbb\xbf", &*text].concat()).unwrap();
    let packed = encoder.finish().unwrap();
    for coding in ["gzip", "identity"] {
        let folder = Folder::new();
        let sent = packed.clone();
        let breaking = service(move |number, request| match number {
            1 => Reply::blob(request, &sent, ETAG).header("content-encoding", coding).cut(2000),
            _ => Reply::status(404),
        });
        client(&breaking).download(LINK, HOSTS).to_file(folder.path()).await.unwrap_err();
        assert_eq!(fs::read(folder.path().with_file_name(PARTIAL[0])).unwrap(), packed[..2000], "as it came");
        let sent = packed.clone();
        let service = service(move |_, request| Reply::blob(request, &sent, ETAG).header("content-encoding", coding));
        let downloaded = client(&service).download(LINK, HOSTS).without_bom().to_file(folder.path()).await.unwrap();
        assert_eq!((downloaded.resumed_from(), downloaded.was_unpacked(), downloaded.length()), (2000, true, 5000));
        assert_eq!(downloaded.received(), packed.len() as u64);
        assert_eq!(fs::read(folder.path()).unwrap(), text);
        assert_eq!(folder.names(), ["report.csv"]);
    }
}

#[tokio::test]
async fn what_is_in_the_way() {
    let service = honest(content(100));
    let client = client(&service);
    let refused = async |path: &Path, expected: &str| {
        let error = client.download(LINK, HOSTS).to_file(path).await.unwrap_err();
        assert!(error.is_destination() && error.to_string().ends_with(expected), "{error}");
        assert!(!error.to_string().contains("report.csv"));
    };
    let folder = Folder::new();
    refused(&folder.path().join("report.csv"), "its folder is not there").await;
    refused(Path::new("/"), "its path has no name").await;
    refused(&folder.path().join(".."), "its path has no name").await;
    refused(folder.path().parent().unwrap(), "a folder is there").await;
    fs::write(folder.path(), "old").unwrap();
    refused(&folder.path().join("report.csv"), "what should be its folder is none").await;
    let mut permissions = fs::metadata(folder.path()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path(), permissions).unwrap();
    refused(&folder.path(), "a file is there that is read-only").await;
    assert_eq!((fs::read(folder.path()).unwrap(), folder.names()), (b"old".to_vec(), vec!["report.csv".to_owned()]));
    assert!(service.requests().is_empty(), "nothing was asked for");
}

#[cfg(unix)]
#[tokio::test]
async fn links_and_pipes_are_in_the_way() {
    use std::os::unix::fs::symlink;

    let client = client(&honest(content(100)));
    let refused = async |path: &Path, expected: &str| {
        let error = client.download(LINK, HOSTS).to_file(path).await.unwrap_err();
        assert!(error.is_destination() && error.to_string().contains(expected), "{error}");
    };
    let folder = Folder::new();
    let victim = folder.path().with_file_name("victim");
    fs::write(&victim, "victim").unwrap();
    symlink(&victim, folder.path()).unwrap();
    refused(&folder.path(), "a symbolic link is there").await;
    fs::remove_file(folder.path()).unwrap();
    symlink("/nowhere", folder.path()).unwrap();
    refused(&folder.path(), "a symbolic link is there").await;
    fs::remove_file(folder.path()).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.path()).status().unwrap().success());
    refused(&folder.path(), "something is there that is no plain file").await;
    fs::remove_file(folder.path()).unwrap();
    // The same for the names beside it, which somebody else may guess.
    {
        let beside = folder.path().with_file_name(PARTIAL[0]);
        symlink(&victim, &beside).unwrap();
        refused(&folder.path(), "something strange is in the place of the partial file").await;
        fs::remove_file(&beside).unwrap();
        fs::hard_link(&victim, &beside).unwrap();
        refused(&folder.path(), "something strange is in the place of the partial file").await;
        fs::remove_file(&beside).unwrap();
    }
    // What is known of the partial file is not believed from there, and replaced.
    let record = folder.path().with_file_name(PARTIAL[1]);
    symlink(&victim, &record).unwrap();
    client.download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
    fs::remove_file(folder.path()).unwrap();
    fs::hard_link(&victim, &record).unwrap();
    client.download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
    assert_eq!(fs::read(&victim).unwrap(), b"victim");
    assert_eq!(folder.names(), ["report.csv", "victim"]);
}

#[tokio::test]
async fn long_names() {
    let folder = Folder::new();
    let path = folder.path().with_file_name("é".repeat(127));
    client(&honest(content(100))).download(LINK, HOSTS).to_file(&path).await.unwrap();
    assert_eq!(fs::read(&path).unwrap(), content(100));
    let longer = folder.path().with_file_name("a".repeat(256));
    let error = client(&honest(content(100))).download(LINK, HOSTS).to_file(&longer).await.unwrap_err();
    assert!(error.is_storage(), "{error}");
    assert_eq!(folder.names().len(), 1, "{:?}", folder.names());
}

#[tokio::test]
async fn names_in_the_working_folder() {
    let name = format!("apiloom-download-{}.tmp", std::process::id());
    client(&honest(content(100))).download(LINK, HOSTS).to_file(&name).await.unwrap();
    assert_eq!(fs::read(&name).unwrap(), content(100));
    fs::remove_file(&name).unwrap();
}

/// The server has no say in how the file is called.
#[tokio::test]
async fn names_from_the_server() {
    let folder = Folder::new();
    for name in ["../../evil", "/etc/passwd", "con", ".report.csv.part", "a\\b"] {
        let disposition = format!("attachment; filename=\"{name}\"");
        let service = service(move |_, _| Reply::whole(b"a,b").header("content-disposition", &disposition));
        client(&service).download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
        assert_eq!(folder.names(), ["report.csv"]);
    }
}

async fn busy(client: &ClientCore, path: &Path) {
    let error = client.download(LINK, HOSTS).to_file(path).await.unwrap_err();
    assert!(error.is_busy() && !error.is_transient(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn one_download_at_a_time() {
    let folder = Folder::new();
    let path = folder.path();
    let (second, other) = (honest(content(100)), path.clone());
    let rival = client(&second);
    let first =
        service(|_, request| Reply::blob(request, &content(100), ETAG).pieces(50, std::time::Duration::from_secs(10)));
    let first = client(&first);
    let first = first.download(LINK, HOSTS).to_file(&path);
    let rivals = async {
        for _ in 0..3 {
            tokio::time::sleep(std::time::Duration::from_secs(4)).await;
            busy(&rival, &other).await;
        }
        assert!(second.requests().is_empty());
    };
    let (first, ()) = tokio::join!(first, rivals);
    first.unwrap();
    rival.download(LINK, HOSTS).to_file(&path).await.unwrap();
    assert_eq!(folder.names(), ["report.csv"]);
}

/// Whoever comes first, there is one whole file in the end, and nothing beside it.
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once() {
    for _ in 0..8 {
        let folder = Folder::new();
        let downloads: Vec<_> = (1..=8)
            .map(|length| {
                let (path, client) = (folder.path(), client(&honest(content(length * 50_000))));
                tokio::spawn(async move { client.download(LINK, HOSTS).to_file(path).await })
            })
            .collect();
        let mut lengths = Vec::new();
        for download in downloads {
            match download.await.unwrap() {
                Ok(downloaded) => lengths.push(downloaded.length()),
                Err(error) => assert!(error.is_busy(), "{error}"),
            }
        }
        let there = fs::read(folder.path()).unwrap();
        assert!(lengths.contains(&(there.len() as u64)) && there == content(there.len()));
        assert_eq!(folder.names(), ["report.csv"]);
    }
}

#[tokio::test(start_paused = true)]
async fn dropped_in_the_middle() {
    let folder = Folder::new();
    let slow =
        service(|_, request| Reply::blob(request, &content(100), ETAG).pieces(50, std::time::Duration::from_secs(10)));
    let slow = client(&slow);
    for seconds in [5, 15] {
        let download = slow.download(LINK, HOSTS).to_file(folder.path());
        let dropped = tokio::time::timeout(std::time::Duration::from_secs(seconds), download).await;
        assert!(dropped.is_err());
        assert!(folder.names().is_empty(), "{:?}", folder.names());
    }
    // A limit of its own is an error like others: what came is kept.
    let download = slow.download(LINK, HOSTS).timeout(std::time::Duration::from_secs(15));
    assert!(download.to_file(folder.path()).await.unwrap_err().is_timeout());
    let service = honest(content(100));
    let downloaded = client(&service).download(LINK, HOSTS).to_file(folder.path()).await.unwrap();
    assert_eq!(downloaded.resumed_from(), 50);
}
