//! The header fields of an answer that the spec declares.

use apiloom_codegen::model::{Api, Operation, PagingWay, Parameter, Style};

use super::examples::texts;
use super::synthesis;
use crate::mock::check::scalars::broken_rule;
use crate::mock::json::Json;

/// Framing is not the spec's, and the media type is said by the answer itself.
const OTHERS: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

pub(super) fn of(api: &Api, operation: &Operation) -> Vec<(String, String)> {
    let declared = operation.headers_struct.iter().flat_map(|headers| &headers.fields);
    // A link to the next page would lead on without end.
    let is_paged = operation.paging.as_ref().is_some_and(|paging| paging.way == PagingWay::LinkHeader);
    let left_out = OTHERS.iter().copied().chain(is_paged.then_some("link"));
    let wanted = declared.filter(|header| !left_out.clone().any(|name| header.wire.eq_ignore_ascii_case(name)));
    wanted.map(|header| (header.wire.clone(), value(api, header))).collect()
}

/// An example of the spec. Where there is none, its sample is for docs, which are made without regard for all rules.
fn value(api: &Api, header: &Parameter) -> String {
    let sample = header.sample.as_ref().map(|sample| Json::of_sample(sample, api));
    let fitting = sample.filter(|sample| broken_rule(sample, &header.rules).is_none());
    let texts = texts(&fitting.unwrap_or_else(|| synthesis::value(&header.ty, &header.rules, api)));
    let separator = if let Style::Joined(separator) = &header.style { separator } else { "," };
    texts.join(separator)
}
