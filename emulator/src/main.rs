//! Runs the emulator until Ctrl-C: `cargo run -p partner-insights-emulator -- --port 8080`.
//!
//! Executions complete by themselves, a few seconds after they are due. What is printed is enough to ask the token
//! service for a token, and one that is good for everything is printed as well.

use std::error::Error;
use std::io::{self, Write};
use std::time::Duration;

use partner_insights_emulator::{Emulator, Family, RunPlan};

const DEFAULT_PORT: u16 = 8080;
const PLAN: RunPlan = RunPlan { queued: Duration::from_secs(5), running: Duration::from_secs(10) };

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let emulator = Emulator::start_on(port(std::env::args().skip(1))?).await?;
    emulator.run_executions(PLAN);
    announce(&emulator)?;
    Ok(tokio::signal::ctrl_c().await?)
}

fn port(mut arguments: impl Iterator<Item = String>) -> Result<u16, Box<dyn Error>> {
    match (arguments.next().as_deref(), arguments.next(), arguments.next()) {
        (None, ..) => Ok(DEFAULT_PORT),
        (Some("--port"), Some(port), None) => Ok(port.parse()?),
        _ => Err("usage: partner-insights-emulator [--port PORT]".into()),
    }
}

fn announce(emulator: &Emulator) -> io::Result<()> {
    let mut output = io::stdout().lock();
    for family in Family::ALL {
        writeln!(output, "{:14} {}", format!("{family:?}"), emulator.url(family))?;
    }
    for (name, value) in [
        ("token", emulator.token()),
        ("token endpoint", emulator.token_endpoint()),
        ("", emulator.token_endpoint_v1()),
        ("device codes", emulator.device_code_endpoint()),
        ("tenant", Emulator::tenant().to_owned()),
        ("client id", Emulator::client_id().to_owned()),
        ("client secret", Emulator::client_secret().to_owned()),
    ] {
        writeln!(output, "{name:14} {value}")?;
    }
    Ok(())
}
