//! The partial file, for one download at a time, of this program or any other.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::super::failure::Failure;
use super::places::destination;
use crate::error::Error;

/// What is opened may be moved away by whoever held it before; more often than this it is not by chance.
const TRIES: usize = 16;

/// Opens the partial file, or makes it: readable by its owner alone, and ours until it is closed.
///
/// The lock is on the file and goes with whoever holds it, however that ends: there is nothing to clean up.
pub(super) fn open(path: &Path) -> Result<File, Error> {
    for _ in 0..TRIES {
        let file = match create(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match open_old(path).map_err(failed)? {
                Old::Ours(file) => file,
                Old::Gone => continue,
                Old::Strange => return Err(destination("something strange is in the place of the partial file")),
            },
            Err(error) => return Err(failed(error)),
        };
        lock(&file)?;
        // Whoever had the lock before may have moved it to its destination.
        if is_still(&file, path).map_err(Error::storage)? {
            return Ok(file);
        }
    }
    Err(Error::download(Failure::Busy))
}

/// Gives the lock back. Closing the file would do, were it not for processes that are being started just then: they
/// have every file for a moment.
pub(super) fn release(file: &File) {
    #[cfg(unix)]
    let _ = rustix::fs::flock(file, rustix::fs::FlockOperation::Unlock);
    #[cfg(not(unix))]
    let _ = file;
}

/// Makes a file that is not there.
pub(super) fn create(path: &Path) -> io::Result<File> {
    options().create_new(true).open(path)
}

/// What is under a name.
pub(super) enum Old {
    Ours(File),
    Gone,
    /// A link, a pipe, a file of somebody else: nothing to write to.
    Strange,
}

pub(super) fn open_old(path: &Path) -> io::Result<Old> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if is_ours(&metadata) => {}
        Ok(_) => return Ok(Old::Strange),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Old::Gone),
        Err(error) => return Err(error),
    }
    match options().open(path) {
        Ok(file) if is_still(&file, path)? => Ok(Old::Ours(file)),
        Ok(_) => Ok(Old::Gone),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Old::Gone),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    let mut options = OpenOptions::new();
    options.read(true).write(true).mode(0o600);
    options
}

/// Nobody else may open it to read or write, but it may be moved.
#[cfg(windows)]
fn options() -> OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;

    const FILE_SHARE_DELETE: u32 = 4;
    let mut options = OpenOptions::new();
    options.read(true).write(true).share_mode(FILE_SHARE_DELETE);
    options
}

#[cfg(not(any(unix, windows)))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    options
}

#[cfg(unix)]
fn lock(file: &File) -> Result<(), Error> {
    use rustix::fs::{FlockOperation, flock};

    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(()),
        Err(error) if error == rustix::io::Errno::WOULDBLOCK => Err(Error::download(Failure::Busy)),
        Err(error) => Err(Error::storage(error.into())),
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "opening was locking")]
fn lock(_file: &File) -> Result<(), Error> {
    Ok(())
}

/// Whether it is a plain file into which nobody else looks, by another name or as its owner.
#[cfg(unix)]
fn is_ours(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    metadata.is_file() && metadata.nlink() == 1 && metadata.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn is_ours(metadata: &fs::Metadata) -> bool {
    metadata.is_file()
}

/// Whether the name still means the file that was opened, so that no link was put there in between.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let opened = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(named) => Ok((opened.dev(), opened.ino()) == (named.dev(), named.ino()) && is_ours(&opened)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "nobody else can open or move it")]
fn is_still(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

/// On Windows (`ERROR_SHARING_VIOLATION`) it is opened by another.
fn failed(error: io::Error) -> Error {
    if cfg!(windows) && error.raw_os_error() == Some(32) {
        Error::download(Failure::Busy)
    } else {
        Error::storage(error)
    }
}
