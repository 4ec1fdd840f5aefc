//! `apiloom schema`, `completions` and `man`: what other programs read about the language and about this command.

use std::io;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::arguments::Arguments;
use crate::commands::{Outcome, print, say};

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 printed, 2 the output could not be written.")]
pub(crate) struct Schema;

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 printed, 2 the output could not be written.")]
pub(crate) struct Completions {
    /// Whose completions
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 printed or written, 2 the output could not be written.")]
pub(crate) struct Manual {
    /// Writes a page for each command into this folder
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

pub(crate) fn schema(_: &Schema) -> io::Result<Outcome> {
    print(&apiloom_codegen::spec_schema())?;
    Ok(Outcome::Done)
}

pub(crate) fn completions(arguments: &Completions) -> io::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "apiloom", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}

pub(crate) fn manual(arguments: &Manual) -> io::Result<Outcome> {
    let Some(folder) = &arguments.output else {
        let mut page = Vec::new();
        Man::new(Arguments::command()).render(&mut page)?;
        print(&String::from_utf8_lossy(&page))?;
        return Ok(Outcome::Done);
    };
    let tell = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(tell)?;
    clap_mangen::generate_to(Arguments::command(), folder).map_err(tell)?;
    say(&format!("{}: written", folder.display()));
    Ok(Outcome::Done)
}
