//! Where a file is put together and where it appears.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::checksum::name_of;
use super::super::failure::Failure;
use crate::error::Error;

/// What file systems take of a name is 255 bytes; this leaves room for what is put around it.
const LONGEST_NAME: usize = 200;

/// Names in one folder, so that a file can be moved from one to the other in one step.
#[derive(Clone)]
pub(super) struct Places {
    pub(super) folder: PathBuf,
    pub(super) destination: PathBuf,
    /// What came so far, as it came.
    pub(super) partial: PathBuf,
    /// What is known of that.
    pub(super) record: PathBuf,
    /// The file without what was around it, before it appears.
    pub(super) unwrapped: PathBuf,
}

impl Places {
    /// The caller names the file, and nobody else has a say in it.
    pub(super) fn of(path: &Path) -> Result<Self, Error> {
        let Some(name) = path.file_name() else { return Err(destination("its path has no name")) };
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        match fs::metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(destination("what should be its folder is none")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(destination("its folder is not there"));
            }
            Err(error) => return Err(Error::storage(error)),
        }
        let beside = |suffix| folder.join(hidden(name, suffix));
        Ok(Self {
            destination: folder.join(name),
            partial: beside(".part"),
            record: beside(".part.record"),
            unwrapped: beside(".part.unwrapped"),
            folder,
        })
    }

    /// Refuses to replace what is no plain file: a symbolic link would be followed by others, a pipe has a reader, and a
    /// file that is read-only is not to be changed.
    pub(super) fn check_destination(&self) -> Result<(), Error> {
        let metadata = match fs::symlink_metadata(&self.destination) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::storage(error)),
        };
        let kind = metadata.file_type();
        Err(destination(match () {
            () if kind.is_symlink() => "a symbolic link is there",
            () if kind.is_dir() => "a folder is there",
            () if !kind.is_file() => "something is there that is no plain file",
            () if metadata.permissions().readonly() => "a file is there that is read-only",
            () => return Ok(()),
        }))
    }
}

pub(super) fn destination(why: &'static str) -> Error {
    Error::download(Failure::Destination(why))
}

/// `.report.csv.part` for `report.csv`; a name that is too long for that is told by its checksum.
fn hidden(name: &OsStr, suffix: &str) -> OsString {
    let mut hidden = OsString::from(".");
    let bytes = name.as_encoded_bytes();
    if bytes.len() > LONGEST_NAME {
        hidden.push(name_of(&String::from_utf8_lossy(bytes)).replace('/', "_"));
    } else {
        hidden.push(name);
    }
    hidden.push(suffix);
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(hidden(OsStr::new("report.csv"), ".part"), ".report.csv.part");
        let long = OsString::from("a".repeat(255));
        let (first, second) =
            (hidden(&long, ".part.unwrapped"), hidden(OsStr::new(&"b".repeat(255)), ".part.unwrapped"));
        assert!(first.len() < 80 && first != second);
        assert!(!first.to_string_lossy().contains('/'));
    }
}
