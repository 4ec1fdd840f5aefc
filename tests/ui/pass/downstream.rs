//! A program of somebody who uses the client.
#![deny(warnings)]

use std::sync::Arc;

use partner_insights::models::{CreateQuery, CreateReport, Format, Report, ReportId, ReportStatus, UpdateReport};
use partner_insights::runtime::{BoxFuture, http};
use partner_insights::{
    AccessToken, Body, Bytes, Client, Credentials, CredentialsError, DateTime, Error, Response, Server, Transport,
    TransportError,
};

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// Tokens come from somewhere, and differ by audience.
struct Tokens;

impl Credentials for Tokens {
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        Box::pin(async move {
            match audience {
                "https://api.partnercenter.microsoft.com" => Ok(AccessToken::new("t0ken")),
                _ => Err(CredentialsError::new("there is no token for this audience")),
            }
        })
    }
}

/// In place of the network: one report that does what it is told.
struct OneReport;

impl Transport for OneReport {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let status = if request.uri().path().contains("/pause/") { "Paused" } else { "Active" };
        let body = format!(
            r#"{{"value": [{{
                "reportId": "d9548477-16d4-492a-bf9c-0cf91a9f69bf",
                "reportName": "Weekly",
                "queryId": "ec8366a4-d96e-4194-8c37-d5dbc0639033",
                "createdTime": "2021-03-30T13:11:58Z",
                "reportStatus": "{status}"
            }}], "totalCount": 1}}"#
        );
        Box::pin(async { Ok(http::Response::new(body.into())) })
    }
}

/// A client is kept in a struct, and a method borrows it.
struct Reports {
    client: Client,
}

impl Reports {
    async fn turn(&self, report: &ReportId, on: bool) -> Result<ReportStatus, Error> {
        let report: Report = if on {
            self.client.resume_report(report).await?.into_inner()
        } else {
            self.client.pause_report(report).await?.into_inner()
        };
        Ok(report.report_status)
    }
}

fn words(status: &ReportStatus) -> String {
    match status {
        ReportStatus::Active => "runs".to_owned(),
        ReportStatus::Paused => "is paused".to_owned(),
        other => format!("is {other}"),
    }
}

async fn work() -> Result<(), AnyError> {
    let client = Client::builder().credentials(Tokens).server(Server::Partner).transport(OneReport).build()?;
    let reports = Arc::new(Reports { client: client.clone() });

    // Arguments that are optional are set where they are known.
    let mut request = client.list_reports();
    if let Ok(name) = std::env::var("REPORT_NAME") {
        request = request.report_name(&name);
    }
    let found = request.await?;
    let first = found.first().ok_or("there is no report")?;

    // Requests are moved into tasks.
    let (task, id) = (Arc::clone(&reports), first.report_id.clone());
    let status = tokio::spawn(async move { task.turn(&id, false).await }).await??;
    assert_eq!(words(&status), "is paused");
    assert_eq!(words(&reports.turn(&first.report_id, true).await?), "runs");

    let start = DateTime::parse("2026-12-01T00:00:00Z")?;
    let change = UpdateReport::builder().start_time(start).report_name("Weekly").format(Format::Tsv).build();
    let changed: Response<Report, _> = client.update_report().body(&change).report_id(&first.report_id).await?;
    assert_eq!(changed.report_name, "Weekly");

    // Bodies are values like any other.
    let queries = ["A", "B"].map(|name| CreateQuery::builder().name(name).query("SELECT MpnId FROM Profile").build());
    assert_ne!(queries[0], queries[1]);
    let once = CreateReport::once().report_name("Now").query_id(&first.query_id).build();
    assert!(matches!(&once, CreateReport::Once(report) if report.report_name == "Now"));

    match client.pause_report(&ReportId::new("Weekly")).await {
        Err(error) if error.is_invalid_argument() => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Err("a name is not an id".into()),
    }
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), AnyError> {
    work().await
}
