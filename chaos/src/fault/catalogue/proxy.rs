//! B16: a forward proxy before the server.

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan};
use crate::http1::Action;
use crate::proxy;

/// Clients open tunnels for TLS alone.
const TUNNELLED: &[Carrier] = &[Carrier::Http1Tls, Carrier::Http2Tls];

pub(super) fn faults() -> Vec<Fault> {
    let refused = Expect::error(Fate::Final, Failure::Proxy);
    let ended = Expect::error(Fate::Unprocessed, Failure::Proxy);
    let late = Expect::error(Fate::Unprocessed, Failure::Timeout);
    let fault = |name, expect, actions: fn() -> Vec<Action>| {
        Fault::always("B16", name, TUNNELLED, expect, move |_| Plan::Proxy(vec![actions()]))
    };
    vec![
        fault("proxy that works", Expect::good(), proxy::passes),
        fault("proxy that wants credentials", refused, proxy::wants_credentials),
        fault("proxy with a bad gateway", ended, proxy::bad_gateway),
        fault("proxy that hangs", late, proxy::hangs),
        fault("proxy that closes midway", ended, proxy::closes_midway),
        fault("proxy that closes at once", ended, proxy::closes_at_once),
        fault("proxy that talks nonsense", ended, proxy::talks_nonsense),
        fault("proxy that drops the tunnel", ended, proxy::drops_tunnel),
    ]
}
