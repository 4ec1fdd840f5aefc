//! B12: what only HTTP/2 can do wrong.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Setting};
use crate::answer::Answer;
use crate::http2::{Action, Frame, LastStream, On, Reason};
use crate::payload::flood;

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = unprocessed();
    faults.extend(resets());
    faults.extend(goodbyes());
    faults.extend(floods());
    faults.extend(broken());
    faults.extend(harmless());
    faults
}

fn fault(
    name: impl Into<std::borrow::Cow<'static, str>>,
    expect: Expect,
    actions: impl Fn(&Setting<'_>) -> Vec<Action> + Send + Sync + 'static,
) -> Fault {
    Fault::always("B12", name, Carrier::HTTP2, expect, move |setting| Plan::Streams(vec![actions(setting)]))
}

/// A fault of an answer with a body: what has none may be over with its head.
fn of_body(
    name: impl Into<std::borrow::Cow<'static, str>>,
    expect: Expect,
    actions: impl Fn(&Setting<'_>, &Answer) -> Vec<Action> + Send + Sync + 'static,
) -> Fault {
    Fault::fitting("B12", name, Carrier::HTTP2, expect, move |setting| {
        let good = setting.good_with_body()?;
        Some(Plan::after_stream(actions(setting, good)))
    })
}

/// RFC 9113 section 8.7: the client knows that nothing was processed.
fn unprocessed() -> Vec<Fault> {
    let expect = Expect::error(Fate::Unprocessed, Failure::Interrupted);
    let leaves = |name, reason| {
        fault(name, expect, move |_| {
            Action::refusing([Action::GoAway { reason, last: LastStream::Before }, Action::Close])
        })
    };
    vec![
        fault("stream refused", expect, |_| Action::refusing([Action::ResetStream(Reason::REFUSED_STREAM)])),
        leaves("server leaves before the request", Reason::NO_ERROR),
        leaves("server has enough before the request", Reason::ENHANCE_YOUR_CALM),
    ]
}

fn resets() -> Vec<Fault> {
    let expect = Expect::error(Fate::Unknown, Failure::Interrupted);
    let reasons = [
        ("an internal error", Reason::INTERNAL_ERROR),
        ("a cancellation", Reason::CANCEL),
        ("a call for calm", Reason::ENHANCE_YOUR_CALM),
    ];
    let early = reasons.map(|(name, reason)| {
        fault(format!("stream reset by {name}"), expect, move |_| Action::after_request([Action::ResetStream(reason)]))
    });
    let midway = reasons.map(|(name, reason)| {
        of_body(format!("stream reset in the body by {name}"), expect, move |setting, good| {
            let part = good.body.slice(..setting.scene.cut.of(good.body.len()));
            vec![Action::Head(good.clone()), Action::Data(part), Action::ResetStream(reason)]
        })
    });
    early.into_iter().chain(midway).collect()
}

fn goodbyes() -> Vec<Fault> {
    let expect = Expect::error(Fate::Unknown, Failure::Interrupted);
    vec![
        fault("server has enough during the request", expect, |_| {
            let leave = Action::GoAway { reason: Reason::ENHANCE_YOUR_CALM, last: LastStream::This };
            Action::after_request([leave, Action::Close])
        }),
        fault("server leaves and answers first", Expect::good(), |setting| {
            let leave = Action::GoAway { reason: Reason::NO_ERROR, last: LastStream::This };
            Action::after_request([leave, Action::Respond(setting.good().clone())])
        }),
    ]
}

/// A client that only reads works without end: it must give up by its deadline, in bounded memory.
fn floods() -> Vec<Fault> {
    let expect = Expect::error(Fate::Unknown, Failure::Timeout);
    let after_head = |name, frames: fn() -> Vec<Frame>| {
        of_body(name, expect, move |_, good| vec![Action::Head(good.clone()), Action::RepeatFrames(frames())])
    };
    vec![
        after_head("flood of empty data", || vec![Frame::empty_data(); 64]),
        after_head("flood of settings", || vec![Frame::settings(4, 65_535); 64]),
        after_head("flood of pings", || vec![Frame::ping(); 64]),
        fault("flood of fields", expect, |_| {
            // An indexed `:status: 200` (RFC 7541 appendix A), then literal fields that are not indexed.
            let field = b"\x00\x01a\x01b".repeat(100);
            let flood = Action::RepeatFrames(vec![Frame::continuation(field)]);
            Action::after_request([Action::Frames(vec![Frame::headers_begin(&b"\x88"[..])]), flood])
        }),
        fault("large head", Expect::good_or_error(Fate::Unknown, Failure::TooLarge), |setting| {
            let large = setting.good().clone().field("x-large", "v".repeat(1024 * 1024));
            Action::after_request([Action::Respond(large)])
        }),
        fault("many fields", Expect::good_or_error(Fate::Unknown, Failure::TooLarge), |setting| {
            let mut answer = setting.good().clone();
            answer.fields.extend(flood(5000, 10));
            Action::after_request([Action::Respond(answer)])
        }),
    ]
}

/// Malformed by RFC 9113.
fn broken() -> Vec<Fault> {
    let expect = Expect::error(Fate::Unknown, Failure::Protocol);
    let frames = |name, frames: fn() -> Vec<Frame>| {
        fault(name, expect, move |_| Action::after_request([Action::Frames(frames()), Action::hang()]))
    };
    vec![
        frames("window that grows by nothing", || vec![Frame::window_update(On::Connection, 0)]),
        frames("window that overflows", || vec![Frame::window_update(On::Connection, u32::MAX >> 1); 2]),
        frames("data before the head", || vec![Frame::new(0, 0, On::ThisStream, &b"x"[..])]),
        frames("data for a stream that nobody opened", || vec![Frame::new(0, 0, On::Stream(1001), &b"x"[..])]),
        frames("settings of a wrong length", || vec![Frame::new(4, 0, On::Connection, &b"x"[..])]),
        frames("head that cannot be unpacked", || vec![Frame::new(1, 4, On::ThisStream, &b"\xff\xff\xff\xff\xff"[..])]),
        frames("head without a status", || vec![Frame::new(1, 4, On::ThisStream, &b"\x00\x01a\x01b"[..])]),
        of_body("body shorter than announced", expect, |_, good| {
            let head = good.clone().with("content-length", (good.body.len() + 1).to_string());
            vec![Action::Head(head), Action::Data(good.body.clone()), Action::End]
        }),
    ]
}

/// Odd, and right by RFC 9113.
fn harmless() -> Vec<Fault> {
    let before = |name, frames: fn() -> Vec<Frame>| {
        fault(name, Expect::good(), move |setting| {
            Action::after_request([Action::Frames(frames()), Action::Respond(setting.good().clone())])
        })
    };
    vec![
        before("frame of an unknown kind", || vec![Frame::new(0x7a, 0xff, On::Connection, &b"unknown"[..])]),
        before("storm of settings", || vec![Frame::settings(4, 65_535); 50]),
        before("unknown setting", || vec![Frame::settings(0x7a7a, 1)]),
        fault("trailers behind the data", Expect::good(), |setting| {
            let good = setting.good();
            let trailers = Action::Trailers(vec![("x-trailer".to_owned(), "1".to_owned())]);
            Action::after_request([Action::Head(good.clone()), Action::Data(good.body.clone()), trailers])
        }),
    ]
}
