//! Everything that is tested through the public face of the workspace; one binary, so that it is linked once.

mod client;
mod dependencies;
mod diagnostics;
mod disk;
mod golden;
mod including;
mod insights;
mod schema;
mod spec_blocks;
mod spec_reference;
mod threats;
mod ui;
mod whole_way;
mod workflow;
