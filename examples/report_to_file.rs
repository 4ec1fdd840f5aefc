//! From a question to a file: stores a query, tries it, runs it once as a report, waits for the execution, downloads the
//! file, and deletes both.
//!
//! Without an account it talks to a service inside this process:
//!
//! ```sh
//! cargo run --example report_to_file -- report.csv
//! ```
//!
//! With a Microsoft Entra ID token it talks to Partner Center, where an execution may take hours:
//!
//! ```sh
//! INSIGHTS_TOKEN=.. cargo run --example report_to_file -- report.csv
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example speaks")]

use std::env;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use partner_insights::models::{CreateQuery, CreateReport, QueryId, ReportId};
use partner_insights::runtime::Downloads;
use partner_insights::{AccessToken, Client, Error, Server};
use partner_insights_emulator::{Emulator, Family, RunPlan};

const QUERY: &str = "SELECT MpnId, PartnerName FROM Profile";

/// Of the service inside this process; Partner Center is asked once a minute, as the spec says.
const OFTEN: Duration = Duration::from_millis(500);

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let path =
        env::args().nth(1).ok_or("say where the file is to be: cargo run --example report_to_file -- report.csv")?;
    let builder = Client::builder().server(Server::Partner);
    if let Ok(token) = env::var("INSIGHTS_TOKEN") {
        let client = builder.credentials(AccessToken::new(token)).build()?;
        return Ok(query_to_file(&client, Path::new(&path), None).await?);
    }
    let emulator = Emulator::start().await?;
    emulator.run_executions(RunPlan { queued: Duration::from_secs(1), running: Duration::from_secs(2) });
    let client = builder
        .base_url(emulator.url(Family::Partner))
        .credentials(AccessToken::new(emulator.token()))
        .downloads(Downloads::default().allow_loopback())
        .build()?;
    Ok(query_to_file(&client, Path::new(&path), Some(OFTEN)).await?)
}

async fn query_to_file(client: &Client, path: &Path, every: Option<Duration>) -> Result<(), Error> {
    let query = client.create_query(&CreateQuery::builder().name("Example").query(QUERY).build()).await?;
    println!("stored   {}", query.query);
    let outcome = report_to_file(client, &query.query_id, path, every).await;
    finish("query", client.delete_query(&query.query_id).await, outcome)
}

async fn report_to_file(client: &Client, query: &QueryId, path: &Path, every: Option<Duration>) -> Result<(), Error> {
    let rows = client.try_query().query_id(query).await?;
    println!("tried    {} rows", rows.len());
    let report = CreateReport::once().report_name("Example").query_id(query).build();
    let report = client.create_report(&report).await?;
    println!("ordered  report {}", report.report_status);
    let outcome = execution_to_file(client, &report.report_id, path, every).await;
    finish("report", client.delete_report(&report.report_id).await, outcome)
}

async fn execution_to_file(
    client: &Client,
    report: &ReportId,
    path: &Path,
    every: Option<Duration>,
) -> Result<(), Error> {
    let mut wait = client.list_executions(std::slice::from_ref(report)).until_completed();
    if let Some(every) = every {
        wait = wait.every(every);
    }
    let execution = wait.await?;
    println!("ready    execution {}", execution.execution_status);
    let file = client.download_report(&execution).to_file(path).await?;
    println!("written  {} bytes to {}", file.length(), path.display());
    Ok(())
}

/// What was made is deleted, whatever happened before; of two failures the first is returned and the second only told.
fn finish<T>(what: &str, deleted: Result<T, Error>, outcome: Result<(), Error>) -> Result<(), Error> {
    match deleted {
        Ok(_) => println!("deleted  {what}"),
        Err(error) if outcome.is_ok() => return Err(error),
        Err(error) => eprintln!("warning: the {what} is left behind: {error}"),
    }
    outcome
}
