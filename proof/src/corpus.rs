//! The specs that the repository has: what mutations start from, and the words that generated code is made of.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use apiloom_codegen::SourceSet;

use crate::oracle::{self, Files};

/// A spec: the names and bytes of its files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spec {
    /// Where it is, relative to the repository.
    pub(crate) name: String,
    pub(crate) files: Files,
}

impl Spec {
    pub(crate) fn sources(&self) -> SourceSet {
        oracle::sources(&self.files)
    }
}

/// Every spec of the repository, in order: the one of the client, those of tests, those of these proofs, and the
/// blocks of the reference.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn all() -> io::Result<Vec<Spec>> {
    let mut specs = vec![read(&root().join("spec"))?];
    for folder in ["tests/golden", "tests/diagnostics", "proof/specs"] {
        for path in entries(&root().join(folder))? {
            if path.is_dir() && !yaml_files(&path)?.is_empty() || is_yaml(&path) {
                specs.push(read(&path)?);
            }
        }
    }
    specs.extend(blocks(&fs::read_to_string(root().join("docs/spec.md"))?));
    Ok(specs)
}

/// The specs that have every text field of the language.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn full() -> io::Result<Vec<Spec>> {
    entries(&root().join("proof/specs"))?.iter().map(|path| read(path)).collect()
}

/// Of a folder, or of one file.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn read(path: &Path) -> io::Result<Spec> {
    let files = if path.is_dir() { yaml_files(path)? } else { vec![path.to_path_buf()] };
    let file = |path: PathBuf| Ok((file_name(&path), fs::read(&path)?));
    let name = path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned();
    Ok(Spec { name, files: files.into_iter().map(file).collect::<io::Result<_>>()? })
}

/// Blocks of YAML are fragments and whole specs: the one is as good a start for mutations as the other.
fn blocks(markdown: &str) -> Vec<Spec> {
    let texts = markdown.split("```yaml").skip(1).filter_map(|rest| rest.split_once('\n')?.1.split("```").next());
    let spec = |(at, text): (usize, &str)| Spec {
        name: format!("docs/spec.md, block {at}"),
        files: vec![("api.yaml".to_owned(), text.as_bytes().to_vec())],
    };
    texts.enumerate().map(spec).collect()
}

fn yaml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    Ok(entries(folder)?.into_iter().filter(|path| is_yaml(path)).collect())
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    let entries = fs::read_dir(folder).map_err(named)?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Where the repository is checked out.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Where a command writes what it leaves behind: below the folder of builds, which nothing tracks.
pub(crate) fn workplace(command: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("proof").join(command)
}
