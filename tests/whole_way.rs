//! The whole way, from credentials to a file, against the service in this process.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::time::Duration;

use partner_insights::models::{CreateQuery, CreateReport, Execution, ReportId};
use partner_insights::runtime::Downloads;
use partner_insights::runtime::oauth::{Application, ClientCredentials, IdentityProvider, Renewed};
use partner_insights::{Client, Error, Server};
use partner_insights_emulator::{Emulator, Family, FileFault, RunPlan};

const MINUTE: Duration = Duration::from_secs(60);

const QUERY: &str = "SELECT MpnId, PartnerName FROM Profile";

/// The service's clock moves with its requests, so nothing here waits for long.
async fn service() -> Emulator {
    let emulator = Emulator::start().await.unwrap();
    emulator.run_executions(RunPlan { queued: 10 * MINUTE, running: 20 * MINUTE });
    emulator.advance_per_request(5 * MINUTE);
    emulator
}

fn client(emulator: &Emulator) -> Client {
    let provider = IdentityProvider::entra(Emulator::tenant()).unwrap();
    let provider = provider.authority_anywhere(emulator.origin()).unwrap();
    let application = Application::with_secret(Emulator::client_id(), Emulator::client_secret());
    Client::builder()
        .server(Server::Partner)
        .base_url(emulator.url(Family::Partner))
        .credentials(Renewed::new(ClientCredentials::new(provider, application).unwrap()))
        .downloads(Downloads::default().allow_loopback())
        .build()
        .unwrap()
}

async fn order(client: &Client) -> Result<ReportId, Error> {
    let query = client.create_query(&CreateQuery::builder().name("Flow").query(QUERY).build()).await?;
    let rows = client.try_query().query_id(&query.query_id).await?;
    assert!(!rows.is_empty());
    let report = CreateReport::once().report_name("Flow").query_id(&query.query_id).build();
    Ok(client.create_report(&report).await?.into_inner().report_id)
}

async fn completed(client: &Client, report: &ReportId) -> Result<Execution, Error> {
    client.list_executions(std::slice::from_ref(report)).until_completed().every(Duration::from_millis(20)).await
}

#[tokio::test]
async fn from_credentials_to_a_file() {
    let emulator = service().await;
    let client = client(&emulator);
    let report = order(&client).await.unwrap();
    let execution = completed(&client, &report).await.unwrap();
    assert_eq!(emulator.token_requests(), 1);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    client.download_report(&execution).without_bom().to_file(&path).await.unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("MpnId,PartnerName\r\n"), "{text}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing but the file is left");

    client.delete_report(&report).await.unwrap();
    let queries = client.list_queries().include_system_queries(false).await.unwrap();
    for query in queries.iter() {
        client.delete_query(&query.query_id).await.unwrap();
    }
    assert!(client.list_executions(&[report]).await.unwrap().is_empty());
    assert!(
        emulator
            .requests()
            .iter()
            .filter(|sent| sent.path.starts_with("/download"))
            .all(|sent| { sent.header("authorization").is_none() && sent.header("referer").is_none() })
    );
}

#[tokio::test]
async fn a_scheduled_report_is_waited_for_without_its_past() {
    let emulator = service().await;
    let client = client(&emulator);
    let report = order(&client).await.unwrap();
    completed(&client, &report).await.unwrap();
    let again = client.list_executions(std::slice::from_ref(&report)).until_completed().only_new();
    let error = again.every(Duration::from_millis(20)).within(Duration::from_millis(200)).await.unwrap_err();
    assert!(error.is_timeout(), "a report that ran once does not run again: {error}");
}

#[tokio::test]
async fn an_execution_that_fails_ends_the_wait() {
    let emulator = service().await;
    emulator.fail_next_execution();
    let client = client(&emulator);
    let report = order(&client).await.unwrap();
    let error = completed(&client, &report).await.unwrap_err();
    assert!(error.is_hopeless() && error.last_state() == Some("Failed"), "{error}");
}

#[tokio::test]
async fn a_link_that_expires_is_asked_for_again() {
    let emulator = service().await;
    emulator.file_rows(20_000);
    let client = client(&emulator);
    let report = order(&client).await.unwrap();
    let execution = completed(&client, &report).await.unwrap();
    emulator.fault_next_file(FileFault::CutAfter(100_000));
    emulator.advance(48 * 60 * MINUTE);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    let renewed = client.clone();
    let download = client.download_report(&execution).renew(move || {
        let client = renewed.clone();
        let report = report.clone();
        async move {
            let executions = client.list_executions(&[report]).await?;
            let link = executions.first().and_then(|execution| execution.report_access_secure_link.as_ref());
            Ok(link.map(|link| link.expose().as_str().to_owned()).unwrap_or_default())
        }
    });
    let file = download.to_file(&path).await.unwrap();
    assert_eq!(file.length(), fs::metadata(&path).unwrap().len());
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 20_001);
}

#[tokio::test]
async fn lists_that_come_in_pages_are_one_list() {
    let emulator = service().await;
    emulator.page_size(7);
    let client = client(&emulator);
    let all = client.list_queries().items().all().await.unwrap();
    let mut pages = client.list_queries().pages();
    let mut counts = Vec::new();
    while let Some(page) = pages.next().await {
        counts.push(page.unwrap().len());
    }
    assert_eq!(counts.iter().sum::<usize>(), all.len());
    assert!(counts.len() > 1 && counts.iter().all(|count| *count <= 7), "{counts:?}");
    assert_eq!(client.list_queries().await.unwrap().len(), 7, "without pages it is the first");
}
