//! The last step: a whole file appears under its name, all at once, and stays there if the power fails.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use bytes::Bytes;

use super::super::target::Kept;
use super::super::unwrapper::Unwrapper;
use super::super::wrapping::{Coding, Wrapping};
use super::partial::BLOCK;
use super::places::Places;
use super::{lock, record};
use crate::error::Error;

pub(super) fn publish(
    file: &mut File,
    places: &Places,
    coding: Coding,
    wrapping: Wrapping,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Kept, Error> {
    places.check_destination()?;
    file.sync_all().map_err(Error::storage)?;
    let kept = if wrapping.is_around(coding, &beginning(file).map_err(Error::storage)?) {
        unwrapped(file, places, Unwrapper::new(wrapping, coding), is_wanted)?
    } else {
        let length = file.metadata().map_err(Error::storage)?.len();
        fs::rename(&places.partial, &places.destination).map_err(Error::storage)?;
        Kept { length, was_unpacked: false }
    };
    // The next run would see that it belongs to nothing.
    let _ = record::remove(&places.record);
    sync_folder(&places.folder).map_err(Error::storage)?;
    Ok(kept)
}

/// Writes what is in the wrapping to another file, and lets that appear.
fn unwrapped(
    file: &mut File,
    places: &Places,
    mut unwrapper: Unwrapper,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Kept, Error> {
    let mut to = lock::create(&places.unwrapped).map_err(Error::storage)?;
    let written = copy(file, &mut to, &mut unwrapper, is_wanted)
        .and_then(|()| to.sync_all().map_err(Error::storage))
        .and_then(|()| fs::rename(&places.unwrapped, &places.destination).map_err(Error::storage));
    let left = if written.is_ok() { &places.partial } else { &places.unwrapped };
    let _ = record::remove(left);
    written?;
    Ok(Kept { length: unwrapper.length(), was_unpacked: unwrapper.is_unpacking() })
}

fn copy(from: &mut File, to: &mut File, unwrapper: &mut Unwrapper, is_wanted: &dyn Fn() -> bool) -> Result<(), Error> {
    let mut block = vec![0; BLOCK];
    from.rewind().map_err(Error::storage)?;
    loop {
        if !is_wanted() {
            return Err(Error::storage(io::ErrorKind::Interrupted.into()));
        }
        let length = from.read(&mut block).map_err(Error::storage)?;
        if length == 0 {
            let last = unwrapper.finish().map_err(Error::broken)?;
            return to.write_all(&last).map_err(Error::storage);
        }
        let mut rest = Bytes::copy_from_slice(block.get(..length).unwrap_or_default());
        while let Some(piece) = unwrapper.next(&mut rest).map_err(Error::broken)? {
            to.write_all(&piece).map_err(Error::storage)?;
        }
    }
}

fn beginning(file: &mut File) -> io::Result<Vec<u8>> {
    let mut beginning = Vec::new();
    file.rewind()?;
    Read::by_ref(file).take(3).read_to_end(&mut beginning)?;
    Ok(beginning)
}

/// The name is in the folder, which is a file of its own.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems have no such thing.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "a folder cannot be opened here")]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
