//! Servers that do anything at all. Whatever they do, what is called whole is whole.

use std::sync::{Arc, Mutex};

use apiloom_runtime::{Downloads, InMemory};

use super::files::Folder;
use super::reply::Reply;
use super::{HOSTS, LINK, client_with, content, field, service};

/// A server with its own mind, by a seed: what it has are these versions, one after the other.
fn server(seed: u64, versions: &[Vec<u8>]) -> InMemory {
    let random = Mutex::new(fastrand::Rng::with_seed(seed));
    let (versions, version) = (versions.to_vec(), Arc::new(Mutex::new(0)));
    service(move |_, request| {
        let mut random = random.lock().unwrap();
        let mut version = version.lock().unwrap();
        if random.u8(..12) == 0 {
            *version = (*version + 1).min(versions.len() - 1);
        }
        let content = &versions[*version];
        let etag = format!("\"{seed}-{version}\"");
        let honest = Reply::blob(request, content, &etag).pieces(random.usize(1..400), std::time::Duration::ZERO);
        let place = random.usize(..=content.len());
        match random.u8(..16) {
            0 => Reply::status(503),
            1 => Reply::lost(),
            2 => honest.without("etag"),
            3 => Reply::whole(content).header("etag", &etag).cut(place),
            4 => Reply::part(content, place.min(content.len() - 1)).header("etag", &etag),
            5 => honest.header("content-range", &format!("bytes {place}-{place}/{}", content.len())),
            6 if field(request, "range").is_some() => Reply::status(412),
            7 => honest.without("content-length").header("transfer-encoding", "chunked").cut(place),
            8..=12 => honest.cut(place),
            _ => honest,
        }
    })
}

fn versions(seed: u64) -> Vec<Vec<u8>> {
    let length = 1 + usize::try_from(seed % 997).unwrap();
    // The last two are of one length: only the tag tells them apart.
    vec![content(length), content(length + 1), content(length + 1).iter().rev().copied().collect()]
}

#[tokio::test(start_paused = true)]
async fn in_memory() {
    let mut good = 0;
    for seed in 0..1500 {
        let versions = versions(seed);
        let client = client_with(&server(seed, &versions), Downloads::default());
        if let Ok(bytes) = client.download(LINK, HOSTS).to_bytes(10_000).await {
            assert!(versions.iter().any(|version| *version == bytes), "seed {seed}");
            good += 1;
        }
        let mut written = Vec::new();
        if client.download(LINK, HOSTS).to_writer(&mut written).await.is_ok() {
            assert!(versions.contains(&written), "seed {seed}");
            good += 1;
        }
    }
    assert!(good > 1500, "most of it works: {good}");
}

#[tokio::test(start_paused = true)]
async fn on_disk() {
    let (mut resumed, folder) = (0, Folder::new());
    for seed in 0..100 {
        let versions = versions(seed);
        // With so little patience, much is left for the next download.
        let client = client_with(&server(seed, &versions), Downloads::default().resumes(0));
        for _ in 0..5 {
            let _ = std::fs::remove_file(folder.path());
            let outcome = client.download(LINK, HOSTS).to_file(folder.path()).await;
            assert_eq!(outcome.is_ok(), folder.path().exists());
            if let Ok(downloaded) = outcome {
                let bytes = std::fs::read(folder.path()).unwrap();
                assert!(versions.contains(&bytes), "seed {seed}");
                assert_eq!(folder.names(), ["report.csv"], "seed {seed}");
                resumed += u32::from(downloaded.resumed_from() > 0);
            }
        }
    }
    assert!(resumed > 10, "{resumed}");
}
