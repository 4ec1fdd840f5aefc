//! Values of the API. They show what they hold, since they are what somebody asked for; what the spec calls secret in them
//! they do not.

use std::fmt::{Debug, Display};
use std::io;
use std::time::{Duration, SystemTime};

use apiloom_chaos::secrets::Sentinels;
use partner_insights::models::{
    CallbackMethod, CreateQuery, CreateReport, Dataset, DatasetName, Envelope, Execution, ExecutionId, ExecutionStatus,
    Failure, Format, Query, QueryId, QueryTime, QueryType, Report, ReportId, ReportStatus, TimeSpan, UpdateReport,
};
use partner_insights::runtime::serde::de::DeserializeOwned;
use partner_insights::runtime::wire::{Casing, decode};
use partner_insights::{DateTime, UnknownValue, Url};

use super::super::looked::Looked;
use crate::robust::goods;

pub(super) fn look(planted: &Sentinels, looked: &mut Looked<'_>) -> io::Result<()> {
    let executions: Envelope<Execution> =
        read(&goods::executions(&goods::link("https://files.example", planted)).body)?;
    looked.debug(&executions);
    executions.value.iter().flatten().for_each(|execution| looked.debug(execution));
    let reports: Envelope<Report> = read(&goods::reports(planted, &["only"]).body)?;
    reports.value.iter().flatten().for_each(|report| looked.debug(report));
    looked.debug(&read::<Query>(QUERY)?);
    looked.debug(&read::<Dataset>(br#"{"DatasetName":"a","SelectableColumns":["b"],"AvailableDateRanges":["c"]}"#)?);
    looked.debug(&read::<Failure>(br#"{"Message":"a","Description":"b","Data":{"c":1}}"#)?);
    texts(looked)?;
    sent(looked);
    Ok(())
}

const QUERY: &[u8] =
    br#"{"QueryId":"a","Name":"b","Query":"SELECT c","Type":"d","CreatedTime":"2021-01-06T05:38:34Z"}"#;

/// Texts of their own type, each of a value that the spec does not know.
fn texts(looked: &mut Looked<'_>) -> io::Result<()> {
    word::<CallbackMethod>(looked)?;
    word::<DatasetName>(looked)?;
    word::<ExecutionStatus>(looked)?;
    word::<Format>(looked)?;
    word::<QueryType>(looked)?;
    word::<ReportStatus>(looked)?;
    word::<TimeSpan>(looked)?;
    word::<ExecutionId>(looked)?;
    word::<QueryId>(looked)?;
    word::<QueryTime>(looked)?;
    word::<ReportId>(looked)?;
    word::<Url>(looked)?;
    looked.debug(&UnknownValue::new("other"));
    Ok(())
}

fn word<T: DeserializeOwned + Debug + Display>(looked: &mut Looked<'_>) -> io::Result<()> {
    looked.both(&read::<T>(br#""other""#)?);
    Ok(())
}

/// What is sent, and what it is built with.
fn sent(looked: &mut Looked<'_>) {
    let start = DateTime::from(SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000));
    let query = CreateQuery::builder().name("a").query("SELECT b");
    looked.debug(&query);
    looked.debug(&query.build());
    let once = CreateReport::once().report_name("a").query_id(QueryId::new("b"));
    looked.debug(&once);
    let every = CreateReport::every().report_name("a").query_id(QueryId::new("b")).start_time(start.clone());
    let every = every.recurrence_interval(24);
    looked.debug(&every);
    for report in [once.build(), every.build()] {
        looked.debug(&report);
        match &report {
            CreateReport::Once(once) => looked.debug(&**once),
            CreateReport::Every(every) => looked.debug(&**every),
            _ => {}
        }
    }
    let update = UpdateReport::builder().report_name("a").start_time(start);
    looked.debug(&update);
    looked.debug(&update.build());
}

fn read<T: DeserializeOwned>(json: &[u8]) -> io::Result<T> {
    decode::from_slice(json, Casing::Any).map_err(io::Error::other)
}
