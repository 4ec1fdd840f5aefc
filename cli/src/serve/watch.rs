//! When the files of a spec change.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// How long files have to be left alone: editors write in several steps.
const QUIET: Duration = Duration::from_millis(60);

/// How often to look where the system does not tell.
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

pub(super) struct Changes {
    heard: UnboundedReceiver<()>,
    /// Ends with it.
    _watcher: Box<dyn Watcher>,
}

impl Changes {
    pub(super) fn of(spec: &Path) -> io::Result<Changes> {
        let (tell, heard) = unbounded_channel();
        let watcher = told(spec, tell.clone()).or_else(|_| looking(spec, tell)).map_err(io::Error::other)?;
        Ok(Changes { heard, _watcher: watcher })
    }

    /// Something changed, and has been left alone since.
    pub(super) async fn next(&mut self) {
        if self.heard.recv().await.is_none() {
            return std::future::pending().await;
        }
        while tokio::time::timeout(QUIET, self.heard.recv()).await.is_ok() {}
    }
}

/// By the system.
fn told(spec: &Path, tell: UnboundedSender<()>) -> notify::Result<Box<dyn Watcher>> {
    let mut watcher = RecommendedWatcher::new(listener(tell), Config::default())?;
    let (path, mode) = watched(spec);
    watcher.watch(&path, mode)?;
    Ok(Box::new(watcher))
}

/// By looking at the files again and again: where the system has no more watches to give.
fn looking(spec: &Path, tell: UnboundedSender<()>) -> notify::Result<Box<dyn Watcher>> {
    let config = Config::default().with_poll_interval(BETWEEN_LOOKS).with_compare_contents(true);
    let mut watcher = PollWatcher::new(listener(tell), config)?;
    let (path, mode) = watched(spec);
    watcher.watch(&path, mode)?;
    Ok(Box::new(watcher))
}

/// A file is watched by its folder: editors put a new file in its place.
fn watched(spec: &Path) -> (PathBuf, RecursiveMode) {
    if spec.is_dir() {
        return (spec.to_path_buf(), RecursiveMode::Recursive);
    }
    let folder = spec.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    (folder.to_path_buf(), RecursiveMode::NonRecursive)
}

fn listener(tell: UnboundedSender<()>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        // Reading a spec is not changing it; an error may have swallowed a change.
        if event.map_or(true, |event| !event.kind.is_access()) {
            // Nobody is left to hear of it at the end.
            let _ = tell.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    type Begin = fn(&Path, UnboundedSender<()>) -> notify::Result<Box<dyn Watcher>>;

    #[test]
    fn changes_are_noticed_both_ways() {
        for begin in [told as Begin, looking as Begin] {
            for is_folder in [true, false] {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("api.yaml");
                fs::write(&file, "a: 1").unwrap();
                let (tell, heard) = unbounded_channel();
                let spec = if is_folder { folder.path() } else { &file };
                let mut changes = Changes { heard, _watcher: begin(spec, tell).unwrap() };
                fs::write(&file, "a: 2").unwrap();
                let noticed = async {
                    // Longer than any machine takes.
                    let patience = Duration::from_secs(60);
                    tokio::time::timeout(patience, changes.next()).await.map_err(std::io::Error::other)
                };
                crate::mock::block_on(noticed).unwrap();
            }
        }
    }
}
