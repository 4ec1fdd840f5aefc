//! Pauses and resumes a scheduled report, and leaves nothing behind.
//!
//! Without an account it talks to a service inside this process:
//!
//! ```sh
//! cargo run --example resume_report
//! ```
//!
//! With a Microsoft Entra ID token it talks to Partner Center; `docs/insights.md` says how to get one. The server is
//! `partner` if nothing is said, `marketplace` or `store`.
//!
//! ```sh
//! INSIGHTS_TOKEN=.. INSIGHTS_SERVER=marketplace cargo run --example resume_report
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example speaks")]

use std::env;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use partner_insights::models::{CreateQuery, CreateReport, ExecutionStatus, Format, QueryId, ReportId, ReportStatus};
use partner_insights::{AccessToken, Client, DateTime, Error, Server};
use partner_insights_emulator::{Emulator, Family};

const HOUR: Duration = Duration::from_secs(60 * 60);

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
    let name = env::var("INSIGHTS_SERVER").unwrap_or_else(|_| "partner".to_owned());
    let (server, family, text) = match name.as_str() {
        "partner" => (Server::Partner, Family::Partner, "SELECT MpnId, PartnerName FROM Profile"),
        "marketplace" => (Server::Marketplace, Family::Marketplace, "SELECT OfferName FROM ISVOrder LIMIT 10"),
        "store" => (Server::Store, Family::Store, "SELECT Market FROM Installs TIMESPAN LAST_MONTH"),
        other => return Err(format!("INSIGHTS_SERVER is `{other}`, not partner, marketplace or store").into()),
    };
    let emulator = Emulator::start().await?;
    let builder = Client::builder().server(server);
    let client = match env::var("INSIGHTS_TOKEN") {
        Ok(token) => builder.credentials(AccessToken::new(token)),
        Err(_) => builder.base_url(emulator.url(family)).credentials(AccessToken::new(emulator.token())),
    };
    with_query(&client.build()?, text).await.map_err(|error| explained(&error, server).into())
}

async fn with_query(client: &Client, text: &str) -> Result<(), Error> {
    let query = CreateQuery::builder().name("Example of a client").query(text).build();
    let query = client.create_query(&query).await?;
    let outcome = with_report(client, &query.query_id).await;
    clean_up("query", client.delete_query(&query.query_id), outcome).await
}

async fn with_report(client: &Client, query: &QueryId) -> Result<(), Error> {
    let report = CreateReport::every()
        .report_name("Example of a client")
        .query_id(query)
        .start_time(DateTime::from(SystemTime::now() + 5 * HOUR)) // at least four from now
        .recurrence_interval(24)
        .recurrence_count(2)
        .format(Format::Tsv)
        .build();
    let report = client.create_report(&report).await?;
    let outcome = pause_and_resume(client, &report.report_id, &report.report_status).await;
    clean_up("report", client.delete_report(&report.report_id), outcome).await
}

async fn pause_and_resume(client: &Client, report: &ReportId, created: &ReportStatus) -> Result<(), Error> {
    show(client, report, "created", created).await?;
    let paused = client.pause_report(report).await?;
    show(client, report, "paused", &paused.report_status).await?;
    let resumed = client.resume_report(report).await?;
    show(client, report, "resumed", &resumed.report_status).await
}

/// The state of the report, and of its executions to come.
async fn show(client: &Client, report: &ReportId, what: &str, status: &ReportStatus) -> Result<(), Error> {
    let to_come = [ExecutionStatus::Pending, ExecutionStatus::Running, ExecutionStatus::Paused];
    let executions = client.list_executions(std::slice::from_ref(report)).execution_status(&to_come).await?;
    let states: Vec<_> = executions.iter().map(|execution| execution.execution_status.as_str()).collect();
    println!("{what:<8} report {status}, executions to come: {}", states.join(", "));
    Ok(())
}

/// Deletes, whatever happened before; of two failures the first is returned and the second only told.
async fn clean_up<T>(
    what: &str,
    deletion: impl IntoFuture<Output = Result<T, Error>>,
    outcome: Result<(), Error>,
) -> Result<(), Error> {
    match deletion.await {
        Ok(_) => println!("deleted  {what}"),
        Err(error) if outcome.is_ok() => return Err(error),
        Err(error) => eprintln!("warning: the {what} is left behind: {error}"),
    }
    outcome
}

/// The error, what usually causes it, and what to name when asking for support.
fn explained(error: &Error, server: Server) -> String {
    let cause = match error.service_status() {
        Some(401) => format!("\n  the token is old, or not for {}", server.audience()),
        Some(403) => "\n  the user or the application lacks a role in Partner Center".to_owned(),
        _ => String::new(),
    };
    let id = error.request_id().map(|id| format!("\n  request {id}")).unwrap_or_default();
    format!("{error}{cause}{id}")
}
