//! The files that were asked for, kept until they change.

use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Bytes;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::content::content;
use super::fault::FileFault;
use crate::Family;
use crate::model::Format;

const ROWS: usize = 3;
const LINK_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// All files, and what is to happen to them.
#[derive(Debug)]
pub(crate) struct Shelf {
    /// How long a new link is good for.
    pub link_lifetime: Duration,
    /// What goes wrong with the next files.
    pub faults: VecDeque<FileFault>,
    rows: usize,
    /// How often the files were replaced.
    replaced: usize,
    files: BTreeMap<String, Arc<File>>,
}

/// A file as it is, and compressed once somebody asks for that.
#[derive(Debug)]
pub(super) struct File {
    pub format: Format,
    plain: Representation,
    compressed: OnceLock<Representation>,
}

/// The bytes of a file in one encoding. Each has its own `ETag`: a range of one is no range of the other.
#[derive(Clone, Debug)]
pub(super) struct Representation {
    pub bytes: Bytes,
    /// In quotes: a strong one.
    pub etag: String,
    /// In base 64.
    pub md5: String,
}

impl Shelf {
    pub(crate) fn new() -> Self {
        Self { link_lifetime: LINK_LIFETIME, faults: VecDeque::new(), rows: ROWS, replaced: 0, files: BTreeMap::new() }
    }

    /// Makes files of so many rows from now on.
    pub(crate) fn set_rows(&mut self, rows: usize) {
        self.rows = rows;
        self.files.clear();
    }

    /// The fault that is next, which may be that the files are others now.
    pub(super) fn next_fault(&mut self) -> Option<FileFault> {
        let fault = self.faults.pop_front();
        if fault == Some(FileFault::Change) {
            self.replaced += 1;
            self.files.clear();
        }
        fault
    }

    /// The file of an execution. `None` if its query is not one.
    pub(super) fn file(&mut self, id: &str, query: &str, format: Format, family: Family) -> Option<Arc<File>> {
        if let Some(file) = self.files.get(id) {
            return Some(Arc::clone(file));
        }
        let first = self.replaced + 1;
        let content = content(query, format, family, first..first.saturating_add(self.rows))?;
        let plain = Representation::new(content.into());
        let file = Arc::new(File { format, plain, compressed: OnceLock::new() });
        self.files.insert(id.to_owned(), Arc::clone(&file));
        Some(file)
    }
}

impl File {
    pub(super) const fn plain(&self) -> &Representation {
        &self.plain
    }

    /// The file in the encoding `gzip`.
    pub(super) fn compressed(&self) -> &Representation {
        self.compressed.get_or_init(|| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            // Writing to memory does not fail.
            let _ = encoder.write_all(&self.plain.bytes);
            Representation::new(encoder.finish().unwrap_or_default().into())
        })
    }
}

impl Representation {
    fn new(bytes: Bytes) -> Self {
        let md5 = md5::compute(&bytes).0;
        let etag = format!("\"0x{:032X}\"", u128::from_be_bytes(md5));
        Self { bytes, etag, md5: BASE64_STANDARD.encode(md5) }
    }
}
