//! Checksums of what comes, as it comes.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, HeaderName};
use md5::Md5;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use crate::error::Error;

/// What the caller knows of the file.
#[derive(Clone, Copy, Default)]
pub(super) struct Expected {
    pub(super) md5: Option<[u8; 16]>,
    pub(super) sha256: Option<[u8; 32]>,
}

/// What is known of what came.
pub(super) struct Digests {
    /// Always: a server may name its checksum in a later part.
    md5: Md5,
    sha256: Option<Sha256>,
}

impl Expected {
    pub(super) fn is_any(&self) -> bool {
        self.md5.is_some() || self.sha256.is_some()
    }
}

impl Digests {
    pub(super) fn new(expected: &Expected) -> Self {
        Self { md5: Md5::new(), sha256: expected.sha256.map(|_| Sha256::new()) }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.md5.update(bytes);
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
    }

    /// Compares with what the server and the caller say; the answer is whether anybody said anything.
    pub(super) fn verify(self, server: Option<[u8; 16]>, expected: &Expected) -> Result<bool, Error> {
        let md5: [u8; 16] = self.md5.finalize().into();
        let sha256: Option<[u8; 32]> = self.sha256.map(|sha256| sha256.finalize().into());
        let is_wrong = |expected: Option<[u8; 16]>| expected.is_some_and(|expected| expected != md5);
        if is_wrong(server) || is_wrong(expected.md5) {
            return Err(Error::download(Failure::Checksum("MD5")));
        }
        if sha256 != expected.sha256 {
            return Err(Error::download(Failure::Checksum("SHA-256")));
        }
        Ok(server.is_some() || expected.is_any())
    }
}

/// The checksum of a whole file. `Content-MD5` (RFC 1864) is that of the body, so in a part of a file it is that of the
/// part; Azure has another name for that of the file.
pub(super) fn of_file(headers: &HeaderMap, is_part: bool) -> Option<[u8; 16]> {
    let names = ["x-ms-blob-content-md5", "content-md5"];
    let usable = if is_part { 1 } else { 2 };
    names.iter().take(usable).find_map(|name| {
        let text = headers.get(HeaderName::from_static(name))?.to_str().ok()?;
        BASE64_STANDARD.decode(text.trim()).ok()?.try_into().ok()
    })
}

/// What a file is downloaded from, as a name that tells nothing of it.
pub(super) fn name_of(source: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(source))
}
