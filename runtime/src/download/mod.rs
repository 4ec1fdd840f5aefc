//! Downloads of links that an answer holds.
//!
//! A link is judged before anything is asked of its host ([`link`]); names are judged by what they lead to
//! ([`resolver`]); requests go through a client of their own, without credentials ([`downloader`]). [`transfer`] gets
//! the bytes, [`target`] keeps them, [`wrapping`] takes off what is around them. Offsets always mean bytes as they come:
//! a file on the disk is put together as it came, and unpacked when it is whole and its checksum is right.

mod address;
mod attempt;
mod checksum;
mod content_range;
mod downloaded;
mod downloader;
mod exchange;
mod failure;
mod file;
mod head;
mod link;
mod options;
mod pace;
mod resolver;
mod run;
mod settings;
mod tally;
mod target;
mod transfer;
mod unwrapper;
mod wrapping;

use std::fmt;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use tokio::io::AsyncWrite;

pub use self::downloaded::Downloaded;
pub(crate) use self::downloader::Downloader;
pub(crate) use self::failure::Failure;
use self::options::{Existing, Options};
use self::run::{To, run};
pub use self::settings::Downloads;
use self::target::Target;
use crate::client::ClientCore;
use crate::error::Error;
use crate::operation::{Operation, Repeat};
use crate::secret::Secret;

/// What errors and observers call a download. The link is left out of everything that is shown.
pub(crate) static DOWNLOAD: Operation = Operation {
    name: "download",
    method: Method::GET,
    template: "{link}",
    accept: "*/*",
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// A file behind a link: what is to be done with it, and nothing done yet.
///
/// [`to_file`](Self::to_file), [`to_bytes`](Self::to_bytes) and [`to_writer`](Self::to_writer) download it. Connections
/// that break within the file are gone on with where they broke, if the server names its bytes by a strong `ETag`;
/// requests that fail are repeated as [`Retry`](crate::Retry) says. What is downloaded is whole, by its length and by
/// every checksum that is known, or it is an error.
///
/// A content coding is undone, since it is of the way and not of the file (RFC 9110 section 8.4). What begins like gzip
/// is unpacked as well: services wrap texts in gzip without a word, and no text begins so. See
/// [`keep_packed`](Self::keep_packed). All other bytes stay as they are.
///
/// Dropping the future of a download ends it. What is there of a file stays beside its destination, and the next
/// download of it goes on from there.
#[must_use = "a download does nothing before it is used"]
pub struct Download {
    core: ClientCore,
    link: Secret<String>,
    /// The field that should have held it, where it did not.
    missing: Option<&'static str>,
    /// Which hosts the spec names.
    hosts: &'static [&'static str],
    options: Options,
}

impl ClientCore {
    /// A download of a link from an answer. The hosts are those that the spec names, none for any: see
    /// [`Downloads::pin`].
    pub fn download(&self, link: &str, hosts: &'static [&'static str]) -> Download {
        let options = Options::default();
        Download { core: self.clone(), link: Secret::from(link), missing: None, hosts, options }
    }

    /// The same of a link that a field may hold.
    pub fn download_field(
        &self,
        field: &'static str,
        link: Option<String>,
        hosts: &'static [&'static str],
    ) -> Download {
        let missing = link.is_none().then_some(field);
        Download { missing, ..self.download(&link.unwrap_or_default(), hosts) }
    }
}

/// What to do with it.
impl Download {
    /// Downloads to a file, which appears under its name when it is whole, readable by its owner alone, in place of
    /// what was there.
    ///
    /// Before that it is put together in `.NAME.part` in the same folder, with `.NAME.part.record` beside it, which
    /// holds no link. They stay after an error that a later download can go on from. The path is the caller's: no name
    /// from the server is used.
    ///
    /// # Errors
    ///
    /// [`Error::is_refused_link`], [`Error::is_destination`] and [`Error::is_busy`] before anything is sent; then
    /// [`Error::status`], [`Error::is_timeout`] and what else there is for calls; [`Error::is_source_changed`],
    /// [`Error::is_checksum_mismatch`], [`Error::is_unverified`], [`Error::is_over_limit`], [`Error::is_storage`].
    pub async fn to_file(self, path: impl AsRef<Path> + Send) -> Result<Downloaded, Error> {
        let path = path.as_ref().to_owned();
        run(self, To::File(path)).await.map(|(downloaded, _)| downloaded)
    }

    /// Downloads to a writer, as the bytes come, and flushes it. What was written before an error stays there, and a
    /// checksum is known to be wrong only when everything was written; also, a file that changes at the server cannot
    /// be begun again.
    ///
    /// # Errors
    ///
    /// As [`to_file`](Self::to_file).
    pub async fn to_writer(self, writer: &mut (impl AsyncWrite + Send + Unpin)) -> Result<Downloaded, Error> {
        run(self, To::Writer(writer)).await.map(|(downloaded, _)| downloaded)
    }

    /// Downloads into memory, up to so many bytes, as they come and after they are unpacked.
    ///
    /// # Errors
    ///
    /// As [`to_file`](Self::to_file).
    pub async fn to_bytes(self, limit: u64) -> Result<Bytes, Error> {
        run(self, To::Memory(limit)).await.map(|(_, target)| Target::into_bytes(target))
    }
}

/// How to do it.
impl Download {
    /// Shows how far it is: how many bytes are there, as they come, and how many there will be, where that is known.
    /// The number goes back to the first byte where a file has to be begun again. Called often, so it should be quick.
    pub fn progress(mut self, show: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.options.show = Some(Box::new(show));
        self
    }

    /// Refuses a file with another MD5 checksum: of the bytes as they come, before anything is unpacked. The server's
    /// own (`Content-MD5`, `x-ms-blob-content-md5`) is looked at in any case.
    pub fn checksum_md5(mut self, expected: [u8; 16]) -> Self {
        self.options.expected.md5 = Some(expected);
        self
    }

    /// Refuses a file with another SHA-256 checksum: of the bytes as they come, before anything is unpacked.
    pub fn checksum_sha256(mut self, expected: [u8; 32]) -> Self {
        self.options.expected.sha256 = Some(expected);
        self
    }

    /// Asks for a fresh link to the same file where this one is refused (403), as happens when it expires. It is asked
    /// once; again only if bytes came by the link that it gave.
    pub fn renew<F>(mut self, mut link: impl FnMut() -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<String, Error>> + Send + 'static,
    {
        self.options.renew = Some(Box::new(move || {
            let link = link();
            Box::pin(async move { link.await.map(Secret::new) })
        }));
        self
    }

    /// Whether a file goes on from what a former download left of it; it does if nothing is said.
    pub fn resume_existing(mut self, whether: bool) -> Self {
        self.options.existing = if whether { Existing::Resume } else { Existing::Replace };
        self
    }

    /// Takes a file of which nobody says how long it is or what its checksum is. Where the connection breaks it is cut,
    /// and nothing tells.
    pub fn accept_unverified(mut self) -> Self {
        self.options.takes_unverified = true;
        self
    }

    /// Leaves gzip alone that the server does not speak of: for files that are to be packed.
    pub fn keep_packed(mut self) -> Self {
        self.options.unpack = false;
        self
    }

    /// Takes the byte order mark off that texts in UTF-8 may begin with.
    pub fn without_bom(mut self) -> Self {
        self.options.mark = true;
        self
    }

    /// How long the bytes may take in all. Without it there is no such limit: a file takes as long as its length needs,
    /// and a connection on which nothing comes is given up ([`Downloads::stall`]).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }
}

/// Without the link.
impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Download({:?})", self.options)
    }
}
