//! What `mock` and `serve` can be told about how to answer.

use std::io;
use std::net::{IpAddr, SocketAddr};

use clap::Args;

use super::chance::{Chance, Fault, Latency};

#[derive(Debug, Args)]
pub(crate) struct Behaviour {
    /// The port; 0 for one that is free
    #[arg(long, short, default_value_t = 0)]
    port: u16,
    /// The address: with any but a loopback one, others reach it, too
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Fails in place of an answer, so often: `503:0.1`, `reset:0.05`, `hang:0.01`; may be given again
    #[arg(long, value_name = "FAULT:PROBABILITY")]
    fault: Vec<Fault>,
    /// How long answers take: `2s`, or `100ms..2s`
    #[arg(long)]
    latency: Option<Latency>,
    /// Makes chance the same each time
    #[arg(long)]
    seed: Option<u64>,
    /// Answers with this status where it is declared; a request may say `Prefer: status=404` itself
    #[arg(long, value_parser = clap::value_parser!(u16).range(200..=599))]
    pub(super) status: Option<u16>,
}

impl Behaviour {
    pub(super) fn address(&self) -> SocketAddr {
        SocketAddr::new(self.host, self.port)
    }

    pub(super) fn chance(&self) -> io::Result<Chance> {
        let chance = Chance::new(self.fault.clone(), self.latency.unwrap_or_default(), self.seed);
        chance.map_err(|what| io::Error::new(io::ErrorKind::InvalidInput, format!("--fault: {what}")))
    }
}
