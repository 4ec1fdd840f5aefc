//! The command as people use it: the built program against the emulator, over real sockets.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod calls;
mod failures;
mod files;
mod line;
mod rehearsals;
mod sign_in;
mod support;
