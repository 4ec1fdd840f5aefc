//! `apiloom fmt`: spec files in one layout. Only white space, line ends, needless quotes and broken lines change.

mod layout;
mod tree;

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Args;

use crate::commands::{Outcome, insist, read, say as tell};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 in shape now, 1 a file is no YAML of a spec or --check found a difference, 2 a file could not be read or written."
)]
pub(crate) struct Format {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    pub(crate) spec: PathBuf,
    /// Writes nothing; fails where a file would change
    #[arg(long)]
    pub(crate) check: bool,
}

pub(crate) fn run(arguments: &Format) -> io::Result<Outcome> {
    let sources = read(&arguments.spec)?;
    let (mut differing, mut broken) = (Vec::new(), false);
    for source in sources.sources() {
        let text = fs::read(&source.name)?;
        match String::from_utf8(text)
            .map_err(|_| "it is not UTF-8".to_owned())
            .and_then(|text| Ok((formatted(&text)?, text)))
        {
            Ok((formatted, text)) if formatted != text => differing.push((&source.name, formatted)),
            Ok(_) => {}
            Err(problem) => {
                anstream::eprintln!("{}: {problem}; `apiloom check` says more", source.name.escape_debug());
                broken = true;
            }
        }
    }
    let (word, say) = if arguments.check { ("differs", insist as fn(&str)) } else { ("formatted", tell as fn(&str)) };
    for (name, formatted) in &differing {
        if !arguments.check {
            fs::write(name, formatted).map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?;
        }
        say(&format!("{word}: {}", name.escape_debug()));
    }
    if differing.is_empty() && !broken {
        tell(&format!("{}: in shape", arguments.spec.display()));
    }
    let is_fine = !broken && (differing.is_empty() || !arguments.check);
    Ok(if is_fine { Outcome::Done } else { Outcome::Problems })
}

/// A file in its layout: what it says is what it said, or there is a problem.
fn formatted(text: &str) -> Result<String, String> {
    let before = tree::read(text)?;
    let formatted = layout::layout(text, &before);
    let after = tree::read(&formatted).map_err(|problem| format!("its layout is beyond this command ({problem})"))?;
    if !before.says_the_same(&after) {
        return Err("its layout is beyond this command".to_owned());
    }
    Ok(formatted)
}
