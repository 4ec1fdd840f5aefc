//! What a process takes, as the system tells it.

use std::fs;

/// The most memory that this process ever had, in bytes; none where the system does not tell.
pub(crate) fn most_memory() -> Option<u64> {
    status("VmHWM:")
}

/// The memory that it has now.
pub(crate) fn memory() -> Option<u64> {
    status("VmRSS:")
}

/// How many files and sockets it has open.
pub(crate) fn descriptors() -> Option<usize> {
    Some(fs::read_dir("/proc/self/fd").ok()?.count())
}

fn status(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB"))?;
    Some(line.parse::<u64>().ok()? << 10)
}
