//! From a link to the last byte, however often the connection breaks.
//!
//! ```text
//! ask -> head -> begin, or go on where it broke -> piece by piece -> all there
//!  ^_________ wait, another link, or from the first byte __________|
//! ```
//!
//! A part is put to what is there only if the server says that it is the rest of the same bytes: by a strong `ETag`, at
//! the right place, of the same length. Everything else begins again with the first byte, once.

use std::time::Duration;

use tokio::time::Instant;

use super::DOWNLOAD;
use super::attempt::Setback;
use super::checksum::Digests;
use super::failure::Failure;
use super::head::{Asked, Representation};
use super::link::{Link, Rules};
use super::options::Options;
use super::tally::Tally;
use super::target::Target;
use crate::cause::Cause;
use crate::client::ClientCore;
use crate::error::Error;
use crate::observe::Happened;

/// A file on its way.
pub(super) struct Transfer<'t> {
    pub(super) core: &'t ClientCore,
    pub(super) rules: &'t Rules,
    pub(super) options: &'t mut Options,
    pub(super) largest: u64,
    pub(super) link: Link,
    pub(super) digests: Digests,
    /// What is being downloaded, once a server said so.
    pub(super) of: Option<Representation>,
    /// How much of it is there.
    pub(super) there: u64,
    /// How much of that a former download left.
    pub(super) resumed_from: u64,
    pub(super) tally: &'t mut Tally,
    /// Whether gzip is welcome: not once a connection broke within it and the server would not go on.
    pub(super) wants_gzip: bool,
}

impl<'t> Transfer<'t> {
    pub(super) fn new(
        core: &'t ClientCore,
        rules: &'t Rules,
        options: &'t mut Options,
        largest: u64,
        link: Link,
        tally: &'t mut Tally,
    ) -> Self {
        let digests = Digests::new(&options.expected);
        let (of, there, resumed_from, wants_gzip) = (None, 0, 0, true);
        Self { core, rules, options, largest, link, digests, of, there, resumed_from, tally, wants_gzip }
    }

    /// Downloads until everything is there, or there is no reason to go on.
    pub(super) async fn run(&mut self, target: &mut Target<'_>) -> Result<(), Error> {
        loop {
            let (started, before) = (Instant::now(), self.there);
            self.tell(Happened::AttemptStarted { number: self.tally.number() });
            let Err(setback) = self.attempt(target).await else {
                self.core.downloader().budget.succeeded();
                return Ok(());
            };
            self.count(&setback, before, started);
            match setback {
                Setback::Failed(error) => {
                    let wait = self.next(error, target)?;
                    self.tell(Happened::Waiting { wait });
                    tokio::time::sleep(wait).await;
                }
                Setback::Expired(error) => self.renew(error).await?,
                Setback::Changed(why) => self.begin_again(why, target)?,
            }
        }
    }

    fn count(&mut self, setback: &Setback, before: u64, started: Instant) {
        let (cause, elapsed) = (setback.cause(), started.elapsed());
        if !matches!(cause, Cause::Status(_)) {
            self.tell(Happened::Failed { number: self.tally.number(), cause, elapsed });
        }
        self.tally.failed(cause, elapsed, self.there > before && self.asked().is_some());
    }

    /// How long to wait before going on, or before beginning again where the server gave nothing to go on by.
    fn next(&mut self, error: Error, target: &Target<'_>) -> Result<Duration, Error> {
        if self.asked().is_none() {
            if self.there > 0 && !target.can_begin() {
                return Err(error);
            }
            self.forget();
        }
        self.tally.next(self.core, error)
    }

    pub(super) fn begin_again(&mut self, why: &'static str, target: &Target<'_>) -> Result<(), Error> {
        if !self.tally.begins_again() || !target.can_begin() {
            return Err(Error::download(Failure::Changed(why)));
        }
        // What is packed anew for each request is another file each time.
        self.wants_gzip = false;
        self.forget();
        Ok(())
    }

    async fn renew(&mut self, error: Error) -> Result<(), Error> {
        let Some(renewed) = self.options.renewed() else { return Err(error) };
        let link = renewed.await?;
        self.link = Link::judge(link.expose(), self.rules).map_err(Error::refused_link)?;
        Ok(())
    }

    fn forget(&mut self) {
        self.of = None;
        self.there = 0;
        self.resumed_from = 0;
        self.digests = Digests::new(&self.options.expected);
    }

    /// The rest of what is there, if there is something to ask for it by.
    pub(super) fn asked(&self) -> Option<Asked<'_>> {
        let of = self.of.as_ref().filter(|of| of.etag.is_some() && self.there > 0)?;
        Some(Asked { from: self.there, of })
    }

    pub(super) fn tell(&self, what: Happened) {
        self.core.tell_about(&DOWNLOAD, self.link.host(), what);
    }
}
