//! An identity provider and an API on one port. The provider answers as it is told; whatever it refuses, it repeats.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::secrets::Sentinels;
use apiloom_chaos::{Answer, Recorded};

use crate::robust::goods;
use crate::robust::planted::{
    ACCESS_TOKEN, DEVICE_CODE, REFRESH_TOKEN, RENEWED_REFRESH_TOKEN, RENEWED_TOKEN, USER_CODE,
};

/// How tokens are given or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answering {
    /// A token that the API refuses, and then one that it takes; each with another refresh token.
    Good,
    /// The same, and the caller's store of refresh tokens is locked.
    Unsaved,
    /// 400 with a description that repeats the request (RFC 6749 section 5.2).
    Refused,
    /// 401 with a code that is what was sent.
    RefusedByName,
    /// 500 with JSON.
    Broken,
    /// 500 with HTML.
    Html,
    /// 200 with a token, and no JSON around it.
    Text,
    /// 200 with tokens of another type.
    Typed,
    /// 302 to where the request is in the URL.
    Redirect,
    /// 200 that ends in the middle of the tokens.
    Cut,
    /// No answer.
    Reset,
}

impl Answering {
    pub(super) const ALL: [Self; 11] = [
        Self::Good,
        Self::Unsaved,
        Self::Refused,
        Self::RefusedByName,
        Self::Broken,
        Self::Html,
        Self::Text,
        Self::Typed,
        Self::Redirect,
        Self::Cut,
        Self::Reset,
    ];
}

/// Assertions that applications signed: good for ten minutes, in whoever's hands.
pub(super) type Signed = Arc<Mutex<Vec<String>>>;

pub(super) fn issuer(planted: &Sentinels, answering: Answering, signed: &Signed) -> Script {
    let (planted, signed, asked) = (planted.clone(), Arc::clone(signed), AtomicUsize::new(0));
    Script::handler(move |request| match request.target.split('?').next() {
        Some("/token") => {
            note(request, &signed);
            token(&planted, answering, asked.fetch_add(1, Ordering::Relaxed), request)
        }
        Some("/device") => vec![Action::answer(&codes(&planted))],
        _ => vec![Action::answer(&api(&planted, request))],
    })
}

fn token(planted: &Sentinels, answering: Answering, before: usize, request: &Recorded) -> Vec<Action> {
    let heard = heard(request);
    let (access, refresh) = match before {
        0 => (planted.value(ACCESS_TOKEN), planted.value(RENEWED_REFRESH_TOKEN)),
        _ => (planted.value(RENEWED_TOKEN), planted.value(REFRESH_TOKEN)),
    };
    let tokens =
        format!(r#"{{"token_type":"Bearer","expires_in":3600,"access_token":"{access}","refresh_token":"{refresh}"}}"#);
    let refusal = |code: &str| format!(r#"{{"error":"{code}","error_description":"AADSTS70000: {heard}"}}"#);
    let html = format!("<html><body>{heard} {tokens}</body></html>");
    let answer = match answering {
        Answering::Good | Answering::Unsaved => Answer::json(tokens),
        Answering::Refused => Answer::json(refusal("invalid_grant")).status(400),
        Answering::RefusedByName => Answer::json(refusal(&heard)).status(401),
        Answering::Broken => Answer::json(refusal("server_error")).status(500),
        Answering::Html => Answer::ok("text/html", html).status(500),
        Answering::Text => Answer::ok("text/plain", access.to_owned()),
        Answering::Typed => {
            Answer::json(format!(r#"{{"access_token":["{access}"],"refresh_token":{{"{refresh}":1}}}}"#))
        }
        Answering::Redirect => Answer::new(302).field("location", format!("https://localhost/{access}?{heard}")),
        Answering::Cut => {
            let whole = Answer::json(tokens).http1();
            return vec![Action::send(whole.slice(..whole.len() - 3)), Action::Cut];
        }
        Answering::Reset => return vec![Action::Reset],
    };
    vec![Action::answer(&answer)]
}

/// The codes of a device (RFC 8628 section 3.2).
fn codes(planted: &Sentinels) -> Answer {
    let (device, user) = (planted.value(DEVICE_CODE), planted.value(USER_CODE));
    Answer::json(format!(
        r#"{{"device_code":"{device}","user_code":"{user}","verification_uri":"https://id.example","verification_uri_complete":"https://id.example?code={user}","expires_in":6,"interval":1}}"#
    ))
}

/// Takes the second token, and repeats the first.
fn api(planted: &Sentinels, request: &Recorded) -> Answer {
    match request.field("authorization") {
        Some(field) if field.ends_with(planted.value(RENEWED_TOKEN)) => goods::reports(planted, &["only"]),
        field => Answer::json(format!(r#"{{"Message":"not good: {}"}}"#, field.unwrap_or_default())).status(401),
    }
}

/// All that an application said of itself.
fn heard(request: &Recorded) -> String {
    format!("{} {}", request.field("authorization").unwrap_or_default(), String::from_utf8_lossy(&request.body))
}

fn note(request: &Recorded, signed: &Signed) {
    let body = String::from_utf8_lossy(&request.body);
    let assertion = body.split('&').find_map(|pair| pair.strip_prefix("client_assertion="));
    signed.lock().unwrap_or_else(PoisonError::into_inner).extend(assertion.map(str::to_owned));
}
