//! What the command line understands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Proves what the documentation promises.
#[derive(Debug, Parser)]
#[command(
    name = "apiloom-proof",
    version,
    about,
    after_help = "Prints a Markdown table. Exit codes: 0 every promise held, 1 one did not, 2 it could not be tried.\n\
                  Run it with --release: promises about time are about that."
)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Mutated specs: none panics or hangs, each refusal says where, what is accepted is Rust
    Mutate(Mutate),
    /// Hostile text in every field of a spec: nothing of it becomes code
    Inject(Inject),
    /// Faults of servers and networks: each call ends in time, rightly, once, and leaves nothing behind
    Chaos(Arguments),
    /// Downloads that are killed, find no room, or are lied to: no file is there but the whole one
    Kill(Arguments),
    /// Secrets in every place: none in errors, views, logs or where nobody may read it
    Secrets(Arguments),
    /// Many calls for a long time, some with faults: nothing grows
    Soak(Soak),
    /// Another process of the commands that try the client
    #[command(hide = true)]
    Child(crate::robust::child::Child),
    /// Runs the generator as build scripts do, for `inject`
    #[command(hide = true)]
    Directives(Directives),
    /// Generates one client and says what that takes, for `mutate`
    #[command(hide = true)]
    Measured(Measured),
}

/// What every command takes.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Arguments {
    /// The same seed is the same run
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many cases [default: as many as take some minutes]
    #[arg(long)]
    pub(crate) count: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Mutate {
    #[command(flatten)]
    pub(crate) common: Arguments,
    /// Leaves out the specs that are large to read, which take minutes without --release
    #[arg(long)]
    pub(crate) without_bombs: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Inject {
    #[command(flatten)]
    pub(crate) common: Arguments,
    /// Compiles that many of the outputs as one crate, runs its tests, and looks for what hostile text would write
    #[arg(long, default_value_t = 0)]
    pub(crate) compile: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Directives {
    /// A folder of specs, each a folder
    pub(crate) specs: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Measured {
    /// A folder
    pub(crate) spec: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Soak {
    #[command(flatten)]
    pub(crate) common: Arguments,
    /// How long
    #[arg(long, default_value_t = 30)]
    pub(crate) seconds: u64,
}
