//! What a client tells about its calls: events for observers, spans for `tracing`.
//!
//! Both see the same and no more: the operation, the method, the template of the path, the server, the status, the
//! cause and the time. No URL, no header field, no argument, no body.

mod span;

use std::fmt;
use std::time::Duration;

use http::{Method, StatusCode};

pub(crate) use self::span::{attempt_span, operation_span, record_attempt, record_operation, within};
use crate::cause::Cause;
use crate::operation::Operation;

/// Sees what a client does: for metrics, for tests.
pub trait Observer: Send + Sync + 'static {
    /// Called within the call, so it should be quick.
    fn event(&self, event: &Event<'_>);
}

impl<F: Fn(&Event<'_>) + Send + Sync + 'static> Observer for F {
    fn event(&self, event: &Event<'_>) {
        self(event);
    }
}

/// Something that happened in a call.
#[derive(Clone, Copy)]
pub struct Event<'e> {
    pub(crate) operation: &'static Operation,
    pub(crate) server: &'e str,
    pub(crate) what: Happened,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Happened {
    /// An attempt begins; the first is 1.
    AttemptStarted {
        /// Which one.
        number: u32,
    },
    /// An attempt has an answer, good or bad.
    Answered {
        /// Which attempt.
        number: u32,
        /// What the server answered.
        status: StatusCode,
        /// Since the attempt began.
        elapsed: Duration,
    },
    /// An attempt has no answer.
    Failed {
        /// Which attempt.
        number: u32,
        /// Why.
        cause: Cause,
        /// Since the attempt began.
        elapsed: Duration,
    },
    /// The token was refused, and another is asked for.
    TokenRefused,
    /// The next attempt is waited for.
    Waiting {
        /// How long.
        wait: Duration,
    },
    /// The call has its result.
    Finished {
        /// How many attempts there were.
        attempts: u32,
        /// Whether it is what the caller hoped for.
        success: bool,
        /// Since the call was first polled.
        elapsed: Duration,
    },
}

impl Event<'_> {
    /// The name of the operation in the spec.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation.name
    }

    /// The request method.
    #[must_use]
    pub fn method(&self) -> &'static Method {
        &self.operation.method
    }

    /// The template of the path: `/reports/{reportId}`.
    #[must_use]
    pub fn template(&self) -> &'static str {
        self.operation.template
    }

    /// The host that is talked to.
    #[must_use]
    pub fn server(&self) -> &str {
        self.server
    }

    /// What happened.
    #[must_use]
    pub fn happened(&self) -> Happened {
        self.what
    }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {:?}", self.operation.name, self.what)
    }
}
