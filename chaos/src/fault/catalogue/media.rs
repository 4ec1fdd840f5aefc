//! B42: bodies that are not what their media type says, and media types that nobody expects.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan};
use crate::answer::Answer;
use crate::payload::{HTML, LYING_MEDIA_TYPES};

pub(super) fn faults() -> Vec<Fault> {
    let portal = Expect::error(Fate::Unknown, Failure::MediaType);
    let undecodable = Expect::error(Fate::Unknown, Failure::Decode);
    let mislabelled = Expect::good_or_error(Fate::Unknown, Failure::MediaType);
    let mut faults = vec![
        fault("page of a captive portal", portal, |good| good.clone().with("content-type", "text/html").body(HTML)),
        fault("page that says it is JSON", undecodable, |good| good.clone().body(HTML)),
        fault("no media type", mislabelled, |good| good.clone().without("content-type")),
        fault("two media types", mislabelled, |good| good.clone().field("content-type", "text/html")),
    ];
    faults.extend(LYING_MEDIA_TYPES.map(|media_type| {
        fault(format!("JSON that says it is {media_type}"), mislabelled, move |good| {
            good.clone().with("content-type", media_type)
        })
    }));
    faults
}

fn fault(
    name: impl Into<std::borrow::Cow<'static, str>>,
    expect: Expect,
    answer: impl Fn(&Answer) -> Answer + Send + Sync + 'static,
) -> Fault {
    Fault::fitting("B42", name, Carrier::ALL, expect, move |setting| {
        setting.good().is_json().then(|| Plan::answer(answer(setting.good())))
    })
}
