//! `generate SPEC...`: generates the client of each spec in memory, and prints how many bytes it has.

use std::env;
use std::error::Error;

use apiloom_codegen::{Options, SourceSet, Style, generate, render};

fn main() -> Result<(), Box<dyn Error>> {
    for spec in env::args_os().skip(1) {
        let sources = SourceSet::read(&spec)?;
        let files = generate(&sources, &Options::default());
        let files = files.map_err(|diagnostics| render(&diagnostics, &sources, Style::Plain))?;
        println!("{}: {} bytes", spec.display(), files.bundle().len());
    }
    Ok(())
}
