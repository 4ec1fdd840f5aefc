//! The folder of one download, and what is in it.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::corpus;

/// What was there before: another report, or nothing.
const OLD: &[u8] = b"MpnId,PartnerName\n1,An older report\n";

pub(super) struct Folder {
    path: PathBuf,
    had_file: bool,
}

/// What is at the destination.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    Old,
    Other(Vec<u8>),
}

impl Folder {
    /// A folder of its own, empty but for an older file, if there is to be one.
    pub(super) fn new(name: &str, with_old_file: bool) -> io::Result<Self> {
        let path = corpus::workplace("kill").join(name);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&path)?,
        }
        let folder = Self { path, had_file: with_old_file };
        if with_old_file {
            fs::write(folder.destination(), OLD)?;
        }
        Ok(folder)
    }

    pub(super) fn destination(&self) -> PathBuf {
        self.path.join("report.csv")
    }

    pub(super) fn path(&self) -> &PathBuf {
        &self.path
    }

    pub(super) fn found(&self) -> io::Result<Found> {
        match fs::read(self.destination()) {
            Ok(bytes) if bytes == OLD => Ok(Found::Old),
            Ok(bytes) => Ok(Found::Other(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }

    /// What is wrong after a download that did not end well: the destination is what it was, or all of it is there.
    pub(super) fn judge_failure(&self, whole: &[u8]) -> io::Result<Option<String>> {
        Ok(match self.found()? {
            Found::Nothing if self.had_file => Some("the older file is gone".to_owned()),
            Found::Nothing | Found::Old => None,
            Found::Other(bytes) if bytes == whole => None,
            Found::Other(bytes) => Some(format!("{} bytes are there, of {} or others", bytes.len(), whole.len())),
        })
    }

    /// What is wrong after one that did: the file, or what is beside it.
    pub(super) fn judge_success(&self, whole: &[u8]) -> io::Result<Option<String>> {
        if self.found()? != Found::Other(whole.to_vec()) {
            return Ok(Some("a success, and the file is not the whole".to_owned()));
        }
        let beside = self.names()?.into_iter().find(|name| name != "report.csv");
        Ok(beside.map(|name| format!("{name} is left behind")))
    }

    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        fs::read_dir(&self.path)?.map(|entry| entry.map(name)).collect()
    }

    /// Nothing is wrong, so nobody will look at it.
    pub(super) fn remove(self) -> io::Result<()> {
        fs::remove_dir_all(&self.path)
    }
}
