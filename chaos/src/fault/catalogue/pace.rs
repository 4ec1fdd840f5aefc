//! B05 to B11: slow, stalled and sliced.

use std::time::Duration;

use bytes::Bytes;

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Setting};
use crate::answer::Answer;
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

fn silent() -> Vec<Fault> {
    let timeout = Expect::error(Fate::Unknown, Failure::Timeout);
    vec![
        Fault::always("B05", "accepts and never reads", Carrier::HTTP1, timeout, |_| {
            Plan::Connections(vec![vec![Action::hang()]])
        }),
        Fault::always("B05", "never answers", Carrier::ALL, timeout, |setting| {
            match setting.scene.carrier.is_http2() {
                true => Plan::after_stream([http2::Action::hang()]),
                false => Plan::after_request([Action::hang()]),
            }
        }),
    ]
}

/// Never silent for long, and never done.
fn dripping() -> Vec<Fault> {
    let timeout = Expect::error(Fate::Unknown, Failure::Timeout);
    vec![
        Fault::always("B06", "head that drips for ever", Carrier::HTTP1, timeout, |setting| {
            let start = Action::send("HTTP/1.1 200 OK\r\nx-drip: ");
            Plan::after_request([start, Action::Repeat { bytes: "x".into(), period: setting.scene.pace }])
        }),
        Fault::always("B07", "body that drips for ever", Carrier::ALL, timeout, |setting| {
            let (bytes, period) = (Bytes::from_static(b" "), setting.scene.pace);
            let good = setting.good();
            match setting.scene.carrier.is_http2() {
                true => {
                    let head = http2::Action::Head(good.clone());
                    Plan::after_stream([head, http2::Action::Repeat { bytes, period }])
                }
                false => {
                    let head = Action::send(good.http1_head(&[("connection", "close")]));
                    Plan::after_request([head, Action::Repeat { bytes, period }])
                }
            }
        }),
        Fault::fitting("B07", "body that stops for ever", Carrier::ALL, timeout, |setting| {
            let [first, _] = halves(setting)?;
            Some(in_parts(setting, &[first], &|_| (Action::hang(), http2::Action::hang())))
        }),
    ]
}

/// Slow, but within what any deadline allows.
fn late() -> Vec<Fault> {
    let good = Expect::good();
    vec![
        Fault::fitting("B08", "body that stops and goes on", Carrier::ALL, good, |setting| {
            let pace = setting.scene.pace;
            let halves = halves(setting)?;
            Some(in_parts(setting, &halves, &|_| (Action::Sleep(pace), http2::Action::Sleep(pace))))
        }),
        Fault::always("B11", "late answer", Carrier::ALL, good, |setting| {
            let (pace, good) = (setting.scene.pace, setting.good());
            match setting.scene.carrier.is_http2() {
                true => Plan::after_stream([http2::Action::Sleep(pace), http2::Action::Respond(good.clone())]),
                false => Plan::after_request([Action::Sleep(pace), Action::answer(good)]),
            }
        }),
        Fault::always(
            "B11",
            "narrow line",
            Carrier::ALL,
            Expect::good_or_error(Fate::Unknown, Failure::Timeout),
            |setting| {
                let (chunk, period) = (setting.good().body.len() / 8 + 1, setting.scene.pace);
                match setting.scene.carrier.is_http2() {
                    true => Plan::after_stream([
                        http2::Action::Head(setting.good().clone()),
                        http2::Action::Drip { bytes: setting.good().body.clone(), chunk, period },
                        http2::Action::End,
                    ]),
                    false => Plan::after_request([Action::Drip { bytes: setting.good().http1(), chunk, period }]),
                }
            },
        ),
    ]
}

/// How many bytes travel alone.
const SINGLE: usize = 400;

/// Where segments, frames and chunks end means nothing.
fn sliced() -> Vec<Fault> {
    let sent =
        |name, carriers, plan: fn(&Setting<'_>) -> Plan| Fault::always("B10", name, carriers, Expect::good(), plan);
    vec![
        sent("answer byte by byte", Carrier::ALL, |setting| match setting.scene.carrier.is_http2() {
            true => {
                let body = &setting.good().body;
                let (single, rest) = (body.slice(..body.len().min(SINGLE)), body.slice(body.len().min(SINGLE)..));
                Plan::after_stream([
                    http2::Action::Head(setting.good().clone()),
                    http2::Action::Drip { bytes: single, chunk: 1, period: Duration::ZERO },
                    http2::Action::Data(rest),
                    http2::Action::End,
                ])
            }
            false => Plan::after_request([Action::SendPieces(one_byte_slices(&setting.good().http1(), SINGLE))]),
        }),
        sent("answer cut anywhere", Carrier::HTTP1, |setting| {
            let mut chance = setting.scene.cut.chance();
            Plan::after_request([Action::SendPieces(random_slices(&setting.good().http1(), 8, &mut chance))])
        }),
        sent("chunks cut anywhere", Carrier::HTTP1, |setting| {
            let mut chance = setting.scene.cut.chance();
            let chunked = setting.good().http1_chunked(chance.usize(1..100));
            Plan::after_request([Action::SendPieces(random_slices(&chunked, 20, &mut chance))])
        }),
        sent("chunks of one byte", Carrier::HTTP1, |setting| {
            let chunk = if setting.good().body.len() > SINGLE { 64 } else { 1 };
            Plan::after_request([Action::send(setting.good().http1_chunked(chunk))])
        }),
    ]
}

/// The body in two parts.
fn halves(setting: &Setting<'_>) -> Option<[Bytes; 2]> {
    let body = &setting.good().body;
    let at = setting.scene.cut.of(body.len());
    (!body.is_empty()).then(|| [body.slice(..at), body.slice(at..)])
}

/// The head of the good answer and these parts of its body, with something between each two or after the only one.
fn in_parts(setting: &Setting<'_>, parts: &[Bytes], between: &dyn Fn(&Answer) -> (Action, http2::Action)) -> Plan {
    let good = setting.good();
    let (pause, stream_pause) = between(good);
    let (first, rest) = parts.split_first().map_or((Bytes::new(), &[][..]), |(first, rest)| (first.clone(), rest));
    if setting.scene.carrier.is_http2() {
        let rest = rest.iter().cloned().map(http2::Action::Data).chain([http2::Action::End]);
        let start = [http2::Action::Head(good.clone()), http2::Action::Data(first), stream_pause];
        return Plan::after_stream(start.into_iter().chain(rest));
    }
    let head = good.http1_head(&[("content-length", &good.body.len().to_string())]);
    let rest = rest.iter().cloned().map(Action::Send);
    Plan::after_request([Action::send(head), Action::Send(first), pause].into_iter().chain(rest))
}
