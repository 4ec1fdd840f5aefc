//! The operations of the client that faults are tried on: how to call them, and what is right.

use std::time::Duration;

use apiloom_chaos::Answer;
use apiloom_chaos::fault::Repeat;
use apiloom_chaos::secrets::Sentinels;
use bytes::Bytes;
use partner_insights::models::{CreateReport, Execution, QueryId, Report, ReportId, UpdateReport};
use partner_insights::runtime::wire::{Casing, decode};
use partner_insights::{Client, DateTime, Error, StatusCode};

use super::goods;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    ListReports,
    GetReport,
    Pages,
    ListExecutions,
    PauseReport,
    ResumeReport,
    CreateReport,
    UpdateReport,
    DeleteReport,
    Download,
}

/// What a success told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Report(Box<Report>),
    Reports(Vec<Report>),
    Executions(Vec<Execution>),
    File(Bytes),
}

/// What the right value is made of.
pub(crate) struct Told {
    pub(crate) value: Value,
    /// Of the answer; none where there were several.
    pub(crate) status: Option<StatusCode>,
}

/// More bytes than any file of a run has.
const LARGEST_FILE: u64 = 512 * 1024;

impl Operation {
    /// Those that send one request to the API. What must not be repeated is there twice, since it has most to lose.
    pub(crate) const CALLS: [Self; 9] = [
        Self::ListReports,
        Self::GetReport,
        Self::ListExecutions,
        Self::PauseReport,
        Self::ResumeReport,
        Self::CreateReport,
        Self::CreateReport,
        Self::UpdateReport,
        Self::DeleteReport,
    ];

    /// Whether doing it twice is doing it once (RFC 9110 section 9.2.2): by the method, since no spec says otherwise.
    pub(crate) fn repeat(self) -> Repeat {
        if self == Self::CreateReport { Repeat::Forbidden } else { Repeat::Allowed }
    }

    /// Whether the spec says that 404 is an empty list.
    pub(crate) fn is_list(self) -> bool {
        matches!(self, Self::ListReports | Self::GetReport | Self::Pages | Self::ListExecutions)
    }

    /// What a healthy service answers.
    pub(crate) fn good(self, planted: &Sentinels) -> Answer {
        match self {
            Self::ListReports | Self::Pages => goods::reports(planted, &["first", "second"]),
            Self::ListExecutions => goods::executions(&goods::link("https://files.example", planted)),
            Self::Download => goods::file(),
            Self::GetReport
            | Self::PauseReport
            | Self::ResumeReport
            | Self::CreateReport
            | Self::UpdateReport
            | Self::DeleteReport => goods::reports(planted, &["only"]),
        }
    }

    /// Does it, within so much time.
    ///
    /// # Errors
    /// Those of the client.
    pub(crate) async fn call(self, client: &Client, link: &str, limit: Duration) -> Result<Told, Error> {
        let report = ReportId::new(goods::REPORT_ID);
        Ok(match self {
            Self::ListReports => Told::of(client.list_reports().timeout(limit).await?, Value::Reports),
            Self::GetReport => {
                Told::of(client.list_reports().report_id(&[report]).timeout(limit).await?, Value::Reports)
            }
            Self::Pages => Told { value: Value::Reports(all_pages(client, limit).await?), status: None },
            Self::ListExecutions => {
                Told::of(client.list_executions(&[report]).timeout(limit).await?, Value::Executions)
            }
            Self::PauseReport => Told::of(client.pause_report(&report).timeout(limit).await?, Value::report),
            Self::ResumeReport => Told::of(client.resume_report(&report).timeout(limit).await?, Value::report),
            Self::CreateReport => Told::of(client.create_report(&to_create()).timeout(limit).await?, Value::report),
            Self::UpdateReport => {
                let update = client.update_report().report_id(&report).body(&to_update());
                Told::of(update.timeout(limit).await?, Value::report)
            }
            Self::DeleteReport => Told::of(client.delete_report(&report).timeout(limit).await?, Value::report),
            Self::Download => {
                let download = client.download_report(&execution(link)).timeout(limit);
                Told { value: Value::File(download.to_bytes(LARGEST_FILE).await?), status: None }
            }
        })
    }
}

impl Told {
    fn of<T, E>(response: partner_insights::Response<T, E>, value: fn(T) -> Value) -> Self {
        let status = Some(response.status());
        Self { value: value(response.into_inner()), status }
    }
}

impl Value {
    fn report(report: Report) -> Self {
        Self::Report(Box::new(report))
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Report(_) => false,
            Self::Reports(reports) => reports.is_empty(),
            Self::Executions(executions) => executions.is_empty(),
            Self::File(bytes) => bytes.is_empty(),
        }
    }
}

async fn all_pages(client: &Client, limit: Duration) -> Result<Vec<Report>, Error> {
    let mut pages = client.list_reports().timeout(limit).pages();
    let mut reports = Vec::new();
    while let Some(page) = pages.next().await {
        reports.extend(page?.into_inner());
    }
    Ok(reports)
}

pub(crate) fn to_create() -> CreateReport {
    CreateReport::once().report_name("only").query_id(QueryId::new(goods::QUERY_ID)).build()
}

pub(crate) fn to_update() -> UpdateReport {
    let start = DateTime::from(std::time::UNIX_EPOCH + Duration::from_secs(4_000_000_000));
    UpdateReport::builder().report_name("only").start_time(start).build()
}

/// An execution whose file is behind this link, read as an answer would be.
#[expect(clippy::expect_used, reason = "the answer is one of this program")]
pub(crate) fn execution(link: &str) -> Execution {
    let answer = goods::executions(link);
    let envelope: partner_insights::models::Envelope<Execution> =
        decode::from_slice(&answer.body, Casing::Any).expect("an answer that the service gives");
    envelope.value.and_then(|executions| executions.into_iter().next()).expect("an execution in it")
}
