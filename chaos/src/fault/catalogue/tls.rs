//! B14 and B15: TLS that fails, and names that only look right. None of it is tried again, and nothing less secure.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Setting};
use crate::http1::Action;
use crate::tls::{
    Authority, Identity, Leaf, Validity, alert_protocol_version, handshake_cut, plain_http, server_hello_tls11,
};

const TLS: &[Carrier] = &[Carrier::Http1Tls];
const REFUSED: Expect = Expect::error(Fate::Final, Failure::Tls);

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = identities();
    faults.extend(names());
    faults.extend(handshakes());
    faults.push(no_close_notify());
    faults
}

fn identities() -> Vec<Fault> {
    vec![
        presents("B14", "certificate that has expired", |setting| {
            setting.authority.certify(Leaf::default().valid(Validity::Expired))
        }),
        presents("B14", "certificate that is not valid yet", |setting| {
            setting.authority.certify(Leaf::default().valid(Validity::NotYet))
        }),
        presents("B14", "certificate of another host", |setting| {
            setting.authority.certify(Leaf::named(["other.example"]))
        }),
        presents("B14", "certificate of an unknown authority", |_| Authority::new()?.identity()),
        presents("B14", "certificate that signed itself", |_| Authority::self_signed(Leaf::default())),
        presents("B14", "no protocol in common", |setting| Ok(setting.authority.identity()?.alpn(&["spdy/1"]))),
    ]
}

/// RFC 9525 section 6.3: a wildcard is a whole label, and labels are compared as they are.
fn names() -> Vec<Fault> {
    let names = ["*", "*.localhost", "l*", "localhost.evil.example", "1ocalhost", "xn--lcalhost-9za", "www.localhost"];
    let fault = |name: &'static str| {
        presents("B15", format!("certificate for {name}"), move |setting| {
            setting.authority.certify(Leaf::named([name]))
        })
    };
    names.map(fault).into()
}

/// A connection that is somebody else's, and would answer well.
fn presents(
    row: &'static str,
    name: impl Into<std::borrow::Cow<'static, str>>,
    identity: impl Fn(&Setting<'_>) -> std::io::Result<Identity> + Send + Sync + 'static,
) -> Fault {
    Fault::new(row, name, TLS, REFUSED, move |setting| {
        let accept = Action::AcceptAs(identity(setting)?);
        let answer = Action::after_request([Action::answer(setting.good()), Action::Close]);
        Ok(Some(Plan::Connections(vec![[vec![accept], answer].concat()])))
    })
}

fn handshakes() -> Vec<Fault> {
    let plays = |name, actions: fn(&Setting<'_>) -> Vec<Action>| {
        Fault::always("B14", name, TLS, REFUSED, move |setting| Plan::Connections(vec![actions(setting)]))
    };
    // What ends the handshake may be the network as well as the server: a client may try again.
    let cut = Expect::error(Fate::Unprocessed, Failure::Tls);
    vec![
        plays("alert about the version", |_| alert_protocol_version()),
        plays("TLS 1.1", |_| server_hello_tls11()),
        plays("HTTP on the port for TLS", |_| plain_http()),
        Fault::always("B14", "handshake that is cut", TLS, cut, |setting| {
            Plan::Connections(vec![handshake_cut(setting.scene.cut.of(47))])
        }),
        Fault::always(
            "B14",
            "handshake that never ends",
            TLS,
            Expect::error(Fate::Unprocessed, Failure::Timeout),
            |_| Plan::Connections(vec![vec![Action::ReadSome, Action::hang()]]),
        ),
    ]
}

/// RFC 9112 section 9.8: an answer with a length is whole, even if TLS was not ended.
fn no_close_notify() -> Fault {
    Fault::always("B14", "end without close_notify", TLS, Expect::good(), |setting| {
        Plan::after_request([Action::answer(setting.good()), Action::Cut])
    })
}
