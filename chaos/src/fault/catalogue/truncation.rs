//! B40 and B41: bodies that end too early.

use std::sync::Arc;

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Reply, Setting};
use crate::answer::Answer;
use crate::payload::gzip;

pub(super) fn faults() -> Vec<Fault> {
    let cut = Expect::error(Fate::Unknown, Failure::Interrupted);
    vec![
        fault("B40", "body shorter than its length", Carrier::ALL, cut, |good, at| {
            Plan::Replies(vec![Arc::new({
                let good = good.clone();
                move |_| Reply::Cut(good.clone(), at)
            })])
        }),
        fault("B40", "chunks that stop", Carrier::HTTP1, cut, |good, at| {
            // A chunk of one byte is six bytes long; the cut is before one.
            let whole = good.http1_chunked(1);
            let head = good.http1_head(&[("transfer-encoding", "chunked")]).len();
            Plan::bytes(whole.slice(..head + at * 6))
        }),
        fault("B40", "chunks without the last one", Carrier::HTTP1, cut, |good, _| {
            let whole = good.http1_chunked(64);
            Plan::bytes(whole.slice(..whole.len() - b"0\r\n\r\n".len()))
        }),
        Fault::new("B40", "gzip that stops", Carrier::ALL, Expect::error(Fate::Unknown, Failure::Decode), |setting| {
            let good = setting.good();
            let packed = gzip(&good.body)?;
            let part = packed.slice(..setting.scene.cut.of(packed.len()));
            let answer = good.clone().with("content-encoding", "gzip").body(part);
            Ok(good.is_json().then(|| Plan::answer(answer)))
        }),
        until_close(),
        whole_until_close(),
    ]
}

fn fault(
    row: &'static str,
    name: &'static str,
    carriers: &'static [Carrier],
    expect: Expect,
    plan: impl Fn(&Answer, usize) -> Plan + Send + Sync + 'static,
) -> Fault {
    Fault::fitting(row, name, carriers, expect, move |setting: &Setting<'_>| {
        let good = setting.good_with_body()?;
        Some(plan(good, setting.scene.cut.of(good.body.len())))
    })
}

/// RFC 9112 section 8: nothing says that such a body is not whole. JSON that is cut does not parse; a file must have a
/// checksum or a length from elsewhere, or is refused.
fn until_close() -> Fault {
    let expect = Expect::error(Fate::Unknown, Failure::Unverified);
    fault("B41", "body that ends with the connection, cut", Carrier::HTTP1, expect, |good, at| {
        let whole = good.http1_until_close();
        let head = whole.len() - good.body.len();
        Plan::bytes(whole.slice(..head + at))
    })
}

fn whole_until_close() -> Fault {
    let expect = Expect::good_or_error(Fate::Unknown, Failure::Unverified);
    fault("B41", "body that ends with the connection, whole", Carrier::HTTP1, expect, |good, _| {
        Plan::bytes(good.http1_until_close())
    })
}
