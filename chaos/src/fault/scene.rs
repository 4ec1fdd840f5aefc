//! The choices around a fault: over what, where it cuts, how often it happens.

use std::time::Duration;

use fastrand::Rng;

use super::Plan;
use crate::answer::Answer;
use crate::tls::Authority;
use crate::{http1, http2};

/// What requests go over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// HTTP/1.1 over TCP.
    Http1,
    /// HTTP/1.1 over TLS.
    Http1Tls,
    /// HTTP/2 over TCP, by prior knowledge.
    Http2,
    /// HTTP/2 over TLS, by ALPN.
    Http2Tls,
}

impl Carrier {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Http1, Self::Http1Tls, Self::Http2, Self::Http2Tls];
    /// Those of HTTP/1.1.
    pub const HTTP1: &'static [Self] = &[Self::Http1, Self::Http1Tls];
    /// Those of HTTP/2.
    pub const HTTP2: &'static [Self] = &[Self::Http2, Self::Http2Tls];

    /// Whether it is HTTP/2.
    #[must_use]
    pub fn is_http2(self) -> bool {
        Self::HTTP2.contains(&self)
    }

    /// Whether it has TLS.
    #[must_use]
    pub fn is_tls(self) -> bool {
        matches!(self, Self::Http1Tls | Self::Http2Tls)
    }

    /// The protocol's name in ALPN.
    #[must_use]
    pub fn alpn(self) -> &'static str {
        if self.is_http2() { "h2" } else { "http/1.1" }
    }

    pub(super) fn scheme(self) -> &'static str {
        if self.is_tls() { "https" } else { "http" }
    }
}

/// Where something is cut, and what chance decides: one number, so that a run can be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut(pub u64);

impl Cut {
    /// Before the first byte, after it, in the middle, and before and after the last but one.
    pub const EDGES: [Self; 5] = [Self(0), Self(1), Self(2), Self(3), Self(4)];

    /// Anywhere.
    pub fn random(random: &mut Rng) -> Self {
        Self(random.u64(5..))
    }

    /// A place in something so long: 0 to `length - 1`, or 0 if it is empty.
    #[must_use]
    pub fn of(self, length: usize) -> usize {
        let last = length.saturating_sub(1);
        match self.0 {
            0 => 0,
            1 => 1.min(last),
            2 => length / 2,
            3 => last.saturating_sub(1),
            4 => last,
            any => usize::try_from(any % (length.max(1) as u64)).unwrap_or(last),
        }
    }

    /// Chance that is the same for the same cut.
    #[must_use]
    pub fn chance(self) -> Rng {
        Rng::with_seed(self.0)
    }
}

/// How often a fault happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// To one attempt; after that all is good.
    Once,
    /// To every attempt.
    Always,
}

/// Whether there is a connection before the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// None: the call opens the first one.
    Fresh,
    /// The client makes one good call first, which leaves a connection in its pool.
    Warm,
}

/// What surrounds a fault.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What requests go over.
    pub carrier: Carrier,
    /// What the server would answer if all went well.
    pub good: Answer,
    /// Where the fault cuts, and what chance decides.
    pub cut: Cut,
    /// How often it happens.
    pub times: Times,
    /// Whether there is a connection before.
    pub start: Start,
    /// The unit of waiting: between dripped bytes and for stalls that end. A client's timeout for an attempt should be
    /// a multiple of it.
    pub pace: Duration,
    /// How large things get that are too large, in mebibytes; at least 1. A client's limit should be below.
    pub mebibytes: u32,
}

impl Scene {
    /// A fresh connection, a fault that happens once and cuts in the middle, 20 ms and 64 MiB.
    #[must_use]
    pub fn new(carrier: Carrier, good: Answer) -> Self {
        let (times, start) = (Times::Once, Start::Fresh);
        Self { carrier, good, cut: Cut(2), times, start, pace: Duration::from_millis(20), mebibytes: 64 }
    }
}

/// Where a plan is made: a scene and the servers in it.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// What surrounds the fault.
    pub scene: &'a Scene,
    /// Whom the client trusts.
    pub authority: &'a Authority,
    /// The server that the client calls: scheme, host and port.
    pub here: String,
    /// A server that no client may call: scheme, host and port.
    pub elsewhere: String,
}

impl Setting<'_> {
    /// The answer if all went well.
    #[must_use]
    pub fn good(&self) -> &Answer {
        &self.scene.good
    }

    /// The answer if all went well and it has a body.
    #[must_use]
    pub fn good_with_body(&self) -> Option<&Answer> {
        Some(self.good()).filter(|good| !good.body.is_empty())
    }

    /// Reads a request and then does this, in the carrier's version of HTTP.
    pub(super) fn after_request(
        &self,
        http1: impl IntoIterator<Item = http1::Action>,
        http2: impl IntoIterator<Item = http2::Action>,
    ) -> Plan {
        match self.scene.carrier.is_http2() {
            true => Plan::Streams(vec![http2::Action::after_request(http2)]),
            false => Plan::Requests(vec![http1::Action::after_request(http1)]),
        }
    }

    /// So many bytes as a limit is certain to be below.
    #[must_use]
    pub fn large(&self) -> usize {
        self.scene.mebibytes.max(1) as usize * 1024 * 1024
    }
}
