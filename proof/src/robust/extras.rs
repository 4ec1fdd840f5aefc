//! Faults besides those of the catalogue: links to the next page that lead elsewhere (B62), and servers that leave.

use apiloom_chaos::Recorded;
use apiloom_chaos::fault::{Carrier, Expect, Failure, Fate, Fault, Plan, Reply, Times};
use apiloom_chaos::http2::{Action, LastStream, Reason};
use apiloom_chaos::secrets::Sentinels;

use super::goods;

/// What a link says: gets the server and the one that nobody may call.
type Link = fn(&str, &str) -> String;

const ELSEWHERE: [(&str, Link); 16] = [
    ("another port", |_, elsewhere| format!("{elsewhere}/insights/v1/mpn/ScheduledReport?page=2")),
    ("another port, relative", |_, elsewhere| {
        format!("{}/insights/v1/mpn/x", elsewhere.split_once(':').map_or("", |(_, rest)| rest))
    }),
    ("another port, backslashes", |_, elsewhere| {
        format!("\\\\{}\\insights\\v1\\mpn\\x", elsewhere.split_once("://").map_or("", |(_, rest)| rest))
    }),
    ("another host", |_, elsewhere| format!("{}/insights/v1/mpn/x", other_host(elsewhere))),
    ("another scheme", |here, _| format!("{}/insights/v1/mpn/x", other_scheme(here))),
    ("user information", |here, _| format!("{}/insights/v1/mpn/x", here.replacen("://", "://user:password@", 1))),
    ("user information that looks like the host", |here, elsewhere| {
        let host = here.split_once("://").map_or("", |(_, rest)| rest);
        format!("{}/insights/v1/mpn/x", elsewhere.replacen("://", &format!("://{host}@"), 1))
    }),
    ("another path", |here, _| format!("{here}/admin/v1/mpn/x")),
    ("a path that begins alike", |here, _| format!("{here}/insights/v1/mpnx/x")),
    ("a path with dots", |here, _| format!("{here}/insights/v1/mpn/../../../admin")),
    ("a path with encoded dots", |here, _| format!("{here}/insights/v1/mpn/%2e%2e/%2E%2e/admin")),
    ("the folder above", |_, _| "../../../../admin".to_owned()),
    ("a script", |_, _| "javascript:alert(1)".to_owned()),
    ("a file", |_, _| "file:///etc/passwd".to_owned()),
    ("no URL", |_, _| "http://[::1/%%00".to_owned()),
    ("seventy thousand bytes", |here, _| format!("{here}/insights/v1/mpn/{}", "x".repeat(70_000))),
];

pub(crate) fn faults(planted: &Sentinels) -> Vec<Fault> {
    let mut faults = pages(planted);
    faults.push(leaves());
    faults
}

/// The server has looked at the request, says goodbye without reproach, and is gone (RFC 9113 section 6.8).
fn leaves() -> Fault {
    let unknown = Expect::error(Fate::Unknown, Failure::Interrupted);
    Fault::always("B12", "server leaves during the request", Carrier::HTTP2, unknown, |_| {
        let leave = Action::GoAway { reason: Reason::NO_ERROR, last: LastStream::This };
        Plan::after_stream([leave, Action::Close])
    })
}

/// The server writes the link, and the client would carry its token there.
fn pages(planted: &Sentinels) -> Vec<Fault> {
    let refused = Expect::error(Fate::Final, Failure::Mismatch);
    let mut faults: Vec<Fault> = ELSEWHERE
        .into_iter()
        .map(|(name, link)| {
            let planted = planted.clone();
            Fault::always("B62", format!("next page at {name}"), Carrier::ALL, refused, move |setting| {
                Plan::answer(goods::page(&planted, &link(&setting.here, &setting.elsewhere)))
            })
        })
        .collect();
    faults.push(circle(planted));
    faults
}

/// The page itself comes next. Once would be no circle.
fn circle(planted: &Sentinels) -> Fault {
    let refused = Expect::error(Fate::Unknown, Failure::Mismatch);
    let planted = planted.clone();
    Fault::fitting("B62", "next page at the page itself", Carrier::ALL, refused, move |setting| {
        let planted = planted.clone();
        let page = move |request: &Recorded| Reply::Whole(goods::page(&planted, &request.target));
        (setting.scene.times == Times::Always).then(|| Plan::reply(page))
    })
}

fn other_host(url: &str) -> String {
    match url.contains("localhost") {
        true => url.replacen("localhost", "127.0.0.1", 1),
        false => url.replacen("127.0.0.1", "localhost", 1),
    }
}

fn other_scheme(url: &str) -> String {
    match url.strip_prefix("https") {
        Some(rest) => format!("http{rest}"),
        None => url.replacen("http", "https", 1),
    }
}
