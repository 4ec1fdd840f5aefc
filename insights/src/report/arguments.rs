//! What these commands can be given.

use std::time::Duration;

use clap::{ArgGroup, Args};
use partner_insights::models::Format;

use super::destination::Target;
use crate::connection::Connection;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true))]
pub(crate) struct Run {
    /// What to ask: `SELECT columns FROM dataset`, then as wanted `WHERE`, `ORDER BY`, `LIMIT`, `TIMESPAN`
    #[arg(long, value_name = "TEXT", group = "what")]
    pub(super) query: Option<String>,
    /// A query that is stored already, or one of the system's: `insights list-queries --include-system-queries`
    #[arg(long, value_name = "QUERY_ID", group = "what")]
    pub(super) query_id: Option<String>,
    /// What report and query are called
    #[arg(long, default_value = "insights run")]
    pub(super) name: String,
    /// How the file is written: CSV or TSV; the service's choice is CSV
    #[arg(long, value_parser = format)]
    pub(super) format: Option<Format>,
    /// Keeps report and query; without it they are deleted when the file is there
    #[arg(long)]
    pub(super) keep: bool,
    /// Shows the requests, without secrets, and sends nothing
    #[arg(long = "dry-run")]
    pub(super) only_shown: bool,
    #[command(flatten)]
    pub(super) target: Target,
    #[command(flatten)]
    pub(super) connection: Connection,
}

#[derive(Debug, Args)]
pub(crate) struct DownloadOf {
    /// The report whose file is wanted
    pub(super) report_id: String,
    #[command(flatten)]
    pub(super) target: Target,
    #[command(flatten)]
    pub(super) connection: Connection,
}

fn format(text: &str) -> Result<Format, String> {
    match text.to_ascii_uppercase().as_str() {
        "CSV" => Ok(Format::Csv),
        "TSV" => Ok(Format::Tsv),
        _ => Err("it is CSV or TSV".to_owned()),
    }
}

/// `90s`, `5m`, `6h`.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let parts = [("s", 1), ("m", 60), ("h", 3600)];
    let whole = |(unit, seconds): &(&str, u64)| text.strip_suffix(unit)?.parse::<u64>().ok()?.checked_mul(*seconds);
    match parts.iter().find_map(whole) {
        Some(1..) => Ok(Duration::from_secs(parts.iter().find_map(whole).unwrap_or(1))),
        _ => Err("say it as `90s`, `5m` or `6h`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, expected) in [
            ("90s", Some(90)),
            ("5m", Some(300)),
            ("6h", Some(21600)),
            ("0s", None),
            ("6", None),
            ("h", None),
            ("-1s", None),
            ("18446744073709551615h", None),
        ] {
            assert_eq!(duration(text).ok(), expected.map(Duration::from_secs), "{text}");
        }
    }
}
