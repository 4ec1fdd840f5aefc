//! Where the file goes, and how patiently it is waited for.

use std::path::PathBuf;
use std::time::Duration;

use apiloom_commands::{Exit, Failure};
use clap::Args;

use super::arguments::duration;

#[derive(Debug, Args)]
pub(crate) struct Target {
    /// Where the file goes; it is there when it is whole
    #[arg(long, value_name = "FILE")]
    pub(super) to: PathBuf,
    /// Replaces a file that is there
    #[arg(long)]
    pub(super) force: bool,
    /// How often to look: Microsoft asks for patience
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    pub(super) every: Duration,
    /// When to give up
    #[arg(long, value_name = "TIME", default_value = "6h", value_parser = duration)]
    pub(super) within: Duration,
}

impl Target {
    /// Before hours are waited: whether the file can be written at all.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let to = self.to.display();
        if self.to.is_dir() || self.to.file_name().is_none() {
            return Err(Failure::usage(format!("{to}: this is a folder")).hint("say how the file is called"));
        }
        if !self.force && self.to.exists() {
            return Err(Failure::new(Exit::Local, format!("{to} is there already")).hint("`--force` replaces it"));
        }
        let folder = self.to.parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(Failure::new(Exit::Local, format!("{to}: its folder is not there")));
        }
        Ok(())
    }
}
