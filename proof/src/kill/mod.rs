//! Downloads to files that end badly: by SIGKILL, by a full disk, by a server that lies. A destination is what it was,
//! or the whole file.

mod disk;
mod fetch;
mod folder;
mod killed;
mod lies;
mod source;

use std::io;
use std::sync::Arc;

pub(crate) use self::fetch::{Fetch, fetch};
use crate::arguments::Arguments;
use crate::report::Report;
use crate::robust::world::World;

/// Less than a minute on two cores.
const DEFAULT_COUNT: u64 = 50;

/// For each process that is killed so many downloads go wrong in another way: they take less.
const LIES: u64 = 20;

/// From here on a disk is full at every 4 KiB of a file, and not only at some.
const FULL: u64 = 500;

pub(crate) fn run(arguments: &Arguments) -> io::Result<Report> {
    let count = arguments.count.unwrap_or(DEFAULT_COUNT);
    let mut report = Report::default();
    let world = Arc::new(World::new(arguments.seed)?);
    killed::run(arguments.seed, count, &mut report)?;
    disk::run(count >= FULL, &mut report)?;
    lies::run(&world, count * LIES, &mut report)?;
    Ok(report)
}
