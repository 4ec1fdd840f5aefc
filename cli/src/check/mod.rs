//! `apiloom check`: everything that is wrong with a spec, for people, for scripts and for editors.

mod json;
pub(crate) mod places;
mod sarif;

use std::io;
use std::path::PathBuf;

use apiloom_codegen::{Diagnostics, SourceSet, render_short};
use clap::{Args, ValueEnum};

use self::places::Places;
use crate::commands::{Outcome, print, problems, read, say};

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 no problems, 1 problems, 2 the spec could not be read.")]
pub(crate) struct Check {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    pub(crate) spec: PathBuf,
    /// How problems are shown
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines they are in, on stderr
    Text,
    /// A line for each
    Short,
    /// One object with everything that is known of them
    Json,
    /// SARIF 2.1.0, for editors and CI
    Sarif,
}

pub(crate) fn run(arguments: &Check) -> io::Result<Outcome> {
    let sources = read(&arguments.spec)?;
    let found = apiloom_codegen::check(&sources).err().unwrap_or_default();
    match arguments.format {
        Format::Text if found.is_empty() => {
            say(&format!("{}: no problems in {} files", arguments.spec.display(), sources.sources().len()));
        }
        Format::Text => drop(problems(&found, &sources)),
        Format::Short => print(&short(&found, &sources))?,
        Format::Json => print(&pretty(&json::json(&found, &Places::new(&sources))))?,
        Format::Sarif => print(&pretty(&sarif::sarif(&found, &Places::new(&sources))))?,
    }
    Ok(if found.is_empty() { Outcome::Done } else { Outcome::Problems })
}

fn short(found: &Diagnostics, sources: &SourceSet) -> String {
    let mut out = String::new();
    found.iter().for_each(|diagnostic| out.extend([render_short(diagnostic, sources).as_str(), "\n"]));
    out
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
