//! B01 to B04, B20 and B21: connections that are not made, or end.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Nowhere, Plan, Setting};
use crate::answer::Answer;
use crate::http1::Action;
use crate::http2;

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = nowhere();
    faults.extend(on_accept());
    faults.extend(after_request());
    faults.push(closes_idle());
    faults.extend(lost_answers());
    faults
}

/// Without an address or a listener the request is never sent.
fn nowhere() -> Vec<Fault> {
    let connect = Expect::error(Fate::Unprocessed, Failure::Connect);
    let kinds = [
        ("B01", "host without an address", Nowhere::Unresolvable),
        ("B02", "connection refused", Nowhere::Refused),
        ("B02", "connection that is never made", Nowhere::BlackHole),
    ];
    let fault = |(row, name, nowhere)| Fault::always(row, name, Carrier::ALL, connect, move |_| Plan::Nowhere(nowhere));
    kinds.map(fault).into()
}

/// The server read nothing, but a client that has written cannot know.
fn on_accept() -> Vec<Fault> {
    let ended = Expect::error(Fate::TurnedAway, Failure::Interrupted);
    let connection = |row, name, action: Action| {
        Fault::always(row, name, Carrier::HTTP1, ended, move |_| Plan::Connections(vec![vec![action.clone()]]))
    };
    vec![connection("B03", "reset on accept", Action::Reset), connection("B04", "close on accept", Action::Close)]
}

fn after_request() -> Vec<Fault> {
    let ended = Expect::error(Fate::Unknown, Failure::Interrupted);
    let head_only = Fault::always("B03", "reset after the head of the request", Carrier::HTTP1, ended, |_| {
        Plan::Requests(vec![vec![Action::ReadHead, Action::Reset]])
    });
    let both = |row, name, action: Action, stream: http2::Action| {
        Fault::always(row, name, Carrier::ALL, ended, move |setting| {
            setting.after_request([action.clone()], [stream.clone()])
        })
    };
    vec![
        head_only,
        both("B03", "reset after the request", Action::Reset, http2::Action::Reset),
        both("B04", "close after the request", Action::Close, http2::Action::Close),
        Fault::always("B03", "reset in the head of the answer", Carrier::HTTP1, ended, |setting| {
            Plan::after_request([send_head_of(setting), Action::Reset])
        }),
        Fault::always("B04", "close in the head of the answer", Carrier::HTTP1, ended, |setting| {
            Plan::after_request([send_head_of(setting), Action::Close])
        }),
        Fault::fitting("B03", "reset in the body of the answer", Carrier::ALL, ended, reset_in_body),
    ]
}

/// A part of the head, cut somewhere.
fn send_head_of(setting: &Setting<'_>) -> Action {
    let all = setting.good().http1();
    let head = all.len() - setting.good().body.len();
    Action::Send(all.slice(..setting.scene.cut.of(head)))
}

fn reset_in_body(setting: &Setting<'_>) -> Option<Plan> {
    let good = setting.good_with_body()?;
    let (whole, at) = (good.http1(), setting.scene.cut.of(good.body.len()));
    let head = whole.len() - good.body.len();
    Some(setting.after_request(
        [Action::Send(whole.slice(..head + at)), Action::Reset],
        [http2::Action::Head(good.clone()), http2::Action::Data(good.body.slice(..at)), http2::Action::Reset],
    ))
}

/// A server that closes connections after each answer without having said so. The call does not notice; the next one
/// must not either, once the client had time to (see [`Journal::settled`](crate::Journal::settled)).
fn closes_idle() -> Fault {
    Fault::always("B04", "close after the answer", Carrier::ALL, Expect::good(), |setting| {
        let good = setting.good();
        setting.after_request(
            [Action::answer(good), Action::Close],
            [http2::Action::Respond(good.clone()), http2::Action::Close],
        )
    })
}

/// The server acts and its answer is lost; asked again, it says that there is nothing left to do. Only the API's own
/// rules can tell that this is a success.
fn lost_answers() -> Vec<Fault> {
    let any = Expect::any(Fate::Unknown, Failure::Status);
    let lost = |row, name, status| {
        Fault::always(row, name, Carrier::ALL, any, move |setting| {
            let again = Answer::json("{}").status(status);
            match setting.scene.carrier.is_http2() {
                true => Plan::Streams(vec![
                    http2::Action::after_request([http2::Action::Reset]),
                    http2::Action::refusing([http2::Action::Respond(again)]),
                ]),
                false => Plan::Requests(vec![
                    Action::after_request([Action::Reset]),
                    Action::refusing([Action::answer(&again)]),
                ]),
            }
        })
    };
    vec![
        lost("B20", "answer lost, then 400 for what is done already", 400),
        lost("B20", "answer lost, then 409 for what is done already", 409),
        lost("B21", "answer lost, then 404 for what is gone already", 404),
    ]
}
