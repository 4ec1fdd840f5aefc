//! Where a package finds `apiloom-runtime` and `apiloom-codegen`.

use std::io;
use std::path::{self, PathBuf};
use std::str::FromStr;

use super::manifest::quoted;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Runtime {
    /// In the registry.
    Version(String),
    /// In a checkout of apiloom.
    Path(PathBuf),
    /// In a repository.
    Git(String),
}

impl Runtime {
    /// The registry's, of the command's own version.
    pub(crate) const OWN: &str = env!("CARGO_PKG_VERSION");

    /// A dependency's table in a manifest, without its braces.
    pub(crate) fn table(&self, package: &str) -> io::Result<String> {
        Ok(match self {
            Runtime::Version(version) => format!("version = {}", quoted(version)),
            Runtime::Git(url) => format!("git = {}", quoted(url)),
            Runtime::Path(folder) => {
                let folder = path::absolute(folder.join(package.trim_start_matches("apiloom-")))?;
                if !folder.join("Cargo.toml").is_file() {
                    let problem =
                        format!("{}: no package; `path:` takes the folder of apiloom's source", folder.display());
                    return Err(io::Error::new(io::ErrorKind::NotFound, problem));
                }
                let text = folder.to_string_lossy().replace('\\', "/");
                // With a version, so that the package can be published once the path is left out.
                format!("path = {}, version = {}", quoted(&text), quoted(Runtime::OWN))
            }
        })
    }
}

impl FromStr for Runtime {
    type Err = String;

    fn from_str(text: &str) -> Result<Runtime, String> {
        match text.split_once(':') {
            Some(("path", folder)) if !folder.is_empty() => Ok(Runtime::Path(folder.into())),
            Some(("git", url)) if !url.is_empty() => Ok(Runtime::Git(url.to_owned())),
            None if is_version(text) => Ok(Runtime::Version(text.to_owned())),
            _ => Err("a version as in `0.1`, `path:` and a folder, or `git:` and a URL".to_owned()),
        }
    }
}

/// A requirement of a version as a person writes one: `1`, `=0.1.2`, `0.2.0-beta.1`.
fn is_version(text: &str) -> bool {
    let digits = text.trim_start_matches(['=', '^', '~']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'))
}
