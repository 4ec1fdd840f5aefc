//! B18, B19, B25 to B29: statuses, and a body that contradicts its status.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Reply, Setting};
use crate::answer::Answer;
use crate::payload::HTML;
use crate::payload::json;

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = server_errors();
    faults.extend(client_errors());
    faults.extend(odd());
    faults.push(pending());
    faults.push(envelope());
    faults.push(echo());
    faults
}

fn says(row: &'static str, status: u16, expect: Expect) -> Fault {
    Fault::always(row, format!("status {status}"), Carrier::ALL, expect, move |_| Plan::answer(refusal(status)))
}

fn refusal(status: u16) -> Answer {
    Answer::json(format!(r#"{{"code":"Scripted{status}","message":"scripted"}}"#)).status(status)
}

/// The server may have acted before it failed.
fn server_errors() -> Vec<Fault> {
    let failed = Expect::error(Fate::Unknown, Failure::Status);
    let page = |status: u16| {
        Fault::always("B18", format!("status {status} of a gateway"), Carrier::ALL, failed, move |_| {
            Plan::answer(Answer::ok("text/html", HTML).status(status))
        })
    };
    let plain = [500, 502, 503, 504].map(|status| says("B18", status, failed));
    let rare = [501, 505, 507, 511, 599].map(|status| says("B18", status, failed));
    plain.into_iter().chain(rare).chain([502, 503, 504].map(page)).collect()
}

fn client_errors() -> Vec<Fault> {
    let refused = Expect::error(Fate::Final, Failure::Status);
    let later = Expect::error(Fate::TurnedAway, Failure::Status);
    let unauthorized = Expect::error(Fate::NeedsCredentials, Failure::Unauthorized);
    // RFC 9110 section 15.5, RFC 6585 and the registry: all but those that have rules of their own.
    let definite = [
        400, 402, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 426, 428,
        431, 451, 499,
    ];
    let definite = definite.map(|status| says("B27", status, refused));
    // A request that timed out at the server (RFC 9110 section 15.5.9), or came too early (RFC 8470 section 5.2).
    let again = [408, 425].map(|status| says("B27", status, later));
    let token = Fault::always("B25", "status 401", Carrier::ALL, unauthorized, |_| {
        Plan::answer(refusal(401).field("www-authenticate", "Bearer error=\"invalid_token\""))
    });
    definite.into_iter().chain(again).chain([token]).collect()
}

fn odd() -> Vec<Fault> {
    let protocol = Expect::error(Fate::Unknown, Failure::Protocol);
    let over_http1 = |name, bytes: &'static str, expect| {
        Fault::always("B34", name, Carrier::HTTP1, expect, move |setting: &Setting<'_>| {
            Plan::bytes([bytes.as_bytes(), &setting.good().clone().with("connection", "close").http1()].concat())
        })
    };
    vec![
        says("B27", 600, protocol),
        says("B27", 999, protocol),
        says("B27", 304, Expect::error(Fate::Final, Failure::Status)),
        over_http1(
            "switch of protocols that nobody asked for",
            "HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n",
            protocol,
        ),
        over_http1("informational answers first", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", Expect::good()),
        over_http1("continue that nobody asked for", "HTTP/1.1 100 Continue\r\n\r\n", Expect::good()),
    ]
}

/// Some APIs say 404 until something exists; a poller goes on, everybody else fails.
fn pending() -> Fault {
    let expect = Expect::good_or_error(Fate::TurnedAway, Failure::Status);
    Fault::always("B28", "status 404 twice", Carrier::ALL, expect, |_| Plan::answers([refusal(404), refusal(404)]))
}

/// A success whose envelope says otherwise.
fn envelope() -> Fault {
    let expect = Expect::error(Fate::Unknown, Failure::Service);
    Fault::fitting("B29", "status 500 in a successful body", Carrier::ALL, expect, |setting| {
        let good = setting.good();
        let place = json::member(&good.body, "statusCode").filter(|_| good.is_json())?;
        Some(Plan::answer(good.clone().body(json::replaced(&good.body, place, b"500"))))
    })
}

/// An error that repeats the request, with all its secrets.
fn echo() -> Fault {
    let expect = Expect::error(Fate::Final, Failure::Status);
    Fault::always("C06", "error that repeats the request", Carrier::ALL, expect, |_| {
        Plan::reply(|request| {
            let text = [&request.head[..], &request.body].concat();
            let text = String::from_utf8_lossy(&text).replace('\\', "/").replace('"', "'").replace("\r\n", " ");
            let body = format!(r#"{{"code":"Scripted","message":"bad request: {text}"}}"#);
            Reply::Whole(Answer::json(body).status(400))
        })
    })
}
