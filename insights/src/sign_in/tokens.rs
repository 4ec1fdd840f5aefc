//! The file of who signed in: its owner's alone, whole or not there.

use std::fmt;
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use apiloom_commands::{Exit, Failure};
use clap::Args;
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

const LARGEST: u64 = 64 * 1024;

/// Where the file is.
#[derive(Debug, Args)]
pub(crate) struct Store {
    /// The folder that keeps who signed in [default: `insights` in your configuration folder]
    #[arg(long, value_name = "FOLDER", env = "INSIGHTS_CONFIG")]
    config: Option<PathBuf>,
}

impl Store {
    pub(super) fn file(&self) -> Result<TokenFile, Failure> {
        let folder = match &self.config {
            Some(folder) => folder.clone(),
            None => {
                let unknown = |_| Failure::new(Exit::Local, "you have no configuration folder; say one with --config");
                etcetera::base_strategy::choose_native_strategy().map_err(unknown)?.config_dir().join("insights")
            }
        };
        Ok(TokenFile(folder.join("signed-in.json")))
    }
}

/// What is known of somebody who signed in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    pub(super) tenant: String,
    pub(super) client_id: String,
    pub(super) authority: Option<String>,
    pub(super) refresh_token: String,
}

impl fmt::Debug for Known {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Known({})", self.tenant)
    }
}

#[derive(Clone, Debug)]
pub(super) struct TokenFile(PathBuf);

impl TokenFile {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Whoever signed in, if somebody did. A file that others can read is not trusted: it may be known, or not ours.
    pub(super) fn read(&self) -> Result<Option<Known>, Failure> {
        let file = match File::open(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file.map_err(|error| self.failed(&error))?,
        };
        self.refuse_if_shared(&file)?;
        let mut text = Vec::new();
        file.take(LARGEST).read_to_end(&mut text).map_err(|error| self.failed(&error))?;
        // Errors of serde quote what they found.
        let known = serde_json::from_slice(&text).map_err(|_| {
            let what = format!("{}: it does not say who signed in", self.0.display());
            Failure::new(Exit::Local, what).hint("begin anew with `insights logout`, then `insights login`")
        })?;
        Ok(Some(known))
    }

    /// Readers see what was there or what is there now, never a part; after a crash, too.
    pub(super) fn write(&self, known: &Known) -> Result<(), Failure> {
        let folder = self.0.parent().unwrap_or(Path::new("."));
        let write = || -> io::Result<()> {
            private_folder(folder)?;
            // Made readable by its owner alone.
            let mut file = NamedTempFile::new_in(folder)?;
            file.write_all(&serde_json::to_vec_pretty(known)?)?;
            file.as_file().sync_all()?;
            file.persist(&self.0)?;
            sync(folder)
        };
        write().map_err(|error| self.failed(&error))
    }

    /// Whether there was one.
    pub(super) fn remove(&self) -> Result<bool, Failure> {
        match fs::remove_file(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            removed => removed.map(|()| true).map_err(|error| self.failed(&error)),
        }
    }

    #[cfg(unix)]
    fn refuse_if_shared(&self, file: &File) -> Result<(), Failure> {
        use std::os::unix::fs::PermissionsExt;

        let mode = file.metadata().map_err(|error| self.failed(&error))?.permissions().mode();
        let (group, others) = (mode & 0o070, mode & 0o007);
        if group == 0 && others == 0 {
            return Ok(());
        }
        let path = self.0.display();
        let what = format!("{path}: others can read it, so it is not used");
        let hint = format!("if nobody did, `chmod 600 {path}`; otherwise `insights logout`, then `insights login`");
        Err(Failure::new(Exit::Local, what).hint(hint))
    }

    /// A folder of one's own is nobody else's there.
    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "elsewhere it can fail")]
    fn refuse_if_shared(&self, _: &File) -> Result<(), Failure> {
        Ok(())
    }

    fn failed(&self, error: &io::Error) -> Failure {
        Failure::new(Exit::Local, format!("{}: {error}", self.0.display()))
    }
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;

    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(folder)
}

/// The new name outlives a crash.
#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}
