//! A stream of events that is made up: three of them, and the one that ends it where the spec has one.

use apiloom_codegen::model::{Api, EventStream};

use super::synthesis;

const COUNT: usize = 3;

pub(super) fn stream(api: &Api, events: &EventStream) -> Vec<u8> {
    let data = match &events.data {
        Some(ty) => synthesis::value(ty, &[], api).pretty(),
        None => "example".to_owned(),
    };
    let each = (1..=COUNT).map(|id| written(Some(id), &data));
    let end = events.end.iter().map(|end| written(None, end));
    each.chain(end).collect::<String>().into_bytes()
}

/// HTML standard section 9.2.6: each line of the data is a field of its own.
fn written(id: Option<usize>, data: &str) -> String {
    let mut event = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    data.lines().for_each(|line| event.extend(["data: ", line, "\n"]));
    event.push('\n');
    event
}
