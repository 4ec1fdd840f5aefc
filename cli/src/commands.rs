//! The commands.

use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::{ColorChoice, eprintln, stderr};
use apiloom_codegen::{Diagnostics, Drift, SourceSet, Style, render};

use crate::arguments::{Color, Generate};
use crate::{project, whole};

/// Whether only problems and errors are said.
static QUIET: AtomicBool = AtomicBool::new(false);

/// How a person is spoken to, from here on.
pub(crate) fn set_manner(quiet: bool, color: Color) {
    QUIET.store(quiet, Ordering::Relaxed);
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
}

/// How a command ended that could be carried out.
pub(crate) enum Outcome {
    Done,
    Problems,
}

/// Brings a folder up to date with a spec, or says how it differs.
pub(crate) fn generate(arguments: &Generate) -> io::Result<Outcome> {
    let sources = read(&arguments.spec)?;
    if arguments.whole {
        return whole::generate(arguments, &sources);
    }
    let files = match apiloom_codegen::generate(&sources, &project::options(arguments)) {
        Ok(files) => files,
        Err(diagnostics) => return Ok(problems(&diagnostics, &sources)),
    };
    let output = &arguments.output;
    let drift = if arguments.check { files.compare_with(output)? } else { files.write_to(output)? };
    Ok(tell_drift(&drift, arguments, files.iter().count()))
}

/// Says what has been written, or with `--check` what would be.
pub(crate) fn tell_drift(drift: &Drift, arguments: &Generate, count: usize) -> Outcome {
    let output = &arguments.output;
    if drift.is_empty() {
        say(&format!("{}: up to date, {count} files", output.display()));
        return Outcome::Done;
    }
    let say = if arguments.check { insist } else { say };
    let word = if arguments.check { "differs" } else { "written" };
    drift.changed.iter().for_each(|file| say(&format!("{word}: {}", output.join(file).display())));
    let word = if arguments.check { "no longer generated" } else { "removed" };
    drift.orphaned.iter().for_each(|file| say(&format!("{word}: {}", output.join(file).display())));
    if !arguments.check {
        return Outcome::Done;
    }
    say("run the same command without `--check`, look at the changes and commit them");
    Outcome::Problems
}

/// Data, for whoever reads the output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Says why a command could not be carried out.
pub(crate) fn complain(error: &io::Error) {
    insist(&format!("apiloom: {error}"));
}

pub(crate) fn read(spec: &Path) -> io::Result<SourceSet> {
    SourceSet::read(spec).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", spec.display())))
}

/// anstream takes the colours out where nobody would see them.
pub(crate) fn problems(diagnostics: &Diagnostics, sources: &SourceSet) -> Outcome {
    let count = diagnostics.len();
    let noun = if count == 1 { "problem" } else { "problems" };
    eprintln!("{}\n\n{count} {noun}", render(diagnostics, sources, Style::Coloured));
    Outcome::Problems
}

/// Says how it went, unless only problems are to be said.
pub(crate) fn say(line: &str) {
    if !QUIET.load(Ordering::Relaxed) {
        insist(line);
    }
}

/// Says what is wrong, be it quiet or not.
pub(crate) fn insist(line: &str) {
    // Nobody is left to hear of a closed pipe.
    let _ = writeln!(stderr(), "{line}");
}
