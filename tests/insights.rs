//! Where the pages, the samples and the service disagree: one test for each quirk of `docs/insights.md`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod memory;
mod samples;

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use partner_insights::models::{
    CallbackMethod, CreateQuery, CreateReport, DatasetName, ExecutionId, ExecutionStatus, Failure, Format, QueryId,
    QueryTime, Report, ReportId, ReportStatus, TimeSpan, UpdateReport,
};
use partner_insights::runtime::BoxFuture;
use partner_insights::{AccessToken, Client, Credentials, CredentialsError, DateTime, Error, Json, Server, Url, Uuid};
use serde_json::{Value, json};

use memory::{Sent, Service};
use samples::{
    EXECUTION, OTHER_REPORT, PRINTED_REPORT, QUERY, REFUSAL, REPORT, camel_case, envelope, execution, failures,
    printed_report_without_comma, query, report, with, without,
};

/// The error of a request that must not succeed.
async fn error_of<T>(request: impl IntoFuture<Output = Result<T, Error>>) -> Error {
    match request.await {
        Ok(_) => panic!("it was answered"),
        Err(error) => error,
    }
}

/// A request that is not sent because of what it says, with the whole message.
async fn refused<T>(service: &Service, request: impl IntoFuture<Output = Result<T, Error>>, message: &str) {
    let error = error_of(request).await;
    assert!(error.is_invalid_argument(), "{error}");
    assert_eq!(error.to_string(), message);
    assert_eq!(service.take(), [], "something was sent: {error}");
}

/// The reports that the client reads from an answer.
async fn reports_in(answer: &Value) -> Vec<Report> {
    Service::json(200, answer).partner().list_reports().await.unwrap().into_inner()
}

async fn report_in(item: Value) -> Report {
    let [report] = &mut reports_in(&envelope(&[item])).await[..] else { panic!("not one report") };
    report.clone()
}

fn id(text: &str) -> ReportId {
    ReportId::new(text)
}

fn time(text: &str) -> DateTime {
    DateTime::parse(text).unwrap()
}

fn every(start: &str, interval: i32, count: Option<i32>) -> CreateReport {
    let report = CreateReport::every()
        .report_name("Weekly")
        .query_id(QUERY)
        .start_time(time(start))
        .recurrence_interval(interval);
    match count {
        Some(count) => report.recurrence_count(count).build(),
        None => report.build(),
    }
}

const START: &str = "2099-10-01T00:00:00Z";

fn every_hours(interval: i32) -> CreateReport {
    every(START, interval, None)
}

fn update(start: &str) -> UpdateReport {
    UpdateReport::builder().report_name("Weekly").start_time(time(start)).build()
}

fn create_query() -> CreateQuery {
    CreateQuery::builder().name("Customers").query("SELECT CustomerName FROM CustomersAndTenants").build()
}

#[tokio::test]
async fn q01_both_casings_decode() {
    let answer = envelope(&[report(), with(report(), json!({ "ReportStatus": "Paused", "Query": null }))]);
    let pascal = Service::json(200, &answer).partner().list_reports().await.unwrap();
    let camel = Service::json(200, &camel_case(&answer)).partner().list_reports().await.unwrap();
    assert_eq!(pascal.as_inner(), camel.as_inner());
    assert_eq!(pascal.envelope(), camel.envelope());
    assert_eq!(pascal.envelope().unwrap().message.as_deref(), Some("Done"));
    assert_eq!(pascal[1].report_status, ReportStatus::Paused);
}

#[tokio::test]
async fn q02_bodies_are_sent_in_pascal_case() {
    let service = Service::json(200, &envelope(&[query()]));
    let query = CreateQuery::builder().description("Who").name("Customers").query("SELECT A FROM B").build();
    service.partner().create_query(&query).await.unwrap();
    assert_eq!(service.take_body(), json!({ "Name": "Customers", "Description": "Who", "Query": "SELECT A FROM B" }));

    let service = Service::json(200, &envelope(&[report()]));
    let marketplace = service.client(Server::Marketplace);
    let callback = Url::parse("https://www.contoso.com/callback").unwrap();
    let once = CreateReport::once()
        .report_name("Now")
        .description("Once")
        .query_id(QUERY)
        .format(Format::Tsv)
        .callback_url(callback.clone())
        .callback_method(CallbackMethod::Get)
        .query_start_time("2026-10-01")
        .query_end_time("2026-10-31T00:00:00Z")
        .build();
    marketplace.create_report(&once).await.unwrap();
    assert_eq!(
        service.take_body(),
        json!({
            "ReportName": "Now", "Description": "Once", "QueryId": QUERY, "Format": "TSV",
            "CallbackUrl": callback.as_str(), "CallbackMethod": "GET", "ExecuteNow": true,
            "QueryStartTime": "2026-10-01", "QueryEndTime": "2026-10-31T00:00:00Z",
        })
    );

    marketplace.create_report(&every(START, 24, Some(7))).await.unwrap();
    assert_eq!(
        service.take_body(),
        json!({
            "ReportName": "Weekly", "QueryId": QUERY, "StartTime": START,
            "RecurrenceInterval": 24, "RecurrenceCount": 7,
        })
    );

    let update = UpdateReport::builder()
        .report_name("Weekly")
        .start_time(time(START))
        .end_time(time("2099-12-31T00:00:00Z"))
        .recurrence_interval(168)
        .recurrence_count(8)
        .format(Format::Csv)
        .callback_url(callback.clone())
        .callback_method(CallbackMethod::Post)
        .build();
    marketplace.update_report().report_id(&id(REPORT)).body(&update).await.unwrap();
    assert_eq!(
        service.take_body(),
        json!({
            "ReportName": "Weekly", "StartTime": START, "endTime": "2099-12-31T00:00:00Z",
            "RecurrenceInterval": 168, "RecurrenceCount": 8, "Format": "CSV",
            "CallbackUrl": callback.as_str(), "CallbackMethod": "POST",
        })
    );
}

#[tokio::test]
async fn q03_mixed_casing_in_one_answer_decodes() {
    let camel = with(without(camel_case(&report()), "callbackMethod"), json!({ "CallbackMethod": "POST" }));
    let pascal = with(without(report(), "ExecuteNow"), json!({ "executeNow": true }));
    let reports = reports_in(&envelope(&[camel, pascal])).await;
    assert_eq!(reports[0].callback_method, Some(CallbackMethod::Post));
    assert_eq!(reports[1].execute_now, Some(true));

    let dataset = json!({ "DatasetName": "Profile", "SelectableColumns": ["City"], "minimumRecurrenceInterval": 24 });
    let datasets = Service::json(200, &envelope(&[dataset])).partner().list_datasets().await.unwrap();
    assert_eq!(datasets[0].minimum_recurrence_interval, Some(24));
}

#[tokio::test]
async fn q04_blanks_around_names_are_ignored() {
    let dataset = json!({ "DatasetName ": "ISVUsage", "AvailableDateRanges ": ["LAST_MONTH", "LIFETIME"] });
    let datasets = Service::json(200, &envelope(&[dataset])).partner().list_datasets().await.unwrap();
    assert_eq!(datasets[0].dataset_name, DatasetName::IsvUsage);
    assert_eq!(datasets[0].available_date_ranges, Some(vec![TimeSpan::LastMonth, TimeSpan::Lifetime]));
    let report = report_in(with(without(report(), "RecurrenceCount"), json!({ " RecurrenceCount": 20 }))).await;
    assert_eq!(report.recurrence_count, Some(20));
}

#[tokio::test]
async fn q05_path_ids_are_required() {
    let service = Service::json(200, &envelope(&[report()]));
    let client = service.partner();
    for (text, what) in [
        ("", "must not be empty"),
        (".", "must not be `.` or `..`"),
        ("..", "must not be `.` or `..`"),
        ("a\r\nb", "must not contain control characters"),
        ("a/b", "must be a UUID"),
    ] {
        let report = id(text);
        let message = |call: &str| format!("{call}: `path.reportId` {what}");
        let body = update(START);
        let request = client.update_report().body(&body).report_id(&report);
        refused(&service, request, &message("update_report: PUT /ScheduledReport/{reportId}")).await;
        let request = client.delete_report(&report);
        refused(&service, request, &message("delete_report: DELETE /ScheduledReport/{reportId}")).await;
        let request = client.pause_report(&report);
        refused(&service, request, &message("pause_report: PUT /ScheduledReport/pause/{reportId}")).await;
        let request = client.resume_report(&report);
        refused(&service, request, &message("resume_report: PUT /ScheduledReport/resume/{reportId}")).await;
        let request = client.list_executions(std::slice::from_ref(&report));
        refused(&service, request, &message("list_executions: GET /ScheduledReport/execution/{reportId}")).await;
        let request = client.delete_query(&QueryId::new(text));
        let message = format!("delete_query: DELETE /ScheduledQueries/{{queryId}}: `path.queryId` {what}");
        refused(&service, request, &message).await;
    }
    let message = "list_executions: GET /ScheduledReport/execution/{reportId}: `path.reportId` is required";
    refused(&service, client.list_executions(&[]), message).await;
}

#[tokio::test]
async fn q06_ids_go_into_the_documented_paths() {
    let service = Service::json(200, &envelope(&[report()]));
    let client = service.partner();
    let report = id(REPORT);
    client.update_report().report_id(&report).body(&update(START)).await.unwrap();
    client.delete_report(&report).await.unwrap();
    client.pause_report(&report).await.unwrap();
    client.resume_report(&report).await.unwrap();
    let mut sent = service.take();
    assert!(sent[0].body.take().is_some(), "an update has a body");
    assert_eq!(
        sent,
        [
            Sent::bare("PUT", &format!("/ScheduledReport/{REPORT}")),
            Sent::bare("DELETE", &format!("/ScheduledReport/{REPORT}")),
            Sent::bare("PUT", &format!("/ScheduledReport/pause/{REPORT}")),
            Sent::bare("PUT", &format!("/ScheduledReport/resume/{REPORT}")),
        ]
    );

    let service = Service::json(200, &envelope(&[execution("Completed")]));
    service.partner().list_executions(&[report, id(OTHER_REPORT)]).await.unwrap();
    let path = format!("/ScheduledReport/execution/{REPORT}%3B{OTHER_REPORT}");
    assert_eq!(service.take(), [Sent::bare("GET", &path)]);

    let service = Service::json(200, &envelope(&[query()]));
    service.partner().delete_query(&QueryId::new(QUERY)).await.unwrap();
    assert_eq!(service.take(), [Sent::bare("DELETE", &format!("/ScheduledQueries/{QUERY}"))]);
}

#[tokio::test]
async fn q07_query_names_are_those_of_the_uri() {
    let service = Service::json(200, &envelope(&[query()]));
    let request = service.partner().list_queries().include_only_system_queries(true).include_system_queries(false);
    request.await.unwrap();
    let sent = service.take();
    assert_eq!(sent[0].query.as_deref(), Some("includeSystemQueries=false&includeOnlySystemQueries=true"));
}

#[tokio::test]
async fn q08_every_status_has_a_typed_body() {
    type Question = fn(&Error) -> bool;
    let statuses: [(u16, Question); 7] = [
        (400, |error| !error.is_transient()),
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (429, Error::is_rate_limited),
        (500, Error::is_transient),
        (503, Error::is_transient),
    ];
    for (status, is_as_said) in statuses {
        for body in failures(status) {
            let error = error_of(Service::json(status, &body).partner().create_query(&create_query())).await;
            assert!(is_as_said(&error), "{error}");
            assert_eq!(error.message(), Some(REFUSAL), "{body}");
            let failure: Failure = error.body().unwrap();
            assert_eq!(failure.message.or(failure.description).as_deref(), Some(REFUSAL), "{body}");
            assert_eq!(failure.code.as_ref(), body.get("code"), "{body}");
        }
        for (content_type, body) in [("text/html", "<html>busy</html>"), ("application/json", "")] {
            let service = Service::answering(status, content_type, body);
            let error = error_of(service.partner().create_query(&create_query())).await;
            assert!(is_as_said(&error), "{error}");
            assert_eq!(error.raw_body().unwrap(), body);
            assert_eq!((error.message(), error.body::<Failure>()), (None, None));
        }
    }
}

#[tokio::test]
async fn q10_total_count_is_not_enforced() {
    let rows = [json!({ "SubscriptionId": "251DE3D4" }), json!({ "SubscriptionId": "758A0647" })];
    let service = Service::json(200, &with(envelope(&rows), json!({ "TotalCount": 100 })));
    let answer = service.partner().try_query().query_id(&QueryId::new(QUERY)).await.unwrap();
    assert_eq!(answer.as_inner()[..], rows);
    assert_eq!(answer.envelope().unwrap().total_count, Some(100));
}

#[tokio::test]
async fn q11_invalid_json_is_a_located_error() {
    let service = Service::answering(200, "application/json", PRINTED_REPORT);
    let error = error_of(service.partner().resume_report(&id(REPORT))).await;
    assert!(error.is_decode());
    assert_eq!(
        error.to_string(),
        "resume_report: PUT /ScheduledReport/resume/{reportId}: 200 OK: trailing comma (line 25, column 1)"
    );
    assert_eq!(error.raw_body().unwrap(), PRINTED_REPORT);
}

/// The page's placeholders are no times, addresses or states; that they are read is what matters here.
#[tokio::test]
async fn the_printed_report_decodes_without_its_last_comma() {
    let service = Service::json(200, &printed_report_without_comma());
    let report = service.partner().resume_report(&id(REPORT)).await.unwrap();
    assert_eq!((report.report_id.as_str(), report.report_status.as_str()), ("string", "string"));
    assert!(!report.created_time.is_valid());
    assert_eq!(report.envelope().unwrap().status_code, Some(0));

    let mut answer = printed_report_without_comma();
    for (name, value) in samples::report().as_object().unwrap() {
        let printed = answer["Value"][0].get_mut(name).unwrap();
        *printed = value.clone();
    }
    let answer = with(answer, json!({ "TotalCount": 1, "StatusCode": 200, "Message": "Report resumed" }));
    let pascal = Service::json(200, &answer).partner().resume_report(&id(REPORT)).await.unwrap();
    let camel = Service::json(200, &camel_case(&answer)).partner().resume_report(&id(REPORT)).await.unwrap();
    assert_eq!(pascal.as_inner(), camel.as_inner());
    assert_eq!(pascal.envelope(), camel.envelope());
    assert_eq!(pascal.report_id, id(REPORT));
    assert_eq!(pascal.callback_method, Some(CallbackMethod::Get));
    assert_eq!(pascal.start_time, Some(time("2021-03-31T18:41:00Z")));
}

/// The four lists, by what each of them finds.
async fn lists(client: &Client) -> [Result<usize, Error>; 4] {
    [
        client.list_datasets().await.map(|found| found.len()),
        client.list_queries().await.map(|found| found.len()),
        client.list_reports().await.map(|found| found.len()),
        client.list_executions(&[id(REPORT)]).await.map(|found| found.len()),
    ]
}

#[tokio::test]
async fn q12_not_found_is_an_empty_list() {
    for body in failures(404) {
        for shape in [camel_case(&body), body] {
            let client = Service::json(404, &shape).partner();
            for list in lists(&client).await {
                assert_eq!(list.unwrap(), 0, "{shape}");
            }
            let query = create_query();
            let report = id(REPORT);
            for error in [
                error_of(client.create_query(&query)).await,
                error_of(client.delete_report(&report)).await,
                error_of(client.pause_report(&report)).await,
                error_of(client.try_query().export_query("SELECT A FROM B")).await,
            ] {
                assert!(error.is_not_found(), "{error}");
                assert_eq!(error.message(), Some(REFUSAL));
            }
        }
    }
}

#[tokio::test]
async fn q12_a_foreign_404_is_an_error() {
    for (content_type, body) in [
        ("text/html", "<html><body>404</body></html>"),
        ("application/json", ""),
        ("application/json", "[]"),
        ("application/json", "{}"),
        ("application/json", r#"{"error":"no route"}"#),
        ("application/json", r#"{"message":"cut"#),
    ] {
        for list in lists(&Service::answering(404, content_type, body).partner()).await {
            let error = list.unwrap_err();
            assert!(error.is_not_found(), "{error}");
            assert_eq!(error.raw_body().unwrap(), body);
        }
    }
}

#[tokio::test]
async fn q13_defaults_are_not_sent() {
    let service = Service::json(200, &envelope(&[execution("Pending")]));
    let executions = service.partner().list_executions(&[id(REPORT)]).await.unwrap();
    assert_eq!(executions[0].execution_status, ExecutionStatus::Pending);
    assert_eq!(service.take()[0].query, None);
}

#[tokio::test]
async fn q14_ids_with_blanks_are_refused() {
    let service = Service::json(200, &envelope(&[report()]));
    let client = service.partner();
    for text in [format!(" {OTHER_REPORT}"), format!("{OTHER_REPORT} ")] {
        let message = "pause_report: PUT /ScheduledReport/pause/{reportId}: `path.reportId` must be a UUID";
        refused(&service, client.pause_report(&id(&text)), message).await;
        let report = CreateReport::once().report_name("Now").query_id(text).build();
        let message = "create_report: POST /ScheduledReport: `body.QueryId` must be a UUID";
        refused(&service, client.create_report(&report), message).await;
    }
}

#[tokio::test]
async fn q15_a_schedule_has_no_query_times() {
    let names = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let service = Service::json(200, &envelope(&[report()]));
    let client = service.partner();
    client.create_report(&every_hours(24)).await.unwrap();
    let scheduled = ["QueryId", "RecurrenceInterval", "ReportName", "StartTime"].map(str::to_owned);
    assert_eq!(names(&service.take_body()), scheduled.into());
    let once = CreateReport::once().report_name("Now").query_id(QUERY).build();
    client.create_report(&once).await.unwrap();
    let body = service.take_body();
    assert_eq!(names(&body), ["ExecuteNow", "QueryId", "ReportName"].map(str::to_owned).into());
    assert_eq!(body["ExecuteNow"], true);
}

#[tokio::test]
async fn q16_received_blanks_are_kept() {
    let item = with(query(), json!({ "Name": " Customers", "QueryId": format!("{QUERY} ") }));
    let queries = Service::json(200, &envelope(&[item])).partner().list_queries().await.unwrap();
    assert_eq!(queries[0].name, " Customers");
    assert_eq!(queries[0].query_id.as_str(), format!("{QUERY} "));
}

#[tokio::test]
async fn q17_intervals_are_checked() {
    let service = Service::json(200, &envelope(&[report()]));
    let client = service.partner();
    let change = |interval| {
        let change = UpdateReport::builder().report_name("Weekly").start_time(time(START));
        change.recurrence_interval(interval).build()
    };
    for interval in [3, 2161, 0, -24, i32::MAX] {
        let what = "`body.RecurrenceInterval` must be between 4 and 2160";
        let message = format!("create_report: POST /ScheduledReport: {what}");
        refused(&service, client.create_report(&every_hours(interval)), &message).await;
        let request = client.update_report().report_id(&id(REPORT)).body(&change(interval));
        refused(&service, request, &format!("update_report: PUT /ScheduledReport/{{reportId}}: {what}")).await;
    }
    for interval in [4, 2160] {
        client.create_report(&every_hours(interval)).await.unwrap();
        assert_eq!(service.take_body()["RecurrenceInterval"], interval);
        client.update_report().report_id(&id(REPORT)).body(&change(interval)).await.unwrap();
        assert_eq!(service.take_body()["RecurrenceInterval"], interval);
    }
}

#[tokio::test]
async fn q18_an_early_start_is_left_to_the_service() {
    let message = "Start time of report should at least be 4 hours from current UTC time";
    let service = Service::json(400, &json!({ "value": [], "message": message, "statusCode": 400 }));
    let error = error_of(service.partner().create_report(&every("2021-03-31T18:41:00Z", 24, None))).await;
    assert_eq!(service.take_body()["StartTime"], "2021-03-31T18:41:00Z");
    assert_eq!(error.to_string(), format!("create_report: POST /ScheduledReport: 400 Bad Request: {message}"));
}

#[tokio::test]
async fn q19_marketplace_needs_a_recurrence_count() {
    let service = Service::json(200, &envelope(&[report()]));
    let marketplace = service.client(Server::Marketplace);
    let request = marketplace.create_report(&every_hours(24));
    let message = "create_report: POST /ScheduledReport: `body.RecurrenceCount` is required on this server";
    refused(&service, request, message).await;
    for server in [Server::Partner, Server::Store] {
        service.client(server).create_report(&every_hours(24)).await.unwrap();
        assert_eq!(service.take_body().get("RecurrenceCount"), None);
    }
    for server in [Server::Marketplace, Server::Partner] {
        let client = service.client(server);
        client.update_report().report_id(&id(REPORT)).body(&update(START)).await.unwrap();
        assert_eq!(service.take_body().get("RecurrenceCount"), None);
        let message = "create_report: POST /ScheduledReport: `body.RecurrenceCount` must be between 1 and 2147483647";
        refused(&service, client.create_report(&every(START, 24, Some(0))), message).await;
    }
}

#[tokio::test]
async fn q20_any_number_of_rows() {
    for count in [0, 10, 100, 101] {
        let rows: Vec<Value> = (0..count).map(|row| json!({ "Row": row })).collect();
        let service = Service::json(200, &envelope(&rows));
        let answer = service.partner().try_query().export_query("SELECT Row FROM B").await.unwrap();
        assert_eq!(answer.as_inner(), &rows);
    }
}

#[tokio::test]
async fn q21_an_error_inside_a_200_is_an_error() {
    let body = json!({ "message": "Invalid QueryId", "statusCode": 400 });
    for body in [body.clone(), with(body.clone(), json!({ "value": null })), with(body, json!({ "value": [] }))] {
        let client = Service::json(200, &body).partner();
        let query = create_query();
        let report = every_hours(24);
        for (error, call) in [
            (error_of(client.create_query(&query)).await, "create_query: POST /ScheduledQueries"),
            (error_of(client.create_report(&report)).await, "create_report: POST /ScheduledReport"),
            (error_of(client.list_reports()).await, "list_reports: GET /ScheduledReport"),
        ] {
            assert_eq!((error.status().unwrap().as_u16(), error.service_status()), (200, Some(400)));
            assert_eq!(error.message(), Some("Invalid QueryId"));
            assert_eq!(error.to_string(), format!("{call}: 200 OK, but the body says 400: Invalid QueryId"));
        }
    }
}

#[tokio::test]
async fn q22_an_execution_without_location_decodes() {
    let bare = execution("Completed");
    let link = "https://reports.example.net/906931dc.csv?signature=hunter2";
    let items = [
        bare.clone(),
        with(bare.clone(), json!({ "ReportLocation": null, "ReportAccessSecureLink": null })),
        with(bare, json!({ "ReportAccessSecureLink": link })),
    ];
    let executions = Service::json(200, &envelope(&items)).partner().list_executions(&[id(REPORT)]).await.unwrap();
    assert_eq!(executions[0], executions[1]);
    assert_eq!((&executions[0].report_location, &executions[0].report_access_secure_link), (&None, &None));
    let secret = executions[2].report_access_secure_link.as_ref().unwrap();
    assert_eq!(secret.expose().as_str(), link);
    let shown = format!("{executions:?}");
    assert!(shown.contains("report_access_secure_link: Some([redacted])"), "{shown}");
    assert!(!shown.contains("reports.example.net"), "{shown}");
}

#[tokio::test]
async fn q24_misspelt_and_new_datasets_are_kept() {
    let names = ["CompetencyPeformanceRequirement", "CompetencyPerformanceRequirement", "somethingNew"];
    let items = names.map(|name| json!({ "DatasetName": name, "AvailableDateRanges": ["LAST_9_WEEKS"] }));
    let datasets = Service::json(200, &envelope(&items)).partner().list_datasets().await.unwrap();
    for (dataset, name) in datasets.iter().zip(names) {
        assert_eq!(dataset.dataset_name.to_string(), name);
        assert_eq!(dataset.available_date_ranges.as_ref().unwrap()[0].as_str(), "LAST_9_WEEKS");
    }
    assert_eq!(datasets[0].dataset_name, DatasetName::CompetencyPeformanceRequirement);
    assert_eq!(datasets[1].dataset_name, DatasetName::CompetencyPerformanceRequirement);
    assert!(matches!(&datasets[2].dataset_name, DatasetName::Unknown(name) if name.as_str() == "somethingNew"));

    let report = report_in(with(report(), json!({ "ReportStatus": "Sleeping" }))).await;
    assert_eq!(report.report_status.to_string(), "Sleeping");
    let service = Service::json(200, &envelope(&[execution("Stuck")]));
    let executions = service.partner().list_executions(&[id(REPORT)]).await.unwrap();
    assert_eq!(executions[0].execution_status.as_str(), "Stuck");
}

#[tokio::test]
async fn q25_both_reseller_datasets_decode() {
    for (name, known) in [
        ("ResellerPerformance", DatasetName::ResellerPerformance),
        ("CloudProductsResellerPerformance", DatasetName::CloudProductsResellerPerformance),
        ("CLASSurfacePropensity", DatasetName::ClasSurfacePropensity),
    ] {
        let service = Service::json(200, &envelope(&[json!({ "DatasetName": name })]));
        let datasets = service.partner().list_datasets().dataset_name(&known).await.unwrap();
        assert_eq!(datasets[0].dataset_name, known);
        assert_eq!(service.take()[0].query.as_deref(), Some(format!("datasetName={name}").as_str()));
    }
}

#[tokio::test]
async fn q26_format_is_read_in_any_case() {
    for text in ["csv", "CSV", "Csv"] {
        assert_eq!(report_in(with(report(), json!({ "Format": text }))).await.format, Some(Format::Csv));
    }
    let service = Service::json(200, &envelope(&[report()]));
    let once = CreateReport::once().report_name("Now").query_id(QUERY).format("csv").build();
    service.partner().create_report(&once).await.unwrap();
    assert_eq!(service.take_body()["Format"], "CSV");
}

#[tokio::test]
async fn q27_a_callback_must_be_a_url() {
    for text in ["string", "www.contoso.com/callback", "https://", ""] {
        assert_eq!(Url::parse(text).unwrap_err().to_string(), "the text is not an absolute URL");
    }
    // The service may hold one all the same; it is read, and not sent back.
    let received = report_in(with(report(), json!({ "CallbackUrl": "string" }))).await.callback_url.unwrap();
    assert_eq!((received.as_str(), received.is_valid()), ("string", false));
    let service = Service::json(200, &envelope(&[report()]));
    let once = CreateReport::once().report_name("Now").query_id(QUERY).callback_url(received).build();
    let message =
        "create_report: POST /ScheduledReport: `body.CallbackUrl` was received in a format that it must not be sent in";
    refused(&service, service.partner().create_report(&once), message).await;
}

#[tokio::test]
async fn q28_times_are_checked() {
    assert_eq!(
        DateTime::parse("2026-10-01T00:00:00").unwrap_err().to_string(),
        "the text is not a date and time with an offset as in 2026-11-23T01:12:04Z"
    );
    let service = Service::json(200, &envelope(&[report()]));
    let client = service.partner();
    for start in ["2026-10-01T00:00:00.5Z", "2026-10-01T02:00:00+02:00", "2026-10-01 00:00:00Z"] {
        let what = "`body.StartTime` must match the pattern `^[0-9-]+T[0-9:]+Z$`";
        let message = format!("create_report: POST /ScheduledReport: {what}");
        refused(&service, client.create_report(&every(start, 24, None)), &message).await;
        let body = update(start);
        let request = client.update_report().report_id(&id(REPORT)).body(&body);
        refused(&service, request, &format!("update_report: PUT /ScheduledReport/{{reportId}}: {what}")).await;
    }
    let once =
        |start: QueryTime| CreateReport::once().report_name("Now").query_id(QUERY).query_start_time(start).build();
    for start in ["2026-10-01", "2026-10-01T00:00:00Z"] {
        client.create_report(&once(start.into())).await.unwrap();
        assert_eq!(service.take_body()["QueryStartTime"], start);
    }
    for start in ["2026-10-01 00:00:00Z", "2026-10-01T00:00:00", "2026-10-01T00:00:00.000Z", "10/01/2026", ""] {
        let error = error_of(client.create_report(&once(start.into()))).await;
        assert!(error.is_invalid_argument() && error.to_string().contains("`body.QueryStartTime`"), "{error}");
    }
    assert_eq!(service.take(), []);
}

#[tokio::test]
async fn q30_query_text_is_optional() {
    assert!(report_in(report()).await.query.is_some());
    assert_eq!(report_in(without(report(), "Query")).await.query, None);
    assert_eq!(report_in(with(report(), json!({ "Query": null }))).await.query, None);
}

#[tokio::test]
async fn times_without_zone_are_kept() {
    let report = report_in(with(report(), json!({ "CreatedTime": "2021-01-06T05:38:34" }))).await;
    assert_eq!(report.created_time.as_str(), "2021-01-06T05:38:34");
    assert!(!report.created_time.is_valid());
    assert_eq!(report.created_time.system_time(), None);
}

#[tokio::test]
async fn end_time_exists_on_marketplace_alone() {
    let service = Service::json(200, &envelope(&[report()]));
    let change = UpdateReport::builder().report_name("Weekly").start_time(time(START));
    let change = change.end_time(time("2099-12-31T00:00:00Z")).build();
    let request = |server| service.client(server).update_report().report_id(&id(REPORT)).body(&change);
    request(Server::Marketplace).await.unwrap();
    assert_eq!(service.take_body()["endTime"], "2099-12-31T00:00:00Z");
    for server in [Server::Partner, Server::Store] {
        let message = "update_report: PUT /ScheduledReport/{reportId}: `body.endTime` does not exist on this server";
        refused(&service, request(server), message).await;
    }
}

#[tokio::test]
async fn marketplace_v1_update_needs_format_and_callback() {
    let service = Service::json(200, &envelope(&[report()]));
    #[expect(deprecated, reason = "it can still be talked to")]
    let client = service.client(Server::MarketplaceV1);
    let message = "update_report: PUT /ScheduledReport/{reportId}: `body.Format` is required on this server; \
                   `body.CallbackUrl` is required on this server";
    let bare = update(START);
    refused(&service, client.update_report().report_id(&id(REPORT)).body(&bare), message).await;
    let full = UpdateReport::builder().report_name("Weekly").start_time(time(START)).format(Format::Tsv);
    let full = full.callback_url(Url::parse("https://www.contoso.com/callback").unwrap()).build();
    client.update_report().report_id(&id(REPORT)).body(&full).await.unwrap();
    assert_eq!(service.take_body()["Format"], "TSV");
}

type Outcome = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

fn outcome<T: 'static, R>(request: R) -> Outcome
where
    R: IntoFuture<Output = Result<T, Error>>,
    R::IntoFuture: 'static,
{
    let answer = request.into_future();
    Box::pin(async { answer.await.map(drop) })
}

#[tokio::test]
async fn headers_of_every_call() {
    let service = Service::json(500, &json!({}));
    let client = service.partner();
    let report = id(REPORT);
    let calls = [
        outcome(client.list_datasets()),
        outcome(client.create_query(&create_query())),
        outcome(client.list_queries()),
        outcome(client.delete_query(&QueryId::new(QUERY))),
        outcome(client.try_query().export_query("SELECT A FROM B")),
        outcome(client.create_report(&every_hours(24))),
        outcome(client.list_reports()),
        outcome(client.update_report().report_id(&report).body(&update(START))),
        outcome(client.delete_report(&report)),
        outcome(client.pause_report(&report)),
        outcome(client.resume_report(&report)),
        outcome(client.list_executions(&[report]).execution_id(&[ExecutionId::new(EXECUTION)])),
    ];
    for call in calls {
        assert_eq!(call.await.unwrap_err().service_status(), Some(500));
    }
    let requests = service.requests();
    assert_eq!(requests.len(), 12);
    let mut ids = BTreeSet::new();
    for request in &requests {
        let header = |name: &str| request.headers()[name].to_str().unwrap();
        assert_eq!(header("content-type"), "application/json");
        assert_eq!(header("authorization"), "Bearer t0ken");
        assert!(request.headers()["authorization"].is_sensitive());
        assert!(!request.headers().contains_key("ValidateMfa"));
        for name in ["MS-CorrelationId", "MS-RequestId"] {
            assert!(Uuid::parse(header(name)).is_ok(), "{name}: {}", header(name));
            assert!(ids.insert(header(name).to_owned()), "{name} is used twice");
        }
    }
    let _ = client.list_datasets().validate_mfa(true).await;
    assert_eq!(service.requests().last().unwrap().headers()["ValidateMfa"], "true");
}

/// Remembers whom its tokens were for.
#[derive(Clone, Default)]
struct Audiences(Arc<Mutex<Vec<String>>>);

impl Credentials for Audiences {
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        self.0.lock().unwrap().push(audience.to_owned());
        Box::pin(std::future::ready(Ok(AccessToken::new("t0ken"))))
    }
}

#[tokio::test]
async fn each_server_asks_for_its_audience() {
    let service = Service::json(200, &envelope(&[]));
    let credentials = Audiences::default();
    #[expect(deprecated, reason = "it can still be talked to")]
    let servers = [Server::Partner, Server::Marketplace, Server::MarketplaceV1, Server::Store];
    for server in servers {
        let datasets = service.client_with(server, credentials.clone()).list_datasets().await.unwrap();
        assert!(datasets.is_empty());
    }
    let partner_center = "https://api.partnercenter.microsoft.com";
    let expected = [partner_center, partner_center, partner_center, "https://manage.devcenter.microsoft.com"];
    assert_eq!(*credentials.0.lock().unwrap(), expected);
}

/// A value of a column may be anything.
#[tokio::test]
async fn rows_are_json() {
    let row = json!({ "Count": 18_446_744_073_709_551_615_u64, "Date": null, "Nested": [{ "a": 1.5 }] });
    let service = Service::json(200, &envelope(std::slice::from_ref(&row)));
    let rows: Vec<Json> = service.partner().try_query().export_query("SELECT A FROM B").await.unwrap().into_inner();
    assert_eq!(rows, [row]);
}
