//! The flagship's mocks and router, which are behind features: `cargo test --features server,mock --test serving`.

use partner_insights::mock::Mock;
use partner_insights::models::{CreateQuery, Failure, Report, ReportId, ReportStatus};
use partner_insights::runtime::http::Request;
use partner_insights::server::{
    self, CreateQueryAnswer, CreateQueryInput, CreateReportAnswer, CreateReportInput, DeleteQueryAnswer,
    DeleteQueryInput, DeleteReportAnswer, DeleteReportInput, ListDatasetsAnswer, ListDatasetsInput,
    ListExecutionsAnswer, ListExecutionsInput, ListQueriesAnswer, ListQueriesInput, ListReportsAnswer,
    ListReportsInput, PauseReportAnswer, PauseReportInput, ResumeReportAnswer, ResumeReportInput, TryQueryAnswer,
    TryQueryInput, UpdateReportAnswer, UpdateReportInput,
};
use partner_insights::{Bytes, DateTime, StatusCode, TransportError};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const REPORT: &str = "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10";

fn report(status: ReportStatus) -> Result<Report, Box<dyn std::error::Error>> {
    let created = DateTime::parse("2026-11-23T01:12:04Z")?;
    let report = Report::builder().report_id(REPORT).report_name("Sales").query_id(REPORT).created_time(created);
    Ok(report.report_status(status).build())
}

#[tokio::test]
async fn a_mock_answers_what_it_was_told() -> Outcome {
    let mock = Mock::new();
    let report_id = ReportId::new(REPORT);
    let resumed = mock.resume_report().when(&report_id).times(1).then(report(ReportStatus::Active)?);
    let failure = Failure::new().message("No item found with given filters.");
    let _missing = mock.resume_report().then(ResumeReportAnswer::Status404(Box::new(failure)));
    let _listed =
        mock.list_reports().matching(|input| input.report_id.len() == 2).then(vec![report(ReportStatus::Paused)?]);
    let client = mock.client()?;

    assert_eq!(client.resume_report(&report_id).await?.report_status, ReportStatus::Active);
    let error = client.resume_report(&report_id).await.err().ok_or("it answers once")?;
    assert_eq!(
        error.body::<Failure>().and_then(|failure| failure.message).as_deref(),
        Some("No item found with given filters.")
    );
    assert_eq!(client.list_reports().report_id(&[report_id.clone(), report_id.clone()]).await?.len(), 1);
    assert_eq!(resumed.calls()[0].report_id, report_id);
    mock.board().verify()?;

    let error = client.pause_report(&report_id).await.err().ok_or("nobody mocked it")?;
    assert!(error.to_string().contains("no mock answers this call of `pause_report`: there is none"), "{error}");
    assert_eq!(mock.board().unmatched()[0].operation(), "pause_report");
    Ok(())
}

#[tokio::test]
async fn a_mock_fails_as_networks_do() -> Outcome {
    let mock = Mock::new();
    let _fails = mock.create_query().then_fails(TransportError::connect("nobody is there"));
    let query = CreateQuery::builder().name("Sales").query("SELECT A FROM B").build();
    let error = mock.client()?.create_query(&query).await.err().ok_or("an answer")?;
    assert!(error.to_string().contains("nobody is there"), "{error}");
    Ok(())
}

/// Every operation answers with its own name, and with what it was given.
struct Echo;

macro_rules! echo {
    ($($method:ident($input:ident) -> $answer:ident;)*) => {
        impl server::Service for Echo {
            $(async fn $method(&self, input: $input, _: apiloom_server::Received) -> $answer {
                let text = format!("{} {input:?}", stringify!($method));
                apiloom_server::Reply::bytes(StatusCode::OK, "text/plain", text).into()
            })*
        }
    };
}

echo! {
    list_datasets(ListDatasetsInput) -> ListDatasetsAnswer;
    list_executions(ListExecutionsInput) -> ListExecutionsAnswer;
    create_query(CreateQueryInput) -> CreateQueryAnswer;
    list_queries(ListQueriesInput) -> ListQueriesAnswer;
    delete_query(DeleteQueryInput) -> DeleteQueryAnswer;
    try_query(TryQueryInput) -> TryQueryAnswer;
    create_report(CreateReportInput) -> CreateReportAnswer;
    list_reports(ListReportsInput) -> ListReportsAnswer;
    update_report(UpdateReportInput) -> UpdateReportAnswer;
    delete_report(DeleteReportInput) -> DeleteReportAnswer;
    pause_report(PauseReportInput) -> PauseReportAnswer;
    resume_report(ResumeReportInput) -> ResumeReportAnswer;
}

#[tokio::test]
async fn each_request_finds_its_operation() -> Outcome {
    let routes = server::routes(Echo);
    for (method, target, body, told) in [
        ("GET", "/ScheduledDataset", "", "list_datasets"),
        ("GET", "/ScheduledQueries/testQueryResult?queryId=9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10", "", "try_query"),
        ("DELETE", "/ScheduledQueries/9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10", "", "delete_query"),
        ("PUT", "/ScheduledReport/pause/9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10", "", "pause_report"),
        ("PUT", "/ScheduledReport/resume/9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10", "", "resume_report"),
        ("DELETE", "/ScheduledReport/9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10", "", "delete_report"),
        ("POST", "/ScheduledQueries", r#"{"name":"a","QUERY":"b"}"#, "create_query"),
        (
            "GET",
            "/ScheduledReport/execution/9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10?EXECUTIONSTATUS=pending;New",
            "",
            "list_executions",
        ),
    ] {
        let request = Request::builder().method(method).uri(target).header("Authorization", "Bearer t0ken");
        let reply = routes.answer(request.body(Bytes::from(body))?).await;
        let text = String::from_utf8_lossy(reply.body()).into_owned();
        assert!(text.starts_with(told), "{method} {target}: {text}");
    }
    let bare = Request::builder().uri("/ScheduledDataset").body(Bytes::new())?;
    assert_eq!(routes.answer(bare).await.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn a_refusal_may_be_answered_with_what_was_sent() -> Outcome {
    let routes = server::routes(Echo).refusals(|refusal, request| {
        let caller = request.headers().get("MS-RequestId").and_then(|id| id.to_str().ok()).unwrap_or_default();
        let places: Vec<&str> = refusal.problems().iter().map(apiloom_server::Problem::place).collect();
        let body = String::from_utf8_lossy(request.body());
        let text = format!("{caller} {} {} {body}", refusal.operation().unwrap_or_default(), places.join(","));
        apiloom_server::Reply::bytes(refusal.status(), "text/plain", text)
    });
    let request = Request::builder().method("POST").uri("/ScheduledQueries").header("Authorization", "Bearer t0ken");
    let request = request.header("MS-RequestId", "r1").body(Bytes::from(r#"{"Name":"a"}"#))?;
    let reply = routes.answer(request).await;
    assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
    assert_eq!(reply.body(), r#"r1 create_query body.Query {"Name":"a"}"#);
    Ok(())
}
