//! Runs the emulator until Ctrl-C: `cargo run -p partner-insights-emulator -- --port 8080`.
//!
//! Executions complete by themselves, a few seconds after they are due.

use std::error::Error;
use std::time::Duration;

use partner_insights_emulator::{Emulator, Family};

const DEFAULT_PORT: u16 = 8080;
const EXECUTION_TIME: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let emulator = Emulator::start_on(port(std::env::args().skip(1))?).await?;
    announce(&emulator);
    let mut stop = std::pin::pin!(tokio::signal::ctrl_c());
    loop {
        tokio::select! {
            stopped = &mut stop => return Ok(stopped?),
            () = tokio::time::sleep(EXECUTION_TIME) => emulator.complete_due_executions(),
        };
    }
}

fn port(mut arguments: impl Iterator<Item = String>) -> Result<u16, Box<dyn Error>> {
    match (arguments.next().as_deref(), arguments.next(), arguments.next()) {
        (None, ..) => Ok(DEFAULT_PORT),
        (Some("--port"), Some(port), None) => Ok(port.parse()?),
        _ => Err("usage: partner-insights-emulator [--port PORT]".into()),
    }
}

#[expect(clippy::print_stdout, reason = "this is what the program is for")]
fn announce(emulator: &Emulator) {
    for family in Family::ALL {
        println!("{:14} {}", format!("{family:?}"), emulator.url(family));
    }
    println!("{:14} {}", "token", emulator.token());
}
