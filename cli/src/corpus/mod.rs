//! `apiloom corpus`: what becomes of a folder of OpenAPI documents, as a table.

mod compile;
mod row;

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::{eprint, eprintln, stdout};
use clap::Args;

use self::compile::Workshop;
use self::row::Row;
use crate::commands::Outcome;

#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// A folder of documents: OpenAPI or Swagger, JSON or YAML
    pub(crate) folder: PathBuf,
    /// Leaves out documents of more bytes than this
    #[arg(long)]
    pub(crate) largest: Option<u64>,
    /// Compiles no client
    #[arg(long)]
    pub(crate) no_compile: bool,
    /// The folder of the crate `apiloom-runtime`, in place of the registry's
    #[arg(long)]
    pub(crate) runtime: Option<PathBuf>,
    /// Where specs, clients and what Cargo makes of them go
    #[arg(long, default_value = "target/corpus")]
    pub(crate) work: PathBuf,
}

pub(crate) fn run(arguments: &Corpus) -> io::Result<Outcome> {
    let documents = documents(arguments)?;
    let workshop = Workshop::new(&arguments.work, arguments.runtime.as_deref())?;
    let mut rows = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        progress(&format!("{} of {}: {}", at + 1, documents.len(), document.display()));
        rows.push(Row::of(document, (!arguments.no_compile).then_some(&workshop), &arguments.work)?);
    }
    progress("");
    // Nobody is left to hear of a closed pipe.
    let _ = stdout().lock().write_all(row::table(&rows).as_bytes());
    rows.iter().filter_map(Row::problem).for_each(|problem| eprintln!("{problem}"));
    Ok(if rows.iter().all(Row::is_whole) { Outcome::Done } else { Outcome::Problems })
}

fn documents(arguments: &Corpus) -> io::Result<Vec<PathBuf>> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", arguments.folder.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(&arguments.folder).map_err(named)? {
        let entry = entry?;
        let path = entry.path();
        let is_document = path.extension().is_some_and(|end| ["json", "yaml", "yml"].iter().any(|known| end == *known));
        let fits =
            arguments.largest.is_none_or(|largest| entry.metadata().is_ok_and(|metadata| metadata.len() <= largest));
        if is_document && fits && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("{}: no documents", arguments.folder.display())));
    }
    Ok(found)
}

/// On terminals, one line that is written over.
fn progress(line: &str) {
    if io::stderr().is_terminal() {
        eprint!("\r\u{1b}[2K{line}");
    }
}

/// The name of a document, as a folder and a crate may be called.
fn plain_name(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}
