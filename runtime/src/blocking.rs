//! Calls without `async` in the caller's code.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::Error;
use crate::events::{Events, ServerEvent};
#[cfg(feature = "pages")]
use crate::pages::{Items, Pages};

/// Waits for a call in place of awaiting it; for every request, wait and download.
///
/// ```no_run
/// use apiloom_runtime::{Blocking, Error, Response};
///
/// # fn example(request: impl Future<Output = Result<Response<()>, Error>>) -> Result<(), Error> {
/// // client.pause_report(&id).wait()?;
/// let answer = request.wait()?;
/// # Ok(())
/// # }
/// ```
///
/// All calls of a process share one runtime, which is made by the first, with one thread for their connections. A client
/// that was made for this should not be used from another runtime besides: its connections belong to the one that opened
/// them.
pub trait Blocking<T> {
    /// Sends the call, and blocks the thread until its result is there.
    ///
    /// # Errors
    ///
    /// Those of the call; and [`Error::is_configuration`] inside an async runtime, whose thread must not be blocked:
    /// await the call there.
    fn wait(self) -> Result<T, Error>;
}

impl<T, F: Future<Output = Result<T, Error>>> Blocking<T> for F {
    fn wait(self) -> Result<T, Error> {
        runtime()?.block_on(self)
    }
}

#[cfg(feature = "pages")]
impl<T: 'static> Items<T> {
    /// The items for a loop, each waited for. See [`Blocking`].
    pub fn wait_each(mut self) -> impl Iterator<Item = Result<T, Error>> {
        std::iter::from_fn(move || match runtime() {
            Ok(runtime) => runtime.block_on(self.next()),
            Err(error) => self.fail(error),
        })
    }
}

#[cfg(feature = "pages")]
impl<P> Pages<P> {
    /// The pages for a loop, each waited for. See [`Blocking`].
    pub fn wait_each(mut self) -> impl Iterator<Item = Result<P, Error>> {
        std::iter::from_fn(move || match runtime() {
            Ok(runtime) => runtime.block_on(self.next()),
            Err(error) => self.fail(error),
        })
    }
}

impl<T> Events<T> {
    /// The events for a loop, each waited for. See [`Blocking`].
    pub fn wait_each(mut self) -> impl Iterator<Item = Result<ServerEvent<T>, Error>> {
        std::iter::from_fn(move || match runtime() {
            Ok(runtime) => runtime.block_on(self.next()),
            Err(error) => self.fail(error),
        })
    }
}

/// The runtime of all blocking calls.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        return Err(Error::configuration(None, "this thread belongs to an async runtime: await the call there"));
    }
    let made = || Builder::new_multi_thread().worker_threads(1).thread_name("apiloom").enable_all().build().ok();
    let runtime = RUNTIME.get_or_init(made).as_ref();
    runtime.ok_or_else(|| Error::configuration(None, "the system gives no thread for the connections"))
}
