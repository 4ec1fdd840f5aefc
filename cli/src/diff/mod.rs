//! `apiloom diff`: what changed between two specs, and whom it breaks.

mod change;
mod compare;
mod report;
mod revision;
mod version;

use std::io;

use apiloom_codegen::model::Api;
use apiloom_codegen::{SourceSet, Style, describe, render};
use clap::{Args, ValueEnum};

use self::change::Level;
use crate::commands::Outcome;

/// Says what changed between two specs: what breaks building, what breaks running, what is compatible
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing that `--fail-on` names, 1 such changes were found, 2 it could not be done, as where a spec has problems."
)]
pub(crate) struct Diff {
    /// The spec before: a folder, a file, or a git revision, such as `HEAD~1`, `v1.2` or `main:api/spec`
    pub(crate) old: String,
    /// The spec after: the same
    #[arg(default_value = "spec")]
    pub(crate) new: String,
    /// How it is said
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// The least change that is a failure: what raises the major version, the minor, the patch, or none
    #[arg(long, value_enum, default_value_t)]
    pub(crate) fail_on: FailOn,
    /// The version that the crate has now: the next one is said, too
    #[arg(long, value_name = "VERSION")]
    pub(crate) current: Option<semver::Version>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum FailOn {
    #[default]
    Major,
    Minor,
    Patch,
    Never,
}

impl FailOn {
    fn is_reached(self, level: Level) -> bool {
        match self {
            FailOn::Major => level >= Level::Major,
            FailOn::Minor => level >= Level::Minor,
            FailOn::Patch => level >= Level::Patch,
            FailOn::Never => false,
        }
    }
}

pub(crate) fn run(arguments: &Diff) -> io::Result<Outcome> {
    let (old, new) = (revision::read(&arguments.old, &arguments.new)?, revision::read(&arguments.new, "spec")?);
    let changes = compare::compare(&described(&old, &arguments.old)?, &described(&new, &arguments.new)?);
    let level = change::level(&changes);
    let report = report::Report {
        old: &arguments.old,
        new: &arguments.new,
        changes: &changes,
        level,
        next: arguments.current.as_ref().map(|current| version::next(current, level)),
    };
    let text = match arguments.format {
        Format::Text => report::text(&report),
        Format::Json => report::json(&report)?,
        Format::Markdown => report::markdown(&report),
    };
    crate::commands::print(&text)?;
    Ok(if arguments.fail_on.is_reached(level) { Outcome::Problems } else { Outcome::Done })
}

/// A spec with problems has no changes that anyone could tell: the exit code is another one.
fn described(sources: &SourceSet, named: &str) -> io::Result<Api> {
    describe(sources).map_err(|diagnostics| {
        anstream::eprintln!("{}\n", render(&diagnostics, sources, Style::Coloured));
        io::Error::new(io::ErrorKind::InvalidData, format!("the spec `{named}` has problems, so it cannot be compared"))
    })
}
