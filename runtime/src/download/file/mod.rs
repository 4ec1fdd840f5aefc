//! A file on the disk that is there when it is whole, and not before.

mod lock;
mod partial;
mod places;
mod publish;
mod record;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::task::spawn_blocking;

use self::partial::Partial;
pub(super) use self::record::{Left, Source};
use super::checksum::Digests;
use super::head::Representation;
use super::options::Existing;
use super::target::Kept;
use super::wrapping::{Coding, Wrapping};
use crate::error::Error;

/// How much is collected before it is written: pieces from the network are small.
const WRITE: usize = 256 * 1024;

/// The partial file, lent to another thread for everything that waits for the disk. When a download is dropped in the
/// middle of that, the thread ends what it does, and closes the file.
pub(super) struct OnDisk {
    partial: Option<Partial>,
    collected: BytesMut,
    coding: Coding,
}

impl OnDisk {
    pub(super) async fn open(
        path: PathBuf,
        source: Source,
        existing: Existing,
        mut digests: Digests,
    ) -> Result<(Self, Option<Left>, Digests), Error> {
        let opened = spawn_blocking(move || {
            let (partial, left) = Partial::open(&path, source, existing, &mut digests)?;
            Ok((partial, left, digests))
        });
        let (partial, left, digests) = opened.await.map_err(|_| stopped())??;
        let coding = left.as_ref().map_or(Coding::Plain, |left| left.of.coding);
        Ok((Self { partial: Some(partial), collected: BytesMut::new(), coding }, left, digests))
    }

    pub(super) async fn begin(&mut self, of: &Representation) -> Result<(), Error> {
        self.collected.clear();
        self.coding = of.coding;
        let of = of.clone();
        self.with(move |partial| partial.begin(&of).map_err(Error::storage)).await
    }

    pub(super) async fn push(&mut self, piece: &Bytes) -> Result<(), Error> {
        self.collected.extend_from_slice(piece);
        if self.collected.len() < WRITE {
            return Ok(());
        }
        self.write().await
    }

    pub(super) async fn finish(&mut self, wrapping: Wrapping) -> Result<Kept, Error> {
        self.write().await?;
        let wanted = Arc::new(());
        let (coding, still_wanted) = (self.coding, Arc::downgrade(&wanted));
        let is_wanted = move || still_wanted.strong_count() > 0;
        let kept = self.with(move |partial| partial.publish(coding, wrapping, &is_wanted)).await;
        drop(wanted);
        kept
    }

    /// Keeps what is there for a later run.
    pub(super) async fn pause(&mut self) {
        // There is an error already, and it is the cause of this one.
        let _ = self.write().await;
        let _ = self.with(|partial| partial.checkpoint().map_err(Error::storage)).await;
    }

    /// Leaves nothing behind.
    pub(super) async fn discard(&mut self) {
        let discarded = self.with(|partial| {
            partial.discard();
            Ok(())
        });
        let _ = discarded.await;
    }

    async fn write(&mut self) -> Result<(), Error> {
        let bytes = self.collected.split().freeze();
        self.with(move |partial| partial.write(&bytes).map_err(Error::storage)).await
    }

    async fn with<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Partial) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let mut partial = self.partial.take().ok_or_else(stopped)?;
        let done = spawn_blocking(move || {
            let outcome = work(&mut partial);
            (partial, outcome)
        });
        let (partial, outcome) = done.await.map_err(|_| stopped())?;
        self.partial = Some(partial);
        outcome
    }
}

/// The runtime is no more.
fn stopped() -> Error {
    Error::storage(std::io::ErrorKind::Interrupted.into())
}
