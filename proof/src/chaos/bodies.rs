//! Bodies that something happened to, read as every model: no panic, no array for an object, no end of the stack.

use std::collections::BTreeMap;

use apiloom_chaos::payload::json::{Kind, nested, replaced, tokens};
use partner_insights::Json;
use partner_insights::models::{
    CallbackMethod, CreateQuery, CreateReport, CreateReportEvery, CreateReportOnce, Dataset, DatasetName, Envelope,
    Execution, ExecutionId, ExecutionStatus, Failure, Format, Query, QueryId, QueryTime, QueryType, Report, ReportId,
    ReportStatus, TimeSpan, UpdateReport,
};
use partner_insights::runtime::serde::de::DeserializeOwned;
use partner_insights::runtime::wire::{Casing, decode};

use crate::parallel::{self, End};
use crate::random::Random;
use crate::report::Report as Table;

/// Reads a text as a model, and says whether it is one.
type Read = fn(&[u8]) -> bool;

/// How a text of the model begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Object,
    Text,
}

/// A model: how its texts begin, and one that it is.
struct Model {
    name: &'static str,
    read: Read,
    shape: Shape,
    sample: &'static str,
}

fn read<T: DeserializeOwned>(text: &[u8]) -> bool {
    decode::from_slice::<T>(text, Casing::Any).is_ok()
}

const REPORT: &str = r#"{"value":[{"reportId":"72fa95ab-35f5-4d44-a1ee-503abbc88003","reportName":"n","description":"d","queryId":"78be43f2-e35f-491a-8cc9-78fe14194f9c","query":"SELECT a FROM b","user":"u","createdTime":"2021-01-06T05:38:34Z","modifiedTime":null,"executeNow":false,"startTime":"2021-01-06T19:00:00Z","reportStatus":"Active","recurrenceInterval":48,"recurrenceCount":20,"callbackUrl":"https://a.example/","CallbackMethod":"GET","format":"csv"}],"nextLink":null,"totalCount":1,"message":"m","statusCode":200,"dataRedacted":false}"#;
const EXECUTION: &str = r#"{"value":[{"executionId":"a0bd78ad-1a05-40fa-8847-8968b718d00f","reportId":"72fa95ab-35f5-4d44-a1ee-503abbc88003","recurrenceInterval":48,"recurrenceCount":20,"callbackUrl":null,"format":"csv","executionStatus":"Completed","reportAccessSecureLink":"https://a.example/?sig=x","reportExpiryTime":null,"reportGeneratedTime":"2021-01-13T14:40:46Z"}],"totalCount":1,"statusCode":200}"#;
const QUERY: &str = r#"{"value":[{"queryId":"78be43f2-e35f-491a-8cc9-78fe14194f9c","name":"n","description":"d","query":"SELECT a FROM b","type":"userDefined","user":"u","createdTime":"2021-01-06T05:38:34Z"}],"totalCount":1,"statusCode":200}"#;
const DATASET: &str = r#"{"value":[{"datasetName":"Profile","selectableColumns":["a","b"],"availableMetrics":["c"],"availableDateRanges":["LAST_MONTH"],"minimumRecurrenceInterval":1}],"totalCount":1,"statusCode":200}"#;
const FAILURE: &str = r#"{"statusCode":401,"message":"m","code":"900420","description":"d","data":[{}],"source":"s"}"#;
const ID: &str = "\"72fa95ab-35f5-4d44-a1ee-503abbc88003\"";

macro_rules! models {
    ($($model:ty, $shape:ident, $sample:expr;)*) => {
        [$(Model { name: stringify!($model), read: read::<$model>, shape: Shape::$shape, sample: $sample }),*]
    };
}

/// Every one that can be read, in its envelope where it comes in one.
const MODELS: [Model; 23] = models! {
    Envelope<Report>, Object, REPORT;
    Envelope<Execution>, Object, EXECUTION;
    Envelope<Query>, Object, QUERY;
    Envelope<Dataset>, Object, DATASET;
    Envelope<Json>, Object, QUERY;
    Failure, Object, FAILURE;
    CreateReport, Object, r#"{"ReportName":"n","QueryId":"78be43f2-e35f-491a-8cc9-78fe14194f9c","ExecuteNow":true}"#;
    CreateReportOnce, Object, r#"{"ReportName":"n","QueryId":"78be43f2-e35f-491a-8cc9-78fe14194f9c","ExecuteNow":true}"#;
    CreateReportEvery, Object, r#"{"ReportName":"n","QueryId":"78be43f2-e35f-491a-8cc9-78fe14194f9c","StartTime":"2021-01-06T05:38:34Z","RecurrenceInterval":4}"#;
    UpdateReport, Object, r#"{"ReportName":"n","StartTime":"2021-01-06T05:38:34Z","RecurrenceInterval":4}"#;
    CreateQuery, Object, r#"{"Name":"n","Query":"SELECT a FROM b"}"#;
    ReportId, Text, ID;
    QueryId, Text, ID;
    ExecutionId, Text, ID;
    QueryTime, Text, "\"2021-01-06T05:38:34Z\"";
    CallbackMethod, Text, "\"GET\"";
    DatasetName, Text, "\"Profile\"";
    ExecutionStatus, Text, "\"Completed\"";
    Format, Text, "\"csv\"";
    QueryType, Text, "\"userDefined\"";
    ReportStatus, Text, "\"Active\"";
    TimeSpan, Text, "\"LAST_MONTH\"";
    Json, Text, "\"anything\"";
};

/// How many bodies are made in one case.
const BATCH: u64 = 200;

pub(super) fn run(seed: u64, count: u64, report: &mut Table) {
    let (mut read, mut understood, mut wrong) = (0, 0, Vec::new());
    parallel::run(
        "bodies",
        count.div_ceil(BATCH),
        move |case| batch(seed, case),
        |case, end| match end {
            End::Done((some, these)) => {
                read += some;
                understood += these;
            }
            End::Panicked(told) => wrong.push(format!("seed {seed}, bodies from {}: {told}", case * BATCH)),
            End::Hangs => wrong.push(format!("seed {seed}, bodies from {}: hangs", case * BATCH)),
        },
    );
    let measure = format!("changed bodies read as {} models: panics ({understood} were understood)", MODELS.len());
    report.must_be_none("R10", &measure, wrong.len(), read);
    wrong.into_iter().take(5).for_each(|wrong| report.finding(wrong));
    shapes(report);
}

/// How many readings there were, and how many of them understood something.
fn batch(seed: u64, case: u64) -> (u64, u64) {
    let mut understood = 0;
    for number in case * BATCH..(case + 1) * BATCH {
        let mut random = Random::of_case(seed, number);
        let Some(model) = random.pick(&MODELS) else { continue };
        let mut body = model.sample.as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            body = changed(&body, &mut random);
        }
        understood += u64::from((model.read)(&body));
    }
    (BATCH, understood)
}

/// Values that readers stumble over.
const VALUES: [&[u8]; 28] = [
    b"null",
    b"true",
    b"[]",
    b"{}",
    b"[[]]",
    b"\"\"",
    b"0",
    b"-0",
    b"-1",
    b"1.5",
    b"1e400",
    b"-1e-400",
    b"NaN",
    b"9223372036854775808",
    b"-9223372036854775809",
    b"340282366920938463463374607431768211456",
    b"\"\\ud800\"",
    b"\"\\u0000\"",
    b"\"\xff\"",
    b"\"2021-02-30T25:61:61Z\"",
    b"\"0000-00-00T00:00:00Z\"",
    b"\"-1\"",
    b"\"{}\"",
    b"{\"\":1}",
    b"{\"a\":1,\"a\":2}",
    b"[1,2,3]",
    b"\"9999-12-31T23:59:60.999999999999+99:99\"",
    b" ",
];

/// One change: of a value, of a name, of a byte, of the length.
fn changed(body: &[u8], random: &mut Random) -> Vec<u8> {
    let of = |kinds: &[Kind], random: &mut Random| {
        let all: Vec<_> = tokens(body).into_iter().filter(|token| kinds.contains(&token.kind)).collect();
        random.pick(&all).map(|token| token.place.clone())
    };
    let at = random.below(body.len() + 1);
    match random.below(10) {
        0..4 => match (of(&[Kind::Text, Kind::Number, Kind::Word], random), random.pick(&VALUES)) {
            (Some(place), Some(value)) => replaced(body, place, value).into(),
            _ => body.to_vec(),
        },
        4 => match (of(&[Kind::Name], random), of(&[Kind::Name], random)) {
            (Some(place), Some(other)) => replaced(body, place, &body[other]).into(),
            _ => body.to_vec(),
        },
        5 => match of(&[Kind::Open, Kind::Close], random) {
            Some(place) => replaced(body, place, [&b"{"[..], b"[", b"}", b"]", b""][random.below(5)]).into(),
            None => body.to_vec(),
        },
        6 => replaced(body, at..at, random.pick(&VALUES).copied().unwrap_or_default()).into(),
        7 => body[..at].to_vec(),
        8 => replaced(body, at..at, &nested(random.below(300))).into(),
        _ => match body.get(at) {
            Some(byte) => replaced(body, at..at + 1, &[byte ^ 1 << random.below(8)]).into(),
            None => [body, body].concat(),
        },
    }
}

/// A derived reader takes a list of its fields for an object; a body is then understood that means something else.
fn shapes(report: &mut Table) {
    let mut wrong: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut count = 0;
    for model in MODELS.iter().filter(|model| model.shape == Shape::Object) {
        for other in
            ["[]", "[null]", "[null,null,null,null,null,null,null,null]", "[[],null,1]", "5", "\"x\"", "true", "null"]
        {
            count += 1;
            if (model.read)(other.as_bytes()) {
                wrong.entry(model.name).or_default().push(other);
            }
        }
        if !(model.read)(model.sample.as_bytes()) {
            wrong.entry(model.name).or_default().push("its own sample is not read");
        }
    }
    report.must_be_none("R10, B46", "other shapes taken for the object of a model", wrong.len(), count);
    wrong.into_iter().for_each(|(name, others)| report.finding(format!("{name} is read from {others:?}")));
}
