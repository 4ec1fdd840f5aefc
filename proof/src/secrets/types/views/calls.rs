//! A generated client and all that it hands out: builders, requests, pages, waits, downloads, answers, errors.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use apiloom_chaos::Server as Chaos;
use apiloom_chaos::http1::Script;
use apiloom_chaos::secrets::Sentinels;
use partner_insights::models::{CreateQuery, ExecutionId, QueryId, ReportId};
use partner_insights::runtime::{Downloads, Event, Problem};
use partner_insights::{AccessToken, Client, Error, InMemory, Server};

use super::super::looked::Looked;
use crate::robust::goods::{self, REPORT_ID};
use crate::robust::operation::{execution, to_create, to_update};
use crate::robust::planted::ACCESS_TOKEN;

pub(super) async fn look(planted: &Sentinels, looked: &mut Looked<'_>) -> io::Result<()> {
    let events = Arc::new(Mutex::new(Vec::new()));
    let service = service(planted);
    let builder = Client::builder();
    looked.debug(&builder);
    let builder = builder
        .server(Server::Partner)
        .base_url("https://api.example/v1")
        .credentials(AccessToken::new(planted.value(ACCESS_TOKEN)))
        .user_agent("proof")
        .transport(service.clone());
    looked.debug(&builder);
    let heard = Arc::clone(&events);
    let builder = builder.observer(move |event: &Event<'_>| {
        heard.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{event:?} {event:#?}"));
    });
    let client = builder.build().map_err(io::Error::other)?;
    looked.debug(&client);
    requests(&client, looked);
    downloaded(planted, looked).await?;
    lists(&client, planted, looked);
    answered(&client, looked).await.map_err(io::Error::other)?;
    looked.debug(&service);
    let events = std::mem::take(&mut *events.lock().unwrap_or_else(PoisonError::into_inner));
    looked.was_shown::<Event<'_>>("Debug", &events.join("\n"));
    Ok(())
}

/// One report, whatever it is asked; a refusal that repeats the token where a report is to be deleted.
fn service(planted: &Sentinels) -> InMemory {
    let good = goods::reports(planted, &["only"]).body;
    let refusal = format!(r#"{{"Message":"the token {} is not good"}}"#, planted.value(ACCESS_TOKEN));
    InMemory::new(move |request| match request.method().as_str() {
        "DELETE" => Ok(InMemory::json(401, refusal.clone())),
        _ => Ok(InMemory::json(200, good.clone())),
    })
}

fn requests(client: &Client, looked: &mut Looked<'_>) {
    let (report, query) = (ReportId::new(REPORT_ID), QueryId::new(goods::QUERY_ID));
    looked.debug(&client.create_query(&CreateQuery::builder().name("a").query("SELECT a").build()));
    looked.debug(&client.list_queries());
    looked.debug(&client.delete_query(&query));
    looked.debug(&client.try_query().query_id(&query));
    looked.debug(&client.list_datasets());
    looked.debug(&client.create_report(&to_create()));
    looked.debug(&client.list_reports());
    looked.debug(&client.update_report().report_id(&report).body(&to_update()));
    looked.debug(&client.delete_report(&report));
    looked.debug(&client.pause_report(&report));
    looked.debug(&client.resume_report(&report));
    let executions = client.list_executions(&[report]).execution_id(&[ExecutionId::new("a")]);
    looked.debug(&executions);
}

fn lists(client: &Client, planted: &Sentinels, looked: &mut Looked<'_>) {
    let report = ReportId::new(REPORT_ID);
    looked.debug(&client.list_reports().pages());
    looked.debug(&client.list_reports().items());
    looked.debug(&client.list_executions(std::slice::from_ref(&report)).until_completed());
    let link = goods::link("https://files.example", planted);
    looked.debug(&client.download_report(&execution(&link)));
    looked.debug(&Downloads::default().allow_loopback());
}

async fn answered(client: &Client, looked: &mut Looked<'_>) -> Result<(), Error> {
    looked.both(&Problem::new("path.reportId", "must not be empty"));
    let report = ReportId::new(REPORT_ID);
    looked.both(&client.list_reports().to_request()?);
    looked.debug(&client.list_reports().await?);
    if let Err(error) = client.delete_report(&report).await {
        looked.both(&error);
        error.attempts().iter().for_each(|attempt| looked.debug(attempt));
    }
    Ok(())
}

/// A file from this machine, whose link is as good as a token.
async fn downloaded(planted: &Sentinels, looked: &mut Looked<'_>) -> io::Result<()> {
    let server = Chaos::start(Script::answer(&goods::file())).await?;
    let client = Client::builder().server(Server::Partner).credentials(AccessToken::new(planted.value(ACCESS_TOKEN)));
    let client = client.downloads(Downloads::default().allow_loopback()).build().map_err(io::Error::other)?;
    let download = client.download_report(&execution(&goods::link(&server.url(), planted)));
    looked.debug(&download.to_writer(&mut tokio::io::sink()).await.map_err(io::Error::other)?);
    server.stop().await;
    Ok(())
}
