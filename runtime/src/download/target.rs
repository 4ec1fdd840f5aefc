//! Where the bytes of a file go.

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::file::OnDisk;
use super::head::Representation;
use super::unwrapper::Unwrapper;
use super::wrapping::{Coding, Wrapping};
use crate::error::Error;

/// A place for a file.
pub(super) struct Target<'w> {
    wrapping: Wrapping,
    place: Place<'w>,
}

enum Place<'w> {
    Disk(OnDisk),
    Memory {
        unwrapper: Unwrapper,
        collected: BytesMut,
    },
    /// What was written there cannot be taken back.
    Writer {
        unwrapper: Unwrapper,
        writer: &'w mut (dyn AsyncWrite + Send + Unpin),
        is_begun: bool,
    },
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) length: u64,
    pub(super) was_unpacked: bool,
}

impl<'w> Target<'w> {
    pub(super) fn disk(wrapping: Wrapping, disk: OnDisk) -> Self {
        Self { wrapping, place: Place::Disk(disk) }
    }

    pub(super) fn memory(wrapping: Wrapping) -> Self {
        let unwrapper = Unwrapper::new(wrapping, Coding::Plain);
        Self { wrapping, place: Place::Memory { unwrapper, collected: BytesMut::new() } }
    }

    pub(super) fn writer(wrapping: Wrapping, writer: &'w mut (dyn AsyncWrite + Send + Unpin)) -> Self {
        let unwrapper = Unwrapper::new(wrapping, Coding::Plain);
        Self { wrapping, place: Place::Writer { unwrapper, writer, is_begun: false } }
    }

    /// Whether a file may be begun again, in place of what is there of it.
    pub(super) fn can_begin(&self) -> bool {
        !matches!(self.place, Place::Writer { is_begun: true, .. })
    }

    /// Throws away what is there, and begins with a file.
    pub(super) async fn begin(&mut self, of: &Representation) -> Result<(), Error> {
        match &mut self.place {
            Place::Disk(disk) => disk.begin(of).await?,
            Place::Memory { unwrapper, collected } => {
                *unwrapper = Unwrapper::new(self.wrapping, of.coding);
                collected.clear();
            }
            Place::Writer { unwrapper, .. } => *unwrapper = Unwrapper::new(self.wrapping, of.coding),
        }
        Ok(())
    }

    pub(super) async fn push(&mut self, mut piece: Bytes) -> Result<(), Error> {
        match &mut self.place {
            Place::Disk(disk) => disk.push(&piece).await?,
            Place::Memory { unwrapper, collected } => {
                while let Some(piece) = unwrapper.next(&mut piece).map_err(Error::broken)? {
                    collected.extend_from_slice(&piece);
                }
            }
            Place::Writer { unwrapper, writer, is_begun } => {
                *is_begun = true;
                while let Some(piece) = unwrapper.next(&mut piece).map_err(Error::broken)? {
                    writer.write_all(&piece).await.map_err(Error::storage)?;
                }
            }
        }
        Ok(())
    }

    /// Everything is there.
    pub(super) async fn finish(&mut self) -> Result<Kept, Error> {
        let unwrapper = match &mut self.place {
            Place::Disk(disk) => return disk.finish(self.wrapping).await,
            Place::Memory { unwrapper, collected } => {
                collected.extend_from_slice(&unwrapper.finish().map_err(Error::broken)?);
                unwrapper
            }
            Place::Writer { unwrapper, writer, .. } => {
                let last = unwrapper.finish().map_err(Error::broken)?;
                writer.write_all(&last).await.map_err(Error::storage)?;
                // A full disk is told here, not by `write_all`.
                writer.flush().await.map_err(Error::storage)?;
                unwrapper
            }
        };
        Ok(Kept { length: unwrapper.length(), was_unpacked: unwrapper.is_unpacking() })
    }

    /// Nothing more comes now; what is there may be of use to a later run, or not.
    pub(super) async fn stop(&mut self, is_of_use: bool) {
        if let Place::Disk(disk) = &mut self.place {
            if is_of_use { disk.pause().await } else { disk.discard().await }
        }
    }

    pub(super) fn into_bytes(self) -> Bytes {
        match self.place {
            Place::Memory { collected, .. } => collected.freeze(),
            Place::Disk(_) | Place::Writer { .. } => Bytes::new(),
        }
    }
}
