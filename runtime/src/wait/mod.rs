//! Waiting for something to be in a state: asking again and again, as the spec says.

mod judge;
mod poll;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

pub use self::judge::Of;
use crate::answer::Answer;
use crate::api::Casing;
use crate::call::Call;
use crate::error::Error;
use crate::transport::BoxFuture;

/// A status, and whether a body is the one that the spec declares for it.
pub type Pending = (u16, fn(&[u8], Casing) -> bool);

/// What a spec says about waiting: generated code holds one of these in a `static`.
pub struct Waiting<T> {
    /// The name in the spec, which is the name of the generated method.
    pub name: &'static str,
    /// Arguments that it sets in place of the caller's: the index of a parameter, and its values.
    pub with: &'static [(usize, &'static [&'static str])],
    /// The state of an item, as it is on the wire.
    pub state: fn(&T) -> Option<String>,
    /// The states that are waited for.
    pub reached: &'static [&'static str],
    /// The states from which none of those can be reached.
    pub failed: &'static [&'static str],
    /// How many items have to be in such a state.
    pub of: Of,
    /// What tells items apart: none where a new one cannot be told from an old one.
    pub identity: Option<fn(&T) -> Option<String>>,
    /// What the newest item has most of: a time, a number.
    pub order: Option<fn(&T) -> Option<String>>,
    /// The error status that means "not yet", where its body is the declared one.
    pub pending: Option<Pending>,
    /// Between two requests.
    pub every: Duration,
    /// In all.
    pub within: Duration,
}

/// A wait: a future that asks again and again until an item is in the state. It can be dropped at any time.
///
/// It asks at once, and then after each interval, give or take a fifth. An error that may pass does not end it; one that
/// will not, and a state from which there is no way, do.
#[must_use = "a wait begins when it is awaited"]
pub struct Wait<T: 'static>(All<T>);

/// A [`Wait`] for all items, which gives all of them.
#[must_use = "a wait begins when it is awaited"]
pub struct WaitForAll<T: 'static>(All<T>);

/// What both have in common: the items that are in the state.
struct All<T: 'static> {
    plan: Option<Plan<T>>,
    running: Option<BoxFuture<'static, Result<Vec<T>, Error>>>,
}

pub(crate) struct Plan<T: 'static> {
    pub(crate) call: Call,
    pub(crate) waiting: &'static Waiting<T>,
    pub(crate) items: fn(Answer) -> Result<Vec<T>, Error>,
    pub(crate) every: Duration,
    pub(crate) within: Duration,
    pub(crate) only_new: bool,
}

impl<T: Send + 'static> All<T> {
    fn new(mut call: Call, waiting: &'static Waiting<T>, items: fn(Answer) -> Result<Vec<T>, Error>) -> Self {
        for (index, values) in waiting.with {
            call.set(*index, values);
        }
        let (every, within) = (waiting.every, waiting.within);
        Self { plan: Some(Plan { call, waiting, items, every, within, only_new: false }), running: None }
    }

    fn change(mut self, change: impl FnOnce(&mut Plan<T>)) -> Self {
        self.plan.as_mut().map(change);
        self
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Vec<T>, Error>> {
        if let Some(plan) = self.plan.take() {
            self.running = Some(Box::pin(poll::poll(plan)));
        }
        let Some(running) = &mut self.running else {
            return Poll::Ready(Err(Error::configuration(None, "the wait is over already")));
        };
        let items = ready!(running.as_mut().poll(context));
        self.running = None;
        Poll::Ready(items)
    }
}

macro_rules! settings {
    ($($type:ident)*) => {$(
        impl<T: Send + 'static> $type<T> {
            /// A wait that sends the call again and again.
            pub fn new(call: Call, waiting: &'static Waiting<T>, items: fn(Answer) -> Result<Vec<T>, Error>) -> Self {
                Self(All::new(call, waiting, items))
            }

            /// Asks in another interval than the spec says. Services ask to be left alone: keep it long.
            pub fn every(self, interval: Duration) -> Self {
                Self(self.0.change(|plan| plan.every = interval))
            }

            /// Gives up after another time than the spec says, with [`Error::is_timeout`].
            pub fn within(self, limit: Duration) -> Self {
                Self(self.0.change(|plan| plan.within = limit))
            }

            /// Takes no account of what is there when it is first asked: only what appears afterwards counts. Where the
            /// spec does not say what tells items apart, the wait ends at once with [`Error::is_configuration`].
            pub fn only_new(self) -> Self {
                Self(self.0.change(|plan| plan.only_new = true))
            }
        }

        impl<T: 'static> fmt::Debug for $type<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(stringify!($type))
            }
        }
    )*};
}
settings!(Wait WaitForAll);

impl<T: Send + Unpin + 'static> Future for Wait<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let items = ready!(self.0.poll(context))?;
        let first = items.into_iter().next();
        // There is one: a wait ends with items or with an error.
        Poll::Ready(first.ok_or_else(|| Error::configuration(None, "the wait ended with nothing")))
    }
}

impl<T: Send + Unpin + 'static> Future for WaitForAll<T> {
    type Output = Result<Vec<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll(context)
    }
}
