//! B05 to B11: slow, stalled and sliced.

use std::time::Duration;

use bytes::Bytes;

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Setting};
use crate::http1::Action;
use crate::http2;
use crate::payload::{one_byte_slices, random_slices};

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = silent();
    faults.extend(dripping());
    faults.extend(late());
    faults.extend(sliced());
    faults
}

const TIMEOUT: Expect = Expect::error(Fate::Unknown, Failure::Timeout);

fn silent() -> Vec<Fault> {
    vec![
        Fault::always("B05", "accepts and never reads", Carrier::HTTP1, TIMEOUT, |_| {
            Plan::Connections(vec![vec![Action::hang()]])
        }),
        Fault::always("B05", "never answers", Carrier::ALL, TIMEOUT, |setting| {
            setting.after_request([Action::hang()], [http2::Action::hang()])
        }),
        Fault::fitting("B07", "body that stops for ever", Carrier::ALL, TIMEOUT, |setting| {
            let (http1, http2) = parts(setting)?;
            Some(setting.after_request(
                [http1.head, http1.first, Action::hang()],
                [http2.head, http2.first, http2::Action::hang()],
            ))
        }),
    ]
}

/// Never silent for long, and never done.
fn dripping() -> Vec<Fault> {
    vec![
        Fault::always("B06", "head that drips for ever", Carrier::HTTP1, TIMEOUT, |setting| {
            let start = Action::send("HTTP/1.1 200 OK\r\nx-drip: ");
            Plan::after_request([start, Action::Repeat { bytes: "x".into(), period: setting.scene.pace }])
        }),
        Fault::fitting("B07", "body that drips for ever", Carrier::ALL, TIMEOUT, |setting| {
            let (bytes, period) = (Bytes::from_static(b" "), setting.scene.pace);
            let good = setting.good_with_body()?;
            let head = Action::send(good.http1_head(&[("connection", "close")]));
            let stream_head = http2::Action::Head(good.clone());
            Some(setting.after_request(
                [head, Action::Repeat { bytes: bytes.clone(), period }],
                [stream_head, http2::Action::Repeat { bytes, period }],
            ))
        }),
    ]
}

/// Slow, but within what any deadline allows.
fn late() -> Vec<Fault> {
    let narrow = Expect::good_or_error(Fate::Unknown, Failure::Timeout);
    vec![
        Fault::fitting("B08", "body that stops and goes on", Carrier::ALL, Expect::good(), |setting| {
            let pace = setting.scene.pace;
            let (http1, http2) = parts(setting)?;
            Some(setting.after_request(
                [http1.head, http1.first, Action::Sleep(pace), http1.rest],
                [http2.head, http2.first, http2::Action::Sleep(pace), http2.rest, http2::Action::End],
            ))
        }),
        Fault::always("B11", "late answer", Carrier::ALL, Expect::good(), |setting| {
            let (pace, good) = (setting.scene.pace, setting.good());
            setting.after_request(
                [Action::Sleep(pace), Action::answer(good)],
                [http2::Action::Sleep(pace), http2::Action::Respond(good.clone())],
            )
        }),
        Fault::always("B11", "narrow line", Carrier::ALL, narrow, |setting| {
            let good = setting.good();
            let (chunk, period) = (good.http1().len() / 8 + 1, setting.scene.pace);
            let drip = http2::Action::Drip { bytes: good.body.clone(), chunk, period };
            setting.after_request(
                [Action::Drip { bytes: good.http1(), chunk, period }],
                [http2::Action::Head(good.clone()), drip, http2::Action::End],
            )
        }),
    ]
}

/// How many bytes travel alone.
const SINGLE: usize = 400;

/// How many bytes are a frame of their own: of many small ones a client may fear a flood (RFC 9113 section 10.5), and
/// the `h2` crate does at a hundred.
const SINGLE_FRAMES: usize = 50;

/// Where segments, frames and chunks end means nothing.
fn sliced() -> Vec<Fault> {
    let chunked = |name, actions: fn(&Setting<'_>) -> Option<Action>| {
        Fault::fitting("B10", name, Carrier::HTTP1, Expect::good(), move |setting| {
            Some(Plan::after_request([actions(setting)?]))
        })
    };
    vec![
        Fault::always("B10", "answer byte by byte", Carrier::ALL, Expect::good(), |setting| {
            let good = setting.good();
            let single = good.body.len().min(SINGLE_FRAMES);
            let drip = http2::Action::Drip { bytes: good.body.slice(..single), chunk: 1, period: Duration::ZERO };
            let rest = http2::Action::Data(good.body.slice(single..));
            setting.after_request(
                [Action::SendPieces(one_byte_slices(&good.http1(), SINGLE))],
                [http2::Action::Head(good.clone()), drip, rest, http2::Action::End],
            )
        }),
        Fault::always("B10", "answer cut anywhere", Carrier::HTTP1, Expect::good(), |setting| {
            let mut chance = setting.scene.cut.chance();
            Plan::after_request([Action::SendPieces(random_slices(&setting.good().http1(), 8, &mut chance))])
        }),
        chunked("chunks cut anywhere", |setting| {
            let mut chance = setting.scene.cut.chance();
            let chunks = setting.good_with_body()?.http1_chunked(chance.usize(1..100));
            Some(Action::SendPieces(random_slices(&chunks, 20, &mut chance)))
        }),
        chunked("chunks of one byte", |setting| {
            let good = setting.good_with_body()?;
            let chunk = if good.body.len() > SINGLE { 64 } else { 1 };
            Some(Action::Send(good.http1_chunked(chunk)))
        }),
    ]
}

/// The good answer in three steps.
struct Parts<A> {
    head: A,
    /// The body up to the cut.
    first: A,
    rest: A,
}

/// The steps in both versions of HTTP.
fn parts(setting: &Setting<'_>) -> Option<(Parts<Action>, Parts<http2::Action>)> {
    let good = setting.good_with_body()?;
    let at = setting.scene.cut.of(good.body.len());
    let (first, rest) = (good.body.slice(..at), good.body.slice(at..));
    let head = Action::send(good.http1_head(&[("content-length", &good.body.len().to_string())]));
    let http1 = Parts { head, first: Action::Send(first.clone()), rest: Action::Send(rest.clone()) };
    let head = http2::Action::Head(good.clone());
    let http2 = Parts { head, first: http2::Action::Data(first), rest: http2::Action::Data(rest) };
    Some((http1, http2))
}
