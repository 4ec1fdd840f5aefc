//! A file while it comes: what there is of it is kept beside its destination, as it came, so that its length means the
//! same here and at the server.
//!
//! Everything here waits for the disk, and is called where that harms nobody.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::super::checksum::Digests;
use super::super::head::Representation;
use super::super::options::Existing;
use super::super::target::Kept;
use super::super::wrapping::{Coding, Wrapping};
use super::places::Places;
use super::record::{self, Left, Record, Source};
use super::{lock, publish};
use crate::body::length_of;
use crate::error::Error;

/// How much may be lost when the power fails.
const CHECKPOINT: u64 = 16 * 1024 * 1024;

/// How much is read at a time.
pub(super) const BLOCK: usize = 256 * 1024;

pub(in crate::download) struct Partial {
    places: Places,
    source: Source,
    file: File,
    record: Option<Record>,
    written: u64,
    /// How much of it the record vouches for.
    safe: u64,
    is_published: bool,
}

impl Partial {
    /// Makes ready to write. What a former run left is taken up where it is of the same source, and goes through the
    /// checksums again.
    pub(in crate::download) fn open(
        path: &Path,
        source: Source,
        existing: Existing,
        digests: &mut Digests,
    ) -> Result<(Self, Option<Left>), Error> {
        let places = Places::of(path)?;
        places.check_destination()?;
        let file = lock::open(&places.partial)?;
        // Of a run that was killed at its very end.
        record::remove(&places.unwrapped).map_err(Error::storage)?;
        let mut partial = Self { places, source, file, record: None, written: 0, safe: 0, is_published: false };
        let left = match existing {
            Existing::Resume => partial.take_up(digests).map_err(Error::storage)?,
            Existing::Replace => None,
        };
        Ok((partial, left))
    }

    /// Throws away what is there and begins with a file.
    pub(in crate::download) fn begin(&mut self, of: &Representation) -> io::Result<()> {
        // First, so that it never vouches for bytes of another file.
        self.record = None;
        record::remove(&self.places.record)?;
        self.truncate(0)?;
        self.safe = 0;
        self.record = Record::begin(&self.places.record, &self.source, of)?;
        Ok(())
    }

    pub(in crate::download) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.written = self.written.saturating_add(length_of(bytes));
        if self.written.saturating_sub(self.safe) >= CHECKPOINT { self.checkpoint() } else { Ok(()) }
    }

    /// Makes what is there safe, for a later run.
    pub(in crate::download) fn checkpoint(&mut self) -> io::Result<()> {
        if let Some(record) = &mut self.record {
            self.file.sync_data()?;
            if self.written > self.safe {
                record.add(self.written)?;
            }
            self.safe = self.written;
        }
        Ok(())
    }

    /// Lets the file appear, without what was around it, unless nobody wants it any more.
    pub(in crate::download) fn publish(
        &mut self,
        coding: Coding,
        wrapping: Wrapping,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Kept, Error> {
        self.checkpoint().map_err(Error::storage)?;
        let kept = publish::publish(&mut self.file, &self.places, coding, wrapping, is_wanted)?;
        self.is_published = true;
        Ok(kept)
    }

    /// Leaves nothing behind.
    pub(in crate::download) fn discard(&mut self) {
        self.record = None;
    }

    /// Goes back to what is safe. The last byte of a whole file is asked for again, because a server cannot be asked
    /// for nothing.
    fn take_up(&mut self, digests: &mut Digests) -> io::Result<Option<Left>> {
        let Some((record, mut left)) = Record::read(&self.places.record, &self.source)? else { return Ok(None) };
        if self.file.metadata()?.len() < left.length {
            return Ok(None);
        }
        if left.of.length == Some(left.length) {
            left.length -= 1;
        }
        if left.length == 0 {
            return Ok(None);
        }
        self.replay(left.length, digests)?;
        self.truncate(left.length)?;
        self.safe = left.length;
        self.record = Some(record);
        Ok(Some(left))
    }

    fn replay(&mut self, mut rest: u64, digests: &mut Digests) -> io::Result<()> {
        let mut block = vec![0; BLOCK];
        self.file.rewind()?;
        while rest > 0 {
            let wanted = usize::try_from(rest).unwrap_or(BLOCK).min(BLOCK);
            let Some(block) = block.get_mut(..wanted) else { break };
            self.file.read_exact(block)?;
            digests.push(block);
            rest = rest.saturating_sub(length_of(block));
        }
        Ok(())
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.seek(SeekFrom::Start(length))?;
        self.written = length;
        Ok(())
    }
}

/// What cannot be resumed is not left behind.
impl Drop for Partial {
    fn drop(&mut self) {
        let is_resumable = self.record.is_some() && self.safe > 0;
        if !self.is_published && !is_resumable {
            // There is nobody to tell, and the next run removes it.
            let _ = record::remove(&self.places.record);
            let _ = record::remove(&self.places.partial);
        }
        lock::release(&self.file);
    }
}
