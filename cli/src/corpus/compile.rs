//! Compiles generated clients as dependents would, warnings denied.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(super) struct Workshop {
    target: PathBuf,
    runtime: String,
}

impl Workshop {
    pub(super) fn new(work: &Path, runtime: Option<&Path>) -> io::Result<Workshop> {
        fs::create_dir_all(work)?;
        let target = work.canonicalize()?.join("target");
        let source = match runtime {
            Some(folder) => format!("path = {:?}", folder.canonicalize()?.display().to_string()),
            None => format!("version = {:?}", env!("CARGO_PKG_VERSION")),
        };
        Ok(Workshop { target, runtime: source })
    }

    /// What the compiler says against a client, if it says anything.
    pub(super) fn check(&self, name: &str, folder: &Path) -> io::Result<Option<String>> {
        fs::write(folder.join("Cargo.toml"), self.manifest(name))?;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["check", "--quiet", "--color=never"])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", "-D warnings")
            // Each is compiled once: what would make the next time faster takes gigabytes of the disk.
            .env("CARGO_INCREMENTAL", "0")
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok((!output.status.success()).then_some(said))
    }

    fn manifest(&self, name: &str) -> String {
        format!(
            "[package]\nname = \"client-of-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [features]\nserde = []\n\n\
             [dependencies]\napiloom-runtime = {{ {}, features = [\"download\", \"pattern\"] }}\n\n\
             [lints.rust]\nmissing_docs = \"warn\"\n\n[workspace]\n",
            self.runtime
        )
    }
}
