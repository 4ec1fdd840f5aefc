//! `apiloom lock`: what a client may talk to and what it keeps to itself, in a file that a review cannot overlook.

mod facts;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{fs, io};

use apiloom_codegen::describe;
use clap::Args;

use crate::commands::{Outcome, print, problems, read, say};

const HEAD: &str = "\
# What the client of this spec talks to, and what it keeps to itself. Written by `apiloom lock`, from the spec alone.
# Each line is one fact: where one comes, goes or changes, ask whether it should.
";

/// Writes down the hosts, audiences, security, requests and secrets of a spec, for reviews
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 done, 1 the spec has problems or the file differs, 2 it could not be done.")]
pub(crate) struct Lock {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    spec: PathBuf,
    /// Where it is written down
    #[arg(long, short, default_value = "api.lock")]
    output: PathBuf,
    /// Writes nothing; fails where the file is not what the spec yields, and says how it differs
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Lock) -> io::Result<Outcome> {
    let sources = read(&arguments.spec)?;
    let api = match describe(&sources) {
        Ok(api) => api,
        Err(diagnostics) => return Ok(problems(&diagnostics, &sources)),
    };
    let facts = facts::of(&api);
    let file = arguments.output.display();
    let present = match fs::read_to_string(&arguments.output) {
        Ok(present) => present,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(io::Error::new(error.kind(), format!("{file}: {error}"))),
    };
    let changed = difference(&present, &facts);
    if !arguments.check {
        let wanted = format!("{HEAD}\n{}\n", facts.join("\n"));
        if present != wanted {
            fs::write(&arguments.output, wanted)
                .map_err(|error| io::Error::new(error.kind(), format!("{file}: {error}")))?;
        }
        print(&changed)?;
        say(&format!("{file}: {} facts", facts.len()));
        return Ok(Outcome::Done);
    }
    if changed.is_empty() {
        say(&format!("{file}: up to date, {} facts", facts.len()));
        return Ok(Outcome::Done);
    }
    print(&changed)?;
    say(&format!(
        "{file} differs from the spec; if each of these lines is as it should be, run `apiloom lock` and commit it"
    ));
    Ok(Outcome::Problems)
}

/// Facts that are written down and no longer so, then those that are so and not written down; of one thing together.
fn difference(present: &str, facts: &[String]) -> String {
    let written: BTreeSet<&str> = present.lines().map(str::trim_end).filter(|line| is_fact(line)).collect();
    let known: BTreeSet<&str> = facts.iter().map(String::as_str).collect();
    let gone = written.difference(&known).map(|line| (*line, '-'));
    let new = known.difference(&written).map(|line| (*line, '+'));
    let mut lines: Vec<(&str, char)> = gone.chain(new).collect();
    lines.sort_by_key(|(line, sign)| (facts::subject(line), *sign == '+', *line));
    let lines: Vec<String> = lines.into_iter().map(|(line, sign)| format!("{sign} {}\n", facts::shown(line))).collect();
    lines.concat()
}

fn is_fact(line: &str) -> bool {
    !line.is_empty() && !line.starts_with('#')
}
