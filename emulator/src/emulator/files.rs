//! What a test may do to files.

use std::time::Duration;

use super::Emulator;
use crate::FileFault;

/// Files, and the links to them.
impl Emulator {
    /// Gives files so many rows, or fewer if the query limits them; files that were there already are made anew. There
    /// are three rows without this.
    pub fn file_rows(&self, rows: usize) {
        self.shared.lock().files.set_rows(rows);
    }

    /// Makes links that are good for so long by the emulator's clock; an hour without this. Links that were given out
    /// keep their end.
    pub fn link_lifetime(&self, lifetime: Duration) {
        self.shared.lock().files.link_lifetime = lifetime;
    }

    /// Lets something go wrong with the next file that is sent. Faults queue up, one for each request that has a good
    /// link.
    pub fn fault_next_file(&self, fault: FileFault) {
        self.shared.lock().files.faults.push_back(fault);
    }
}
