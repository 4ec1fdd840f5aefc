//! What the command line understands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::scaffold::Runtime;

use crate::diff::Diff;
use crate::lock::Lock;

/// Typed Rust clients from APIs described in YAML.
#[derive(Debug, Parser)]
#[command(
    name = "apiloom",
    version,
    about,
    after_help = "Exit codes: 0 done, 1 the spec has problems or a difference was found, 2 it could not be done."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Says nothing but problems and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Whether what is said has colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that has them, without `NO_COLOR`
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads a spec and says everything that is wrong with it
    Check(crate::check::Check),
    /// Says what the code of a problem means, or lists all codes
    Explain(crate::explain::Explain),
    /// Generates the client of a spec into a folder
    #[command(
        after_help = "Exit codes: 0 up to date now, 1 the spec has problems or --check found a difference, 2 it could not be done."
    )]
    Generate(Generate),
    /// Makes a spec of an API's description in another language
    #[command(after_help = "Exit codes: 0 a spec was made, 1 the document is none, 2 it could not be read or written.")]
    Import(crate::import::Import),
    /// Writes a spec as a description in another language
    #[command(after_help = "Exit codes: 0 done, 1 the spec has problems, 2 it could not be done.")]
    Export(crate::export::Export),
    /// Imports, generates and compiles every OpenAPI document of a folder, and says what became of each
    #[command(after_help = "Exit codes: 0 every document is whole, 1 some are not, 2 the folder could not be read.")]
    Corpus(crate::corpus::Corpus),
    /// Serves an API from its spec, for those who call it
    #[command(after_help = "Exit codes: 0 stopped by a signal, 1 the spec has problems, 2 it could not be served.")]
    Mock(crate::mock::Arguments),
    /// Serves an API while its spec is being written: says what is wrong with it, and serves the last good one
    #[command(after_help = "Exit codes: 0 stopped by a signal, 2 it could not be served.")]
    Serve(crate::serve::Arguments),
    Diff(Diff),
    Lock(Lock),
    /// Writes a reference of the API as a static site
    #[command(after_help = "Exit codes: 0 up to date now, 1 the spec has problems, 2 the site could not be written.")]
    Docs(crate::docs::Docs),
    /// Makes a package with a client: of a spec to begin with, or of an `OpenAPI` document
    #[command(after_help = "Exit codes: 0 made, 1 the OpenAPI document is none, 2 it could not be made.")]
    New(crate::new::New),
    /// Brings spec files into one layout
    Fmt(crate::fmt::Format),
    /// Shows everything about one operation, and how it is called
    Show(crate::show::Show),
    /// Prints the JSON Schema of specs, for editors
    Schema(crate::documents::Schema),
    /// Prints what completes this command in a shell
    Completions(crate::documents::Completions),
    /// Prints the manual page, or writes one for each command
    Man(crate::documents::Manual),
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags are given or not, each by itself")]
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
    /// A Cargo feature for each file of the spec that has operations, for clients of which most programs need a part
    #[arg(long)]
    pub(crate) resource_features: bool,
    /// Generates a whole package, with a Cargo.toml and a README that are written once
    #[arg(long = "crate", conflicts_with_all = ["readme", "serde_feature", "resource_features"])]
    pub(crate) whole: bool,
    /// Where the package finds apiloom's runtime: a version of the registry, a folder of its source, or a repository
    #[arg(long, requires = "whole", value_name = "VERSION|path:DIR|git:URL", default_value = Runtime::OWN)]
    pub(crate) runtime: Runtime,
    /// The package's own version
    #[arg(long, requires = "whole", value_name = "VERSION", default_value = "0.1.0")]
    pub(crate) crate_version: String,
    /// Generates a command line in place of a client, over this client: its crate or module
    #[arg(long, value_name = "CLIENT")]
    pub(crate) commands: Option<String>,
    /// The Cargo feature of a trait and a router for whoever serves the API, made of the crate `apiloom-server`
    #[arg(long)]
    pub(crate) server_feature: Option<String>,
    /// Lets a service leave operations out, which are then answered by 501
    #[arg(long)]
    pub(crate) server_stubs: bool,
    /// The Cargo feature of typed mocks, made of the same crate
    #[arg(long)]
    pub(crate) mock_feature: Option<String>,
}
