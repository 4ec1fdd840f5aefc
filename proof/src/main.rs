//! `apiloom-proof`: proves what the documentation promises, one command for each kind of promise.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    apiloom_proof::main()
}
