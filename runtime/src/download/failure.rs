//! What can go wrong with a download and with no other call.

use std::fmt;
use std::io;

use super::DOWNLOAD;
use super::link::Refusal;
use crate::error::Error;
use crate::transport::TransportError;

pub(crate) enum Failure {
    /// The answer has no link, in this field.
    NoLink(&'static str),
    /// The link is not one to follow. The host is in the error, where the link has one.
    RefusedLink(&'static str),
    /// The file cannot be where the caller wants it.
    Destination(&'static str),
    /// Another download writes to the same file.
    Busy,
    /// What came cannot be kept.
    Storage(io::Error),
    /// What the server sends is not the rest of what it sent before.
    Changed(&'static str),
    /// What came is not what a checksum says: of this kind.
    Checksum(&'static str),
    /// Nothing would tell a whole file from a part of it.
    Unverified,
}

impl Failure {
    /// Whether what is there of the file is of no use.
    pub(super) fn is_spoiling(&self) -> bool {
        matches!(self, Self::Storage(_) | Self::Changed(_) | Self::Checksum(_) | Self::Unverified)
    }

    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::NoLink(_) => "no_link",
            Self::RefusedLink(_) => "refused_link",
            Self::Destination(_) => "destination",
            Self::Busy => "busy",
            Self::Storage(_) => "storage",
            Self::Changed(_) => "source_changed",
            Self::Checksum(_) => "checksum",
            Self::Unverified => "unverified",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLink(field) => write!(formatter, "there is no link: the answer has no `{field}`"),
            Self::RefusedLink(why) => write!(formatter, "the link is refused: {why}"),
            Self::Destination(why) => write!(formatter, "the file cannot be put there: {why}"),
            Self::Busy => formatter.write_str("another download writes to the same file"),
            // Of the system, or of the caller's writer: a kind and a number, no path.
            Self::Storage(error) if error.raw_os_error().is_some() => {
                write!(formatter, "cannot keep the file: {error}")
            }
            Self::Storage(error) => write!(formatter, "cannot keep the file: {}", error.kind()),
            Self::Changed(why) => write!(formatter, "cannot go on: {why}"),
            Self::Checksum(kind) => write!(formatter, "what came is not what its {kind} checksum says"),
            Self::Unverified => formatter.write_str(
                "the answer has neither a length nor a checksum, so a part of the file would pass for the whole; \
                 `accept_unverified` takes it all the same",
            ),
        }
    }
}

/// How downloads fail; the rest is as for every call.
impl Error {
    /// Whether the link is not one to follow, or leads where none may lead; nothing was sent there. The
    /// [`host`](Self::host) is what it names.
    #[must_use]
    pub fn is_refused_link(&self) -> bool {
        matches!(self.download_failure(), Some(Failure::RefusedLink(_)))
    }

    /// Whether there is no link, because the field that may hold it was left out or null. Nothing was sent.
    #[must_use]
    pub fn is_no_link(&self) -> bool {
        matches!(self.download_failure(), Some(Failure::NoLink(_)))
    }

    /// Whether the file cannot be where it was to be: something is there that is no plain file, or there is no folder.
    /// Nothing was sent.
    #[must_use]
    pub fn is_destination(&self) -> bool {
        matches!(self.download_failure(), Some(Failure::Destination(_)))
    }

    /// Whether another download, of this program or another, writes to the same file. Nothing was sent.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.download_failure(), Some(Failure::Busy))
    }

    /// Whether what came could not be written: the disk is full, say, by [`io_kind`](Self::io_kind).
    #[must_use]
    pub fn is_storage(&self) -> bool {
        self.io_kind().is_some()
    }

    /// Why it could not be written.
    #[must_use]
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self.download_failure() {
            Some(Failure::Storage(error)) => Some(error.kind()),
            _ => None,
        }
    }

    /// Whether the server no longer sends the file that the download began with, or another part of it than it was
    /// asked for, and beginning again once did not help or was not possible.
    #[must_use]
    pub fn is_source_changed(&self) -> bool {
        matches!(self.download_failure(), Some(Failure::Changed(_)))
    }

    /// Whether what came is not what a checksum says, the server's or the caller's.
    #[must_use]
    pub fn is_checksum_mismatch(&self) -> bool {
        matches!(self.download_failure(), Some(Failure::Checksum(_)))
    }

    /// Whether the answer has neither a length nor a checksum: see
    /// [`Download::accept_unverified`](crate::Download::accept_unverified).
    #[must_use]
    pub fn is_unverified(&self) -> bool {
        matches!(self.download_failure(), Some(Failure::Unverified))
    }

    /// Whether a later download may go on from what is there of the file.
    pub(super) fn leaves_use(&self) -> bool {
        !self.is_over_limit() && self.download_failure().is_none_or(|failure| !failure.is_spoiling())
    }

    pub(super) fn no_link(field: &'static str) -> Self {
        Self::download(Failure::NoLink(field))
    }

    pub(super) fn refused_link(refusal: Refusal) -> Self {
        let error = Self::download(Failure::RefusedLink(refusal.why));
        match refusal.host {
            Some(host) => error.at_host(&host),
            None => error,
        }
    }

    pub(super) fn storage(error: io::Error) -> Self {
        Self::download(Failure::Storage(error))
    }

    pub(super) fn broken(error: TransportError) -> Self {
        Self::transport(&DOWNLOAD, error)
    }
}
