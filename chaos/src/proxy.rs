//! A forward proxy, as scripts for a [`Server`](crate::Server): it works, or it fails in the ways proxies fail.

use crate::answer::Answer;
use crate::http1::{Action, Script};

/// A proxy that works: see [`Action::Relay`].
#[must_use]
pub fn working() -> Script {
    Script::connections(passes())
}

/// What a working proxy does with a connection.
#[must_use]
pub fn passes() -> Vec<Action> {
    vec![Action::ReadHead, Action::Relay]
}

/// Wants credentials (RFC 9110 section 15.5.8).
#[must_use]
pub fn wants_credentials() -> Vec<Action> {
    let answer = Answer::ok("text/html", "<h1>Proxy authentication required</h1>")
        .status(407)
        .field("proxy-authenticate", "Basic realm=\"scripted\"");
    Action::refusing([Action::answer(&answer), Action::Close])
}

/// Cannot reach the server and says so in HTML.
#[must_use]
pub fn bad_gateway() -> Vec<Action> {
    let answer = Answer::ok("text/html", "<html><h1>502 Bad Gateway</h1></html>").status(502);
    Action::refusing([Action::answer(&answer), Action::Close])
}

/// Takes the request and never answers.
#[must_use]
pub fn hangs() -> Vec<Action> {
    Action::refusing([Action::hang()])
}

/// Closes in the middle of its answer.
#[must_use]
pub fn closes_midway() -> Vec<Action> {
    Action::refusing([Action::send("HTTP/1.1 200 Connection est"), Action::Close])
}

/// Closes as soon as it has the request.
#[must_use]
pub fn closes_at_once() -> Vec<Action> {
    Action::refusing([Action::Close])
}

/// Answers with what is not HTTP.
#[must_use]
pub fn talks_nonsense() -> Vec<Action> {
    Action::refusing([Action::send("\x05\x01\x00 this is not HTTP\r\n\r\n"), Action::Close])
}

/// Opens the tunnel and closes it before a byte passes.
#[must_use]
pub fn drops_tunnel() -> Vec<Action> {
    Action::refusing([Action::send("HTTP/1.1 200 Connection established\r\n\r\n"), Action::Close])
}
