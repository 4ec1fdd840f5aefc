//! `apiloom docs`: a reference of the API as a static site, which needs nothing but a browser.

mod answers;
mod behaviour;
pub(crate) mod curl;
pub(crate) mod example;
mod fields;
mod flows;
mod json;
mod layout;
mod markdown;
mod operation;
mod overview;
mod resource;
mod rows;
mod schema;
mod schemas;
mod search;
mod site;
mod synthesis;
mod types;
mod users;
mod words;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use apiloom_codegen::model::Api;
use apiloom_codegen::{GeneratedFiles, Options};
use clap::Args;

use crate::commands::{Outcome, problems, read, say};
use site::Site;

#[derive(Debug, Args)]
pub(crate) struct Docs {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    pub(crate) spec: PathBuf,
    /// Where the site goes
    #[arg(long, short, default_value = "site")]
    pub(crate) output: PathBuf,
    /// The crate of the client, for the examples in Rust [default: of Cargo.toml in this folder]
    #[arg(long)]
    pub(crate) crate_name: Option<String>,
}

/// Brings the site in a folder up to date with a spec.
pub(crate) fn run(arguments: &Docs) -> io::Result<Outcome> {
    let sources = read(&arguments.spec)?;
    let api = match apiloom_codegen::describe(&sources) {
        Ok(api) => api,
        Err(diagnostics) => return Ok(problems(&diagnostics, &sources)),
    };
    let files = Site::new(&api, &crate_name(arguments)).files();
    let output = &arguments.output;
    refuse_foreign(&files, output)?;
    let drift = files.write_to(output)?;
    let (all, changed, removed) = (files.iter().count(), drift.changed.len(), drift.orphaned.len());
    say(&format!("{}: {all} files, {changed} written, {removed} removed", output.display()));
    say(&format!("open {}", output.join("index.html").display()));
    Ok(Outcome::Done)
}

/// The files of the site.
pub(crate) fn site(api: &Api) -> GeneratedFiles {
    Site::new(api, &crate_of_manifest().unwrap_or_else(|| UNNAMED.to_owned())).files()
}

/// What the client is called where nobody said what its crate is.
const UNNAMED: &str = "client_crate";

fn crate_name(arguments: &Docs) -> String {
    arguments.crate_name.clone().or_else(crate_of_manifest).unwrap_or_else(|| UNNAMED.to_owned())
}

fn crate_of_manifest() -> Option<String> {
    Options::from_manifest(&fs::read_to_string("Cargo.toml").ok()?).crate_name
}

/// Whoever wrote an `index.html` by hand wants to keep it.
fn refuse_foreign(files: &GeneratedFiles, output: &std::path::Path) -> io::Result<()> {
    let Some(place) = files.foreign_in(output).into_iter().next() else { return Ok(()) };
    let what = format!("{} was not made by apiloom: choose another folder with --output", place.display());
    Err(io::Error::new(ErrorKind::AlreadyExists, what))
}
