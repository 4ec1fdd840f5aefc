//! From a plan to the script that a server plays.

use std::sync::Arc;

use super::{Carrier, Fate, Plan, Responder, Scene, Start, Times};
use crate::answer::Answer;
use crate::http1::Action;
use crate::recorded::Recorded;
use crate::server::Script;
use crate::{http1, http2, proxy};

/// What the server plays, or `None` if the plan is not the server's.
pub(super) fn server(plan: &Plan, fate: Fate, good: &Responder, scene: &Scene) -> Option<Script> {
    match plan {
        Plan::Replies(replies) if scene.carrier.is_http2() => {
            let turns = replies.iter().map(|reply| over_http2(reply, fate)).collect();
            Some(http2_requests(turns, good, scene).into())
        }
        Plan::Replies(replies) => {
            let turns = replies.iter().map(|reply| over_http1(reply, fate)).collect();
            Some(http1_requests(turns, good, scene).into())
        }
        Plan::Requests(scripts) => {
            let turns = scripts.iter().cloned().map(http1::Turn::from).collect();
            Some(http1_requests(turns, good, scene).into())
        }
        Plan::Streams(scripts) => {
            let turns = scripts.iter().cloned().map(http2::Turn::from).collect();
            Some(http2_requests(turns, good, scene).into())
        }
        Plan::Connections(scripts) => Some(http1_connections(scripts.clone(), good, scene).into()),
        Plan::Proxy(_) | Plan::Nowhere(_) => None,
    }
}

/// What a server plays if all goes well.
pub(super) fn good(good: &Responder, carrier: Carrier) -> Script {
    match carrier.is_http2() {
        true => http2::Script::requests(over_http2(good, Fate::Final)).into(),
        false => http1::Script::requests(over_http1(good, Fate::Final)).into(),
    }
}

/// What a proxy plays, if the plan is one's.
pub(super) fn proxy(plan: &Plan, times: Times) -> Option<http1::Script> {
    let Plan::Proxy(scripts) = plan else { return None };
    let (first, last) = in_turn(scripts.clone(), times);
    let then = http1::Script::connections(last.unwrap_or_else(proxy::passes));
    Some(first.into_iter().fold(then, http1::Script::connection))
}

fn http1_requests(turns: Vec<http1::Turn>, good: &Responder, scene: &Scene) -> http1::Script {
    let good = over_http1(good, Fate::Final);
    let (first, last) = in_turn(turns, scene.times);
    let then = http1::Script::requests(last.unwrap_or_else(|| good.clone()));
    let warm = (scene.start == Start::Warm).then_some(good);
    warm.into_iter().chain(first).fold(then, http1::Script::request)
}

fn http2_requests(turns: Vec<http2::Turn>, good: &Responder, scene: &Scene) -> http2::Script {
    let good = over_http2(good, Fate::Final);
    let (first, last) = in_turn(turns, scene.times);
    let then = http2::Script::requests(last.unwrap_or_else(|| good.clone()));
    let warm = (scene.start == Start::Warm).then_some(good);
    warm.into_iter().chain(first).fold(then, http2::Script::request)
}

fn http1_connections(scripts: Vec<Vec<Action>>, good: &Responder, scene: &Scene) -> http1::Script {
    let (first, last) = in_turn(scripts, scene.times);
    let then = last.map_or_else(|| http1::Script::requests(over_http1(good, Fate::Final)), http1::Script::connections);
    let warm = (scene.start == Start::Warm).then(|| farewell(&scene.good));
    warm.into_iter().chain(first).fold(then, http1::Script::connection)
}

/// A connection with one good answer, after which the client needs another connection.
fn farewell(good: &Answer) -> Vec<Action> {
    let answer = Action::answer(&good.clone().with("connection", "close"));
    [vec![Action::Accept], Action::after_request([answer, Action::Close])].concat()
}

/// What happens in turn, and what happens from then on, if that is not the good answer.
fn in_turn<T>(mut turns: Vec<T>, times: Times) -> (Vec<T>, Option<T>) {
    let last = match times {
        Times::Once => None,
        Times::Always => turns.pop(),
    };
    (turns, last)
}

fn over_http1(reply: &Responder, fate: Fate) -> http1::Turn {
    let reply = Arc::clone(reply);
    let handler: http1::Handler = Arc::new(move |request: &Recorded| reply(request).http1(fate));
    handler.into()
}

fn over_http2(reply: &Responder, fate: Fate) -> http2::Turn {
    let reply = Arc::clone(reply);
    let handler: http2::Handler = Arc::new(move |request: &Recorded| reply(request).http2(fate));
    handler.into()
}
