//! B31 and B32: redirects. A client of an API follows none, and a download only to where its rules allow.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Reply, Setting};
use crate::answer::Answer;
use crate::recorded::Recorded;

/// Those with a `Location` (RFC 9110 section 15.4), and two that no client follows.
const STATUSES: [u16; 7] = [300, 301, 302, 303, 305, 307, 308];

/// What `Location` says: gets the server, the one that nobody may call, and the request.
type Location = fn(&str, &str, &Recorded) -> Option<String>;

const LOCATIONS: [(&str, Location); 14] = [
    ("another path", |here, _, _| Some(format!("{here}/moved"))),
    ("another port", |_, elsewhere, _| Some(format!("{elsewhere}/moved"))),
    ("another host", |_, elsewhere, _| Some(format!("{}/moved", other_host(elsewhere)))),
    ("another scheme", |_, elsewhere, _| Some(format!("{}/moved", other_scheme(elsewhere)))),
    ("user information", |_, elsewhere, _| Some(elsewhere.replacen("://", "://user:password@", 1))),
    ("a network path", |_, elsewhere, _| elsewhere.split_once(':').map(|(_, rest)| format!("{rest}/moved"))),
    ("backslashes", |_, elsewhere, _| elsewhere.split_once("://").map(|(_, rest)| format!("\\\\{rest}\\moved"))),
    ("a file", |_, _, _| Some("file:///etc/passwd".to_owned())),
    ("a script", |_, _, _| Some("javascript:alert(1)".to_owned())),
    ("itself", |_, _, request| Some(request.target.clone())),
    ("nothing", |_, _, _| Some(String::new())),
    ("no location", |_, _, _| None),
    ("ten thousand bytes", |_, elsewhere, _| Some(format!("{elsewhere}/{}", "x".repeat(10_000)))),
    ("no URL", |_, _, _| Some("http://[::1/%%\u{7f}".replace('\u{7f}', "%00"))),
];

pub(super) fn faults() -> Vec<Fault> {
    let expect = Expect::error(Fate::Final, Failure::Redirect);
    let pairs = STATUSES.into_iter().flat_map(|status| LOCATIONS.map(|(name, location)| (status, name, location)));
    let fault = |(status, name, location): (u16, &str, Location)| {
        Fault::always("B31", format!("status {status} to {name}"), Carrier::ALL, expect, move |setting| {
            redirect(setting, status, location)
        })
    };
    pairs.map(fault).chain([download()]).collect()
}

fn redirect(setting: &Setting<'_>, status: u16, location: Location) -> Plan {
    let (here, elsewhere) = (setting.here.clone(), setting.elsewhere.clone());
    Plan::reply(move |request| {
        let answer = Answer::ok("text/html", "<a>moved</a>").status(status);
        Reply::Whole(match location(&here, &elsewhere, request) {
            Some(location) => answer.field("location", location),
            None => answer,
        })
    })
}

/// To the same server: allowed or not by the client's rules for downloads, and never followed with other content.
fn download() -> Fault {
    let expect = Expect::good_or_error(Fate::TurnedAway, Failure::Redirect);
    Fault::fitting("B32", "file that has moved", Carrier::ALL, expect, |setting| {
        setting.good().is_download().then(|| {
            let here = setting.here.clone();
            Plan::reply(move |request| {
                Reply::Whole(Answer::new(302).field("location", format!("{here}{}", request.target)))
            })
        })
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
