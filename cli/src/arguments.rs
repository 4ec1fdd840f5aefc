//! What the command line understands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::diff::Diff;
use crate::lock::Lock;

/// Typed Rust clients from APIs described in YAML.
#[derive(Debug, Parser)]
#[command(
    name = "apiloom",
    version,
    about,
    after_help = "Exit codes: 0 done, 1 the spec has problems or the output has drifted, 2 it could not be done."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads a spec and says everything that is wrong with it
    Check(Check),
    /// Generates the client of a spec into a folder
    Generate(Generate),
    /// Makes a spec of an API's description in another language
    Import(crate::import::Import),
    /// Imports, generates and compiles every OpenAPI document of a folder, and says what became of each
    Corpus(crate::corpus::Corpus),
    /// Serves an API from its spec, for those who call it
    Mock(crate::mock::Arguments),
    /// Serves an API while its spec is being written: says what is wrong with it, and serves the last good one
    Serve(crate::serve::Arguments),
    Diff(Diff),
    Lock(Lock),
    /// Writes a reference of the API as a static site
    Docs(crate::docs::Docs),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    pub(crate) spec: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    pub(crate) spec: PathBuf,
    /// Where the client goes
    #[arg(long, short, default_value = "generated")]
    pub(crate) output: PathBuf,
    /// Writes nothing; fails where the output differs from what the spec yields
    #[arg(long)]
    pub(crate) check: bool,
    /// The crate that the output is, for the examples in its docs [default: of Cargo.toml in this folder]
    #[arg(long)]
    pub(crate) crate_name: Option<String>,
    /// The file that documents the crate, relative to the output
    #[arg(long)]
    pub(crate) readme: Option<String>,
    /// The Cargo feature that adds the serde direction a model does not need
    #[arg(long)]
    pub(crate) serde_feature: Option<String>,
    /// The Cargo feature of a trait and a router for whoever serves the API, made of the crate `apiloom-server`
    #[arg(long)]
    pub(crate) server_feature: Option<String>,
    /// The Cargo feature of typed mocks, made of the same crate
    #[arg(long)]
    pub(crate) mock_feature: Option<String>,
}
