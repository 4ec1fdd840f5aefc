//! From a question to a file: create, wait, download.

mod arguments;
mod destination;
mod fetch;
mod progress;

use apiloom_commands::{Failure, Outcome, Presentation};
use partner_insights::models::{CreateQuery, CreateReport, QueryId, ReportId};
use partner_insights::{Client, Error};

pub(crate) use self::arguments::{DownloadOf, Run};
use self::fetch::fetch;
use crate::connection::client;
use crate::interrupt::or_ended;

/// Downloads the file of a report that is there.
pub(crate) async fn download(arguments: &DownloadOf, presentation: &Presentation) -> Result<(), Failure> {
    let DownloadOf { report_id, target, connection } = arguments;
    target.check()?;
    let client = client(connection, false)?;
    let report = ReportId::new(report_id.as_str());
    or_ended(fetch(&client, &report, target, presentation)).await
}

/// Runs a query once, and downloads what comes of it. What was made for that is deleted then; where it did not come to a
/// file, the report stays, and somebody can go on.
pub(crate) async fn run(arguments: &Run, presentation: &Presentation) -> Result<(), Failure> {
    arguments.target.check()?;
    let client = client(&arguments.connection, arguments.only_shown)?;
    if arguments.only_shown {
        return rehearse(&client, arguments, presentation);
    }
    let query = or_ended(query(&client, arguments)).await?;
    let report = match or_ended(report(&client, arguments, &query)).await {
        Ok(report) => report,
        // Whether it was made is known for an error of the service alone; the query is of no use by itself.
        Err(failure) => {
            clean_up_query(&client, arguments, &query, presentation).await;
            return Err(failure);
        }
    };
    presentation.note(&format!("report {report} is queued; it can take hours"));
    if let Err(failure) = or_ended(fetch(&client, &report, &arguments.target, presentation)).await {
        let to = arguments.target.to.display();
        return Err(failure.hint(format!("the report is still there: `insights download {report} --to {to}` goes on")));
    }
    if !arguments.keep {
        clean_up("report", &report.to_string(), client.delete_report(&report).await.map(drop), presentation);
        clean_up_query(&client, arguments, &query, presentation).await;
    }
    Ok(())
}

fn rehearse(client: &Client, arguments: &Run, presentation: &Presentation) -> Result<(), Failure> {
    let query = match (&arguments.query, &arguments.query_id) {
        (Some(text), _) => {
            let request = client.create_query(&create_query(arguments, text)).to_request()?;
            presentation.print(&Outcome::Request(request), &[])?;
            presentation.note("and then, with the id of that query:");
            // Shown in the place of an id that nobody knows yet.
            QueryId::new("00000000-0000-0000-0000-000000000000")
        }
        (None, id) => QueryId::new(id.clone().unwrap_or_default()),
    };
    let request = client.create_report(&create_report(arguments, &query)).to_request()?;
    presentation.print(&Outcome::Request(request), &[])
}

async fn query(client: &Client, arguments: &Run) -> Result<QueryId, Failure> {
    match (&arguments.query, &arguments.query_id) {
        (Some(text), _) => Ok(client.create_query(&create_query(arguments, text)).await?.query_id.clone()),
        (None, id) => Ok(QueryId::new(id.clone().unwrap_or_default())),
    }
}

async fn report(client: &Client, arguments: &Run, query: &QueryId) -> Result<ReportId, Failure> {
    Ok(client.create_report(&create_report(arguments, query)).await?.report_id.clone())
}

fn create_query(arguments: &Run, text: &str) -> CreateQuery {
    CreateQuery::builder().name(arguments.name.as_str()).query(text).build()
}

fn create_report(arguments: &Run, query: &QueryId) -> CreateReport {
    let report = CreateReport::once().report_name(arguments.name.as_str()).query_id(query);
    match &arguments.format {
        Some(format) => report.format(format.clone()).build(),
        None => report.build(),
    }
}

async fn clean_up_query(client: &Client, arguments: &Run, query: &QueryId, presentation: &Presentation) {
    if arguments.query.is_some() {
        clean_up("query", &query.to_string(), client.delete_query(query).await.map(drop), presentation);
    }
}

/// The file is there: what is left behind is worth a word, and no failure.
fn clean_up(what: &str, id: &str, deleted: Result<(), Error>, presentation: &Presentation) {
    if let Err(error) = deleted {
        presentation.note(&format!("warning: the {what} {id} is left behind: {error}"));
    }
}
