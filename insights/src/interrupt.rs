//! Ctrl-C: what is under way ends, and the exit code says so.

use apiloom_commands::{Exit, Failure};

/// Goes on until it is done, or somebody presses Ctrl-C.
pub(crate) async fn or_ended<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::select! {
        // What reads standard input does so before anybody listens: then Ctrl-C ends the program by itself.
        biased;
        done = work => done,
        _ = tokio::signal::ctrl_c() => Err(Failure::new(Exit::Interrupted, "interrupted")),
    }
}
