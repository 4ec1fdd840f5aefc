//! The client over real sockets: what the service receives, and what the caller gets.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use partner_insights::models::{
    CallbackMethod, CreateQuery, CreateReport, DatasetName, Execution, ExecutionStatus, Failure, Format, QueryId,
    QueryType, Report, ReportId, ReportStatus, UpdateReport,
};
use partner_insights::runtime::BoxFuture;
use partner_insights::{
    AccessToken, Client, ClientBuilder, Credentials, CredentialsError, DateTime, Error, Retry, Server, StatusCode, Url,
    Uuid,
};
use partner_insights_emulator::{Answer, Emulator, Family, ReceivedRequest};
use serde_json::{Value, json};

/// A report id of the right form that the service has never heard of.
const NOBODY: &str = "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10";

struct Session {
    emulator: Emulator,
    client: Client,
    family: Family,
}

impl Session {
    async fn start() -> Self {
        Self::of(Family::Partner).await
    }

    async fn of(family: Family) -> Self {
        let emulator = Emulator::start().await.unwrap();
        let client = Client::builder()
            .server(server(family))
            .credentials(AccessToken::new(emulator.token()))
            .base_url(emulator.url(family))
            .retry(Retry::never())
            .build()
            .unwrap();
        Self { emulator, client, family }
    }

    /// The latest request, after a look at all that is the same in each.
    fn received(&self, method: &str, path: &str, query: Option<&str>) -> ReceivedRequest {
        let request = self.emulator.last_request().unwrap();
        let path = format!("{}{path}", self.family.path());
        assert_eq!((&*request.method, &request.path, request.query.as_deref()), (method, &path, query));
        let header = |name: &str| request.header(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!(header("authorization"), format!("Bearer {}", self.emulator.token()));
        assert_eq!(header("content-type"), "application/json");
        assert_eq!(header("accept"), "application/json");
        assert_eq!(header("user-agent"), "Partner-Center-Insights/1 apiloom/0.1.0");
        for name in ["ms-correlationid", "ms-requestid"] {
            assert!(Uuid::parse(header(name)).is_ok(), "{name}: {}", header(name));
        }
        let length = match method {
            "PUT" | "POST" => Some(request.body.len().to_string()),
            _ => None,
        };
        assert_eq!(request.header("content-length"), length.as_deref());
        request
    }

    /// A report on a schedule, and its query.
    async fn report(&self) -> Report {
        let query = self.client.create_query(&query(self.family)).await.unwrap();
        self.client.create_report(&every_day(&query.query_id)).await.unwrap().into_inner()
    }

    /// Nothing was sent.
    fn is_untouched(&self) -> bool {
        self.emulator.requests().is_empty()
    }
}

fn server(family: Family) -> Server {
    match family {
        Family::Partner => Server::Partner,
        Family::Marketplace => Server::Marketplace,
        #[expect(deprecated, reason = "it can still be talked to")]
        Family::MarketplaceV1 => Server::MarketplaceV1,
        Family::Store => Server::Store,
    }
}

fn query_text(family: Family) -> &'static str {
    match family {
        Family::Partner => "SELECT MpnId, PartnerName FROM Profile",
        Family::Marketplace | Family::MarketplaceV1 => "SELECT CustomerId FROM ISVOrder TIMESPAN LAST_MONTH",
        Family::Store => "SELECT Market, InstallCount FROM Installs TIMESPAN LAST_MONTH",
    }
}

fn query(family: Family) -> CreateQuery {
    CreateQuery::builder().name("Every row & more").query(query_text(family)).build()
}

fn in_hours(hours: u64) -> DateTime {
    DateTime::from(SystemTime::now() + Duration::from_secs(hours * 3600))
}

fn every_day(query: &QueryId) -> CreateReport {
    CreateReport::every()
        .report_name("Daily")
        .query_id(query)
        .start_time(in_hours(5))
        .recurrence_interval(24)
        .recurrence_count(3)
        .build()
}

fn nobody() -> ReportId {
    ReportId::new(NOBODY)
}

async fn error_of<T>(request: impl IntoFuture<Output = Result<T, Error>>) -> Error {
    match request.await {
        Ok(_) => panic!("it was answered"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn queries_from_beginning_to_end() {
    for family in Family::ALL {
        let session = Session::of(family).await;
        let Session { client, .. } = &session;

        let datasets = client.list_datasets().await.unwrap();
        session.received("GET", "/ScheduledDataset", None);
        assert_eq!(datasets.status(), StatusCode::OK);
        assert!(datasets.len() > 3, "{family:?}: {datasets:?}");
        let dataset = &datasets[0];
        let found = client.list_datasets().dataset_name(&dataset.dataset_name).await.unwrap();
        let filter = format!("datasetName={}", dataset.dataset_name);
        session.received("GET", "/ScheduledDataset", Some(&filter));
        assert_eq!(found.as_inner(), std::slice::from_ref(dataset));

        let created = client.create_query(&query(family)).await.unwrap();
        let sent = session.received("POST", "/ScheduledQueries", None);
        assert_eq!(sent.json().unwrap(), json!({ "Name": "Every row & more", "Query": query_text(family) }));
        assert_eq!((&*created.name, &*created.query), ("Every row & more", query_text(family)));
        assert_eq!(created.kind, QueryType::UserDefined);
        assert!(created.created_time.is_valid());

        let listed = client.list_queries().query_name("Every row & more").include_system_queries(false);
        let listed = listed.await.unwrap();
        let filter = "queryName=Every%20row%20%26%20more&includeSystemQueries=false";
        session.received("GET", "/ScheduledQueries", Some(filter));
        assert_eq!(listed[0].query_id, created.query_id);
        let listed = client.list_queries().query_id(&created.query_id).await.unwrap();
        session.received("GET", "/ScheduledQueries", Some(&format!("queryId={}", created.query_id)));
        assert_eq!(listed.len(), 1);
        let system = client.list_queries().include_only_system_queries(true).await.unwrap();
        session.received("GET", "/ScheduledQueries", Some("includeOnlySystemQueries=true"));
        assert!(system.iter().all(|query| query.kind == QueryType::System));

        let rows = client.try_query().query_id(&created.query_id).await.unwrap();
        let filter = format!("queryId={}", created.query_id);
        session.received("GET", "/ScheduledQueries/testQueryResult", Some(&filter));
        assert_eq!(rows.len(), 100);
        let text = format!("{} LIMIT 2", query_text(family).split(" TIMESPAN").next().unwrap());
        let rows = client.try_query().export_query(&text).start_time("2026-01-01").await.unwrap();
        let filter = format!("startTime=2026-01-01&exportQuery={}", text.replace(' ', "%20").replace(',', "%2C"));
        session.received("GET", "/ScheduledQueries/testQueryResult", Some(&filter));
        assert!(rows.len() == 2 && rows[0].is_object(), "{rows:?}");

        let deleted = client.delete_query(&created.query_id).await.unwrap();
        session.received("DELETE", &format!("/ScheduledQueries/{}", created.query_id), None);
        assert_eq!(deleted.query_id, created.query_id);
        assert!(client.list_queries().query_id(&created.query_id).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn reports_from_beginning_to_end() {
    for family in Family::ALL {
        let session = Session::of(family).await;
        let Session { client, emulator, .. } = &session;
        let query = client.create_query(&query(family)).await.unwrap();

        let created = client.create_report(&every_day(&query.query_id)).await.unwrap();
        let sent = session.received("POST", "/ScheduledReport", None).json().unwrap();
        assert_eq!((&sent["RecurrenceInterval"], &sent["RecurrenceCount"]), (&json!(24), &json!(3)));
        assert_eq!(created.start_time.as_ref().unwrap().as_str(), sent["StartTime"]);
        assert_eq!((&created.report_status, created.format.as_ref()), (&ReportStatus::Active, Some(&Format::Csv)));
        assert_eq!(created.envelope().unwrap().message.as_deref(), Some("Report created successfully"));
        let report = &created.report_id;

        let once = CreateReport::once().report_name("Now").query_id(&query.query_id).format(Format::Tsv).build();
        let once = client.create_report(&once).await.unwrap();
        assert_eq!(once.format, Some(Format::Tsv));

        let both = [report.clone(), once.report_id.clone()];
        let listed = client.list_reports().report_id(&both).query_id(&query.query_id).await.unwrap();
        let filter = format!("reportId={report}%3B{}&queryId={}", once.report_id, query.query_id);
        session.received("GET", "/ScheduledReport", Some(&filter));
        assert_eq!(listed.iter().map(|report| &report.report_id).collect::<Vec<_>>(), [report, &once.report_id]);
        let listed = client.list_reports().report_name("Daily").await.unwrap();
        assert_eq!(listed[0].report_id, *report);

        let change = UpdateReport::builder()
            .report_name("Weekly")
            .start_time(in_hours(6))
            .recurrence_interval(168)
            .format(Format::Tsv)
            .callback_url(Url::parse("https://www.contoso.com/callback").unwrap())
            .callback_method(CallbackMethod::Get)
            .build();
        let changed = client.update_report().body(&change).report_id(report).await.unwrap();
        let sent = session.received("PUT", &format!("/ScheduledReport/{report}"), None).json().unwrap();
        assert_eq!((&sent["ReportName"], &sent["Format"]), (&json!("Weekly"), &json!("TSV")));
        assert_eq!((&*changed.report_name, changed.recurrence_interval), ("Weekly", Some(168)));
        assert!(changed.modified_time.is_some());

        let paused = client.pause_report(report).await.unwrap();
        let sent = session.received("PUT", &format!("/ScheduledReport/pause/{report}"), None);
        assert_eq!(sent.header("content-length"), Some("0"));
        assert_eq!(paused.report_status, ReportStatus::Paused);
        let resumed = client.resume_report(report).await.unwrap();
        let sent = session.received("PUT", &format!("/ScheduledReport/resume/{report}"), None);
        assert_eq!(sent.header("content-length"), Some("0"));
        assert_eq!(resumed.report_status, ReportStatus::Active);

        assert!(client.list_executions(&both).await.unwrap().is_empty());
        assert_eq!(emulator.complete_executions(), 2);
        let executions = client.list_executions(&both).await.unwrap();
        session.received("GET", &format!("/ScheduledReport/execution/{report}%3B{}", once.report_id), None);
        assert!(executions.iter().all(|run| run.execution_status == ExecutionStatus::Completed));
        assert_eq!(executions.len(), 2);

        let deleted = client.delete_report(report).await.unwrap();
        session.received("DELETE", &format!("/ScheduledReport/{report}"), None);
        assert_eq!(deleted.report_id, *report);
        assert!(client.list_reports().report_name("Weekly").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn executions_are_filtered_by_the_service() {
    let session = Session::start().await;
    let report = session.report().await.report_id;
    let reports = std::slice::from_ref(&report);
    let path = format!("/ScheduledReport/execution/{report}");

    let waiting = [ExecutionStatus::Pending, ExecutionStatus::Running];
    let request = session.client.list_executions(reports).execution_status(&waiting).get_latest_execution(false);
    let pending = request.await.unwrap();
    session.received("GET", &path, Some("executionStatus=Pending%3BRunning&getLatestExecution=false"));
    assert_eq!(pending[0].execution_status, ExecutionStatus::Pending);
    assert_eq!(pending[0].report_access_secure_link, None);

    let id = pending[0].execution_id.clone();
    session.emulator.set_execution_status(report.as_str(), "Failed");
    let request = session.client.list_executions(reports).execution_status(&[ExecutionStatus::Failed]);
    let failed = request.execution_id(std::slice::from_ref(&id)).await.unwrap();
    session.received("GET", &path, Some(&format!("executionId={id}&executionStatus=Failed")));
    assert_eq!((&failed[0].execution_id, &failed[0].execution_status), (&id, &ExecutionStatus::Failed));
}

#[tokio::test]
async fn each_call_has_its_own_correlation_id() {
    let session = Session::start().await;
    let report = session.report().await.report_id;
    for _ in 0..3 {
        session.client.pause_report(&report).await.unwrap();
    }
    let requests = session.emulator.requests();
    let ids: BTreeSet<_> = requests.iter().map(|request| request.header("MS-CorrelationId").unwrap()).collect();
    assert_eq!(ids.len(), requests.len());
}

#[tokio::test]
async fn a_response_is_the_value_and_what_came_with_it() {
    let session = Session::start().await;
    let body = json!({
        "value": [{ "datasetName": "Profile" }, { "datasetName": "Moons" }],
        "totalCount": 2, "message": "Dataset fetched successfully", "statusCode": 200, "dataRedacted": true,
    });
    let answer = Answer::json(200, &body).header("x-ms-request-id", "r-7").header("isMfaCompliant", "true");
    session.emulator.answer_next(answer);
    let response = session.client.list_datasets().validate_mfa(true).await.unwrap();
    assert_eq!(session.emulator.last_request().unwrap().header("ValidateMfa"), Some("true"));
    assert_eq!((response.status().as_u16(), response.request_id()), (200, Some("r-7")));
    assert_eq!(response.headers()["isMfaCompliant"], "true");
    let envelope = response.envelope().unwrap();
    assert_eq!((envelope.total_count, envelope.data_redacted), (Some(2), Some(true)));
    assert_eq!(response.first().map(|dataset| &dataset.dataset_name), Some(&DatasetName::Profile));
    assert_eq!(response[1].dataset_name.as_str(), "Moons");
    assert!(matches!(&response[1].dataset_name, DatasetName::Unknown(_)));
    let (datasets, envelope) = response.into_parts();
    assert_eq!((datasets.len(), envelope.unwrap().value), (2, None));
}

/// What the caller may ask of an error.
struct Expected {
    answer: Answer,
    message: &'static str,
    holds: &'static [fn(&Error) -> bool],
    failure: bool,
}

#[tokio::test]
async fn errors_say_what_the_service_says() {
    const CALL: &str = "pause_report: PUT /ScheduledReport/pause/{reportId}: ";
    let hidden = Answer { status: 200, ..Answer::envelope(404, "No item found with given filters.") };
    let expected = [
        Expected {
            answer: Answer::envelope(404, "No item found with given filters."),
            message: "404 Not Found: No item found with given filters.",
            holds: &[Error::is_not_found],
            failure: true,
        },
        Expected {
            answer: Answer::partner_center(401, "900420", "Invalid access token"),
            message: "401 Unauthorized: Invalid access token",
            holds: &[Error::is_unauthorized],
            failure: true,
        },
        Expected {
            answer: Answer::envelope(400, "Invalid\r\n\u{1b}[31m \u{202e}QueryId"),
            message: "400 Bad Request: Invalid\\r\\n\\u{1b}[31m \\u{202e}QueryId",
            holds: &[|error| !error.is_transient()],
            failure: true,
        },
        Expected {
            answer: Answer::gateway(403, "Forbidden here"),
            message: "403 Forbidden: Forbidden here",
            holds: &[Error::is_forbidden],
            failure: true,
        },
        Expected {
            answer: Answer::gateway(429, "Try again in 57 seconds.").header("Retry-After", "57"),
            message: "429 Too Many Requests: Try again in 57 seconds.",
            holds: &[Error::is_rate_limited, Error::is_transient, |error| {
                error.retry_after() == Some(Duration::from_secs(57))
            }],
            failure: true,
        },
        Expected {
            answer: Answer::envelope(500, "Internal error").header("x-request-id", "r-8"),
            message: "500 Internal Server Error: Internal error",
            holds: &[Error::is_transient, |error| error.request_id() == Some("r-8")],
            failure: true,
        },
        Expected {
            answer: Answer::html(502),
            message: "502 Bad Gateway",
            holds: &[Error::is_transient, |error| !error.is_unexpected_status()],
            failure: false,
        },
        Expected {
            answer: Answer::empty(418),
            message: "418 I'm a teapot",
            holds: &[Error::is_unexpected_status],
            failure: false,
        },
        Expected {
            answer: Answer::empty(302).header("Location", "http://127.0.0.1:1/"),
            message: "302 Found: redirects are not followed; this one leads to `127.0.0.1`",
            holds: &[Error::is_unexpected_status],
            failure: false,
        },
        Expected {
            answer: Answer::empty(204),
            message: "204 No Content",
            holds: &[Error::is_unexpected_status],
            failure: false,
        },
        Expected { answer: Answer::empty(799), message: "799", holds: &[Error::is_unexpected_status], failure: false },
        Expected {
            answer: hidden,
            message: "200 OK, but the body says 404: No item found with given filters.",
            holds: &[Error::is_not_found],
            failure: false,
        },
        Expected {
            answer: Answer::html(200),
            message: "200 OK: unexpected content type `text/html`",
            holds: &[Error::is_decode],
            failure: false,
        },
        Expected {
            answer: Answer::json(200, &json!({ "value": [] })),
            message: "200 OK: expected one item, found 0",
            holds: &[Error::is_decode],
            failure: false,
        },
    ];
    let session = Session::start().await;
    for Expected { answer, message, holds, failure } in expected {
        session.emulator.answer_next(answer.clone());
        let error = error_of(session.client.pause_report(&nobody())).await;
        assert_eq!(error.to_string(), format!("{CALL}{message}"));
        assert_eq!(format!("{error:?}"), format!("Error({:?})", error.to_string()));
        assert_eq!(error.status().unwrap().as_u16(), answer.status, "{error}");
        assert_eq!(error.operation(), Some("pause_report"));
        assert_eq!(error.raw_body().unwrap(), &answer.body, "{error}");
        assert_eq!(error.body::<Failure>().is_some(), failure, "{error}");
        for (index, holds) in holds.iter().enumerate() {
            assert!(holds(&error), "{index}: {error}");
        }
    }
    assert_eq!(session.emulator.requests().len(), 14, "nothing is sent twice");
}

#[tokio::test]
async fn the_services_own_errors() {
    let session = Session::start().await;
    let client = &session.client;
    let error = error_of(client.resume_report(&nobody())).await;
    assert!(error.is_not_found());
    assert_eq!(error.body::<Failure>().unwrap().status_code, Some(404));
    let query = CreateQuery::builder().name("Bad").query("SELECT Moon FROM Profile").build();
    let error = error_of(client.create_query(&query)).await;
    assert_eq!(error.to_string(), "create_query: POST /ScheduledQueries: 400 Bad Request: Incorrect column name: Moon");
    session.emulator.expire_token();
    let error = error_of(client.list_reports()).await;
    assert!(error.is_unauthorized());
    assert_eq!(
        error.to_string(),
        "list_reports: GET /ScheduledReport: 401 Unauthorized: Unauthorized. Access token is missing or invalid."
    );
}

#[tokio::test]
async fn a_wrong_item_is_located_and_not_quoted() {
    let session = Session::start().await;
    let link = "https://files.example.net/secret-link";
    let item = json!({
        "executionId": 7, "reportId": NOBODY, "executionStatus": "Completed", "reportAccessSecureLink": link,
    });
    session.emulator.answer_next(Answer::json(200, &json!({ "value": [item] })));
    let error = error_of(session.client.list_executions(&[nobody()])).await;
    assert_eq!(error.decode_path(), Some("Value[0].ExecutionId"));
    assert_eq!(
        error.to_string(),
        "list_executions: GET /ScheduledReport/execution/{reportId}: 200 OK: expected a string, found an integer \
         at `Value[0].ExecutionId` (line 1, column 26)"
    );
    assert!(!format!("{error:?}").contains("secret-link"));
    assert!(error.raw_body().unwrap().ends_with(b"}]}"), "the body is there for who asks");
}

#[tokio::test]
async fn the_link_to_a_file_is_shown_to_nobody() {
    let session = Session::start().await;
    let report = session.report().await.report_id;
    session.emulator.complete_execution(report.as_str());
    let executions = session.client.list_executions(&[report]).await.unwrap();
    let execution: &Execution = &executions[0];
    let link = execution.report_access_secure_link.as_ref().unwrap();
    assert!(link.expose().as_str().contains("/download/"));
    for shown in [format!("{execution:?}"), format!("{executions:#?}"), format!("{link:?}")] {
        assert!(shown.contains("[redacted]") && !shown.contains("/download/"), "{shown}");
    }
}

#[tokio::test]
async fn what_is_not_valid_is_not_sent() {
    let session = Session::of(Family::Marketplace).await;
    let client = &session.client;
    let every = |name: &str, interval| {
        let report = CreateReport::every().report_name(name).query_id(NOBODY).start_time(in_hours(5));
        report.recurrence_interval(interval)
    };
    let long = "x".repeat(257);
    for (report, what) in [
        (every("Daily", 24).build(), "`body.RecurrenceCount` is required on this server"),
        (every("Daily", 3).recurrence_count(1).build(), "`body.RecurrenceInterval` must be between 4 and 2160"),
        (every("", 24).recurrence_count(1).build(), "`body.ReportName` must have between 1 and 256 characters"),
        (every(&long, 24).recurrence_count(1).build(), "`body.ReportName` must have between 1 and 256 characters"),
        (every("a;b", 24).recurrence_count(1).build(), "`body.ReportName` must match the pattern `^[^;]*$`"),
        (
            every("Daily", 24).recurrence_count(1).description(&*long).build(),
            "`body.Description` must have at most 256 characters",
        ),
        (
            every("a;b", 3).recurrence_count(0).build(),
            "`body.ReportName` must match the pattern `^[^;]*$`; \
             `body.RecurrenceInterval` must be between 4 and 2160; \
             `body.RecurrenceCount` must be between 1 and 2147483647",
        ),
    ] {
        let request = client.create_report(&report);
        let error = request.to_request().unwrap_err();
        assert_eq!(error.to_string(), format!("create_report: POST /ScheduledReport: {what}"));
        assert_eq!(error_of(request).await.to_string(), error.to_string());
        assert!(error.is_invalid_argument() && error.status().is_none() && !error.is_transient());
    }
    for text in ["", ".", "..", "a/b", "a\0b", "a\r\nHost: evil", "%2e%2e", NOBODY.trim_end_matches('0')] {
        let error = error_of(client.delete_report(&ReportId::new(text))).await;
        assert!(error.is_invalid_argument(), "{text:?}: {error}");
        assert!(error.to_string().contains("`path.reportId`"), "{error}");
        assert!(text.len() < 3 || !error.to_string().contains(text), "{error}");
        assert!(error_of(client.delete_query(&QueryId::new(text))).await.is_invalid_argument());
        let two = [nobody(), ReportId::new(text)];
        assert!(error_of(client.list_executions(&two)).await.is_invalid_argument(), "{text:?}");
    }
    assert!(session.is_untouched());
}

#[tokio::test]
async fn a_slash_after_the_base_url_changes_nothing() {
    let session = Session::start().await;
    for slash in ["", "/"] {
        let client = Client::builder()
            .server(Server::Partner)
            .credentials(AccessToken::new(session.emulator.token()))
            .base_url(session.emulator.url(Family::Partner) + slash)
            .build()
            .unwrap();
        client.list_datasets().await.unwrap();
        session.received("GET", "/ScheduledDataset", None);
    }
}

#[tokio::test]
async fn a_request_can_be_looked_at_before_it_is_sent() {
    let session = Session::start().await;
    let report = CreateReport::once().report_name("Sam's").query_id(NOBODY).build();
    let request = session.client.create_report(&report);
    let shown = request.to_request().unwrap();
    assert!(session.is_untouched());
    let url = format!("{}/ScheduledReport", session.emulator.url(Family::Partner));
    assert_eq!((shown.method().as_str(), shown.url()), ("POST", &*url));
    let header = |name: &str| shown.headers().find(|(known, _)| *known == name).unwrap().1.to_owned();
    assert_eq!(header("authorization"), "Bearer [redacted]");
    let body = format!(r#"{{"ReportName":"Sam's","QueryId":"{NOBODY}","ExecuteNow":true}}"#);
    assert_eq!(shown.body_text(), Some(&*body));
    let correlation = header("ms-correlationid");
    assert_eq!(
        shown.to_string(),
        format!(
            "POST {url}\n\
             accept: application/json\n\
             user-agent: Partner-Center-Insights/1 apiloom/0.1.0\n\
             content-type: application/json\n\
             ms-correlationid: {correlation}\n\
             ms-requestid: {}\n\
             authorization: Bearer [redacted]\n\
             \n\
             {body}",
            header("ms-requestid"),
        )
    );
    assert!(shown.curl().starts_with(&format!("curl -X POST '{url}' -H 'accept: application/json'")));
    assert!(shown.curl().contains(r#"--data-raw '{"ReportName":"Sam'\''s","#), "{}", shown.curl());
    assert!(!shown.curl().contains(&session.emulator.token()));
    assert_eq!(format!("{shown:?}"), format!("Request(POST {url})"));

    let _refusal = request.await.unwrap_err();
    let sent = session.received("POST", "/ScheduledReport", None);
    assert_eq!(sent.header("ms-correlationid"), Some(&*correlation), "what was shown is what is sent");
    assert_eq!(sent.body, body.as_bytes());
}

#[tokio::test]
async fn debug_tells_no_token() {
    let session = Session::start().await;
    let builder = Client::builder().credentials(AccessToken::new("hunter2"));
    let request = session.client.pause_report(&nobody());
    for shown in [format!("{builder:?}"), format!("{:?}", session.client), format!("{request:?}")] {
        assert!(!shown.contains("hunter2") && !shown.contains(&session.emulator.token()), "{shown}");
    }
}

#[tokio::test]
async fn a_deadline_is_kept() {
    let session = Session::start().await;
    session.emulator.answer_next(Answer::empty(200).after(Duration::from_secs(60)));
    let error = error_of(session.client.list_datasets().timeout(Duration::from_millis(20))).await;
    assert!(error.is_timeout() && error.is_transient());
    assert_eq!(error.to_string(), "list_datasets: GET /ScheduledDataset: no answer within 20ms");
}

/// Has no token.
struct SignedOut;

impl Credentials for SignedOut {
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        Box::pin(async move { Err(CredentialsError::new(format!("sign in for {audience} first"))) })
    }
}

fn builder_for(emulator: &Emulator) -> ClientBuilder<partner_insights::runtime::wire::Given> {
    Client::builder().server(Server::Partner).base_url(emulator.url(Family::Partner))
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let session = Session::start().await;
    let client = builder_for(&session.emulator).credentials(SignedOut).build().unwrap();
    let error = error_of(client.list_reports()).await;
    assert!(error.is_credentials());
    assert_eq!(
        error.to_string(),
        "list_reports: GET /ScheduledReport: no access token: \
         sign in for https://api.partnercenter.microsoft.com first"
    );
    assert!(session.is_untouched());
}

#[tokio::test]
async fn nobody_listens() {
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", socket.local_addr().unwrap());
    drop(socket);
    let builder = Client::builder().server(Server::Partner).credentials(AccessToken::new("t0ken"));
    let client = builder.base_url(url).build().unwrap();
    let error = error_of(client.list_reports()).await;
    assert!(error.is_connect() && error.is_transient() && error.status().is_none(), "{error}");
    let message = error.to_string();
    assert!(message.starts_with("list_reports: GET /ScheduledReport: no connection: "), "{message}");
    assert!(!message.contains("127.0.0.1"), "{message}");
}

#[test]
fn a_base_url_is_checked_when_the_client_is_built() {
    for (url, message) in [
        (
            "http://api.example.com",
            "the base URL must begin with `https`; `http` is for loopback hosts, and where `Network::plain_http` asks for it",
        ),
        ("ftp://api.example.com", "the base URL must begin with `https`"),
        ("api.example.com/v1", "the base URL is not an absolute URL"),
        ("https://sam:hunter2@api.example.com", "the base URL must not hold a user name or password"),
        ("https://api.example.com/?key=hunter2", "the base URL must not have a query or a fragment"),
    ] {
        let builder = Client::builder().server(Server::Partner).credentials(AccessToken::new("t0ken"));
        let error = builder.base_url(url).build().unwrap_err();
        assert!(error.is_configuration());
        assert_eq!(error.to_string(), message, "{url}");
    }
}

#[tokio::test]
async fn one_client_serves_many_tasks() {
    let session = Session::start().await;
    let report = session.report().await.report_id;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (client, report) = (session.client.clone(), report.clone());
            tokio::spawn(async move { client.resume_report(&report).await.map(|report| report.report_status.clone()) })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), ReportStatus::Active);
    }
}

/// Requests hold all that they need: they may be kept, moved to another thread and sent there.
#[test]
fn requests_are_send_and_static() {
    fn check<R: IntoFuture<IntoFuture: Send> + Send + 'static>(_request: impl FnOnce(&Client) -> R) {}
    fn shared<T: Clone + Send + Sync + 'static>() {}

    shared::<Client>();
    shared::<Report>();
    check(Client::list_datasets);
    check(|client| client.create_query(&query(Family::Partner)));
    check(Client::list_queries);
    check(|client| client.delete_query(&QueryId::new(NOBODY)));
    check(|client| client.try_query().export_query("SELECT MpnId FROM Profile"));
    check(|client| client.create_report(&every_day(&QueryId::new(NOBODY))));
    check(Client::list_reports);
    check(|client| {
        let change = UpdateReport::builder().report_name("Weekly").start_time(in_hours(5)).build();
        client.update_report().report_id(&nobody()).body(&change)
    });
    check(|client| client.delete_report(&nobody()));
    check(|client| client.pause_report(&nobody()));
    check(|client| client.resume_report(&nobody()));
    check(|client| client.list_executions(&[nobody()]));
}

/// An answer as the reference pages print it is as good as one that the service sends.
#[tokio::test]
async fn a_paused_report_in_pascal_case() {
    let session = Session::start().await;
    let item = json!({
        "ReportId": NOBODY, "ReportName": "Subscriptions", "QueryId": NOBODY, "ReportStatus": "PAUSED",
        "CreatedTime": "2021-03-31T08:15:15Z", "Surprise": { "a": [1, 2] },
    });
    let body: Value = json!({ "TotalCount": 1, "Value": [item] });
    session.emulator.answer_next(Answer::json(200, &body));
    let paused = session.client.pause_report(&nobody()).await.unwrap();
    assert_eq!((&paused.report_id, &paused.report_status), (&nobody(), &ReportStatus::Paused));
    assert_eq!(paused.envelope().unwrap().status_code, None);
}
