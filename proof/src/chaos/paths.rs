//! Hostile arguments in a path and a query (B58, B60): each stays one segment and one value, or is refused before
//! anything is sent.

use std::borrow::Cow;
use std::future::poll_fn;

use partner_insights::runtime::wire::{
    Answer, Api, Call, ClientCore, Declared, Operation, Parameter, Segment, Settings, StatusKey,
};
use partner_insights::{InMemory, Json};
use tokio::runtime::{Builder, Runtime};
use url::Url;

use super::hostile_text::hostile_text;
use crate::parallel::{self, End};
use crate::random::Random;
use crate::report::Report;

/// A generated operation has what this one has: parameters beside literals, beside each other, and in the query.
static OPERATION: Operation = Operation {
    name: "resume_part",
    template: "/reports/{report}/parts/{part}{suffix}/resume",
    path: &[
        Segment::Literal("/reports/"),
        Segment::Parameter(0),
        Segment::Literal("/parts/"),
        Segment::Parameter(1),
        Segment::Parameter(2),
        Segment::Literal("/resume"),
    ],
    parameters: &[
        Parameter::path("report"),
        Parameter::path("part"),
        Parameter::path("suffix"),
        Parameter::query("of"),
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

static API: Api = Api { name: "Paths", ..Api::NEW };

const BASE: &str = "https://api.example.com/insights/v1";

/// How many requests are made in one case, and which share of them is also sent.
const BATCH: u64 = 500;
const SENT: u64 = 8;

#[derive(Default)]
struct Tally {
    made: u64,
    refused: u64,
    wrong: Vec<String>,
}

pub(super) fn run(seed: u64, count: u64, report: &mut Report) {
    let mut all = Tally::default();
    let work = move |case| batch(seed, case);
    parallel::run("paths", count.div_ceil(BATCH), work, |case, end| match end {
        End::Done(Ok(Tally { made, refused, wrong })) => {
            all.made += made;
            all.refused += refused;
            all.wrong.extend(wrong);
        }
        End::Done(Err(error)) => all.wrong.push(format!("batch {case}: {error}")),
        End::Panicked(told) => all.wrong.push(format!("batch {case} panics: {told}")),
        End::Hangs => all.wrong.push(format!("batch {case} hangs")),
    });
    let measure = format!(
        "hostile arguments that change the host, the segments or the query, do not come back, or are refused without \
         need ({} refused rightly)",
        all.refused
    );
    report.must_be_none("R8, B58, B60", &measure, all.wrong.len(), all.made);
    all.wrong.into_iter().take(5).for_each(|wrong| report.finding(format!("seed {seed}: {wrong}")));
}

/// Where the requests of a batch go.
struct Line {
    service: InMemory,
    core: ClientCore,
    runtime: Runtime,
}

fn batch(seed: u64, case: u64) -> Result<Tally, String> {
    let service = InMemory::new(|_| Ok(InMemory::json(200, "null")));
    let core =
        Settings::new(&API).base_url(BASE).transport(service.clone()).build().map_err(|error| error.to_string())?;
    let runtime = Builder::new_current_thread().enable_time().build().map_err(|error| error.to_string())?;
    let line = Line { service, core, runtime };
    let mut tally = Tally::default();
    for number in case * BATCH..(case + 1) * BATCH {
        let mut random = Random::of_case(seed, number);
        let arguments: [Cow<'static, str>; 4] = std::array::from_fn(|_| hostile_text(&mut random));
        match tried(&line, &arguments, number.is_multiple_of(SENT)) {
            Ok(was_refused) => tally.refused += u64::from(was_refused),
            Err(why) => tally.wrong.push(format!("argument {number}: {why}: {arguments:?}")),
        }
        tally.made += 1;
    }
    Ok(tally)
}

/// Whether it was refused.
fn tried(line: &Line, arguments: &[Cow<'static, str>; 4], sends: bool) -> Result<bool, String> {
    let mut call = Call::new(&line.core, &OPERATION);
    for (index, argument) in arguments.iter().enumerate() {
        call.set(index, &argument.as_ref());
    }
    let expects_refusal = arguments[..3].iter().any(|argument| is_refused(argument));
    let shown = match call.to_request() {
        Err(error) if expects_refusal && error.is_invalid_argument() => return Ok(true),
        Err(error) => return Err(format!("refused: {error}")),
        Ok(_) if expects_refusal => return Err("not refused".to_owned()),
        Ok(request) => request.url().to_owned(),
    };
    check(&shown, arguments)?;
    if sends {
        send(&line.runtime, call)?;
        let sent = line.service.requests().last().map(|request| request.uri().to_string());
        check(&sent.unwrap_or_default(), arguments).map_err(|why| format!("sent: {why}"))?;
    }
    Ok(false)
}

/// RFC 3986 section 5.2.4, and what no server is to be trusted with.
fn is_refused(argument: &str) -> bool {
    matches!(argument, "" | "." | "..") || argument.len() > 8 * 1024 || argument.chars().any(char::is_control)
}

/// Read twice: character by character, and as browsers do.
fn check(text: &str, arguments: &[Cow<'static, str>; 4]) -> Result<(), String> {
    let rest = text.strip_prefix(BASE).ok_or("another base")?;
    let (path, query) = rest.split_once('?').ok_or("no query")?;
    let segments: Vec<&str> = path.split('/').collect();
    let ["", "reports", report, "parts", part, "resume"] = segments[..] else {
        return Err(format!("{} segments", segments.len()));
    };
    let value = query.strip_prefix("of=").ok_or("another query")?;
    let joined = format!("{}{}", arguments[1], arguments[2]);
    for (written, meant) in [(report, &*arguments[0]), (part, &joined), (value, &*arguments[3])] {
        if decoded(written).as_deref() != Some(meant.as_bytes()) {
            return Err("it does not come back".to_owned());
        }
    }
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let is_same = url.as_str() == text && url.host_str() == Some("api.example.com") && url.fragment().is_none();
    let pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = url.query_pairs().collect();
    match pairs.as_slice() {
        [(name, value)] if is_same && name == "of" && *value == arguments[3] => Ok(()),
        _ => Err("browsers read something else".to_owned()),
    }
}

/// RFC 3986 section 2: unreserved characters, and bytes as two digits. None if there is anything else.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                u8::try_from(digit(bytes.next())? * 16 + digit(bytes.next())?).ok()?
            }
            _ if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => byte,
            _ => return None,
        });
    }
    Some(decoded)
}

/// The service is in memory, so nothing is waited for.
fn send(runtime: &Runtime, mut call: Call) -> Result<(), String> {
    let sent = poll_fn(|context| call.poll(context, Answer::json::<Json>));
    runtime.block_on(sent).map(drop).map_err(|error| error.to_string())
}
