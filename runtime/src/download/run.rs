//! A download from its first poll to its end.

use std::path::PathBuf;
use std::time::Duration;

use tokio::io::AsyncWrite;
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument, Span, field};

use super::checksum::{Digests, name_of};
use super::file::{OnDisk, Source};
use super::link::{Link, Rules};
use super::options::Options;
use super::tally::Tally;
use super::target::{Kept, Target};
use super::transfer::Transfer;
use super::wrapping::Wrapping;
use super::{DOWNLOAD, Download, Downloaded};
use crate::client::ClientCore;
use crate::error::Error;
use crate::observe::{Happened, record_operation};
use crate::retry::Attempts;

/// A limit beyond what the clock can count is this one.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Where a file is to go.
pub(super) enum To<'w> {
    File(PathBuf),
    Memory(u64),
    Writer(&'w mut (dyn AsyncWrite + Send + Unpin)),
}

/// Judges the link, and does the rest where it can be seen.
pub(super) async fn run(download: Download, to: To<'_>) -> Result<(Downloaded, Target<'_>), Error> {
    let Download { core, link, missing, hosts, mut options } = download;
    if let Some(field) = missing {
        return Err(Error::no_link(field));
    }
    let rules = core.downloader().rules(hosts);
    let link = Link::judge(link.expose(), &rules).map_err(Error::refused_link)?;
    let (host, started) = (link.host().to_owned(), Instant::now());
    let span = span(&host);
    let deadline = options.timeout.and_then(|limit| started.checked_add(limit)).unwrap_or_else(|| started + YEAR);
    let mut tally = Tally::new(deadline);
    let within = downloaded(&core, link, &rules, &mut options, &mut tally, to).instrument(span.clone());
    let outcome = within.await;
    let (attempts, elapsed) = (tally.failures, started.elapsed());
    finish(&core, &host, &span, &outcome, attempts.len(), elapsed);
    match outcome {
        Ok((downloaded, target)) => Ok((Downloaded { attempts, elapsed, ..downloaded }, target)),
        Err(error) => Err(error.at_host(&host).after(Attempts::Several(attempts), elapsed)),
    }
}

async fn downloaded<'w>(
    core: &ClientCore,
    link: Link,
    rules: &Rules,
    options: &mut Options,
    tally: &mut Tally,
    to: To<'w>,
) -> Result<(Downloaded, Target<'w>), Error> {
    let (expected, limit, deadline) = (options.expected, options.timeout, tally.deadline);
    let wrapping = wrapping(core, options, &to);
    let mut transfer = Transfer::new(core, rules, options, wrapping.largest, link, tally);
    let mut target = transfer.open(to, wrapping).await?;
    let transferred = match timeout_at(deadline, transfer.run(&mut target)).await {
        Ok(transferred) => transferred,
        Err(_) => Err(Error::deadline(&DOWNLOAD, limit.unwrap_or(YEAR))),
    };
    let Transfer { digests, of, there, resumed_from, .. } = transfer;
    let checked = transferred.and_then(|()| digests.verify(of.and_then(|of| of.md5), &expected));
    // What is whole and yet cannot be kept would not be kept by the next download either.
    let is_of_use = checked.as_ref().err().is_some_and(Error::leaves_use);
    let kept = match checked {
        Ok(is_checksummed) => target.finish().await.map(|kept| (kept, is_checksummed)),
        Err(error) => Err(error),
    };
    if kept.is_err() {
        target.stop(is_of_use).await;
    }
    let (Kept { length, was_unpacked }, is_checksummed) = kept?;
    let downloaded = Downloaded {
        length,
        received: there,
        resumed_from,
        was_unpacked,
        is_checksummed,
        attempts: Vec::new(),
        elapsed: Duration::ZERO,
    };
    Ok((downloaded, target))
}

impl Transfer<'_> {
    /// Makes ready where the file is to go, and takes up what is there of it.
    async fn open<'w>(&mut self, to: To<'w>, wrapping: Wrapping) -> Result<Target<'w>, Error> {
        match to {
            To::Memory(_) => Ok(Target::memory(wrapping)),
            To::Writer(writer) => Ok(Target::writer(wrapping, writer)),
            To::File(path) => {
                let source = Source { host: self.link.host().to_owned(), name: name_of(&self.link.source()) };
                let digests = Digests::new(&self.options.expected);
                let (disk, left, digests) = OnDisk::open(path, source, self.options.existing, digests).await?;
                if let Some(left) = left {
                    self.there = left.length;
                    self.resumed_from = left.length;
                    self.of = Some(left.of);
                }
                self.digests = digests;
                Ok(Target::disk(wrapping, disk))
            }
        }
    }
}

fn wrapping(core: &ClientCore, options: &Options, to: &To<'_>) -> Wrapping {
    let largest = core.downloader().settings.largest;
    let largest = match to {
        To::Memory(limit) => largest.min(*limit),
        To::File(_) | To::Writer(_) => largest,
    };
    Wrapping { unpack: options.unpack, mark: options.mark, largest, ratio: core.limits().ratio }
}

/// Of the link, the host alone.
fn span(host: &str) -> Span {
    tracing::info_span!(
        target: "apiloom",
        "download",
        otel.name = DOWNLOAD.name,
        otel.kind = "client",
        otel.status_code = field::Empty,
        server.address = host,
        error.r#type = field::Empty,
        attempts = field::Empty,
    )
}

fn finish<T>(
    core: &ClientCore,
    host: &str,
    span: &Span,
    outcome: &Result<T, Error>,
    failures: usize,
    elapsed: Duration,
) {
    let failures = u32::try_from(failures).unwrap_or(u32::MAX);
    let attempts = failures.saturating_add(u32::from(outcome.is_ok()));
    let word = outcome.as_ref().err().map(Error::word);
    record_operation(span, attempts, word.as_ref().map(|word| word as &dyn std::fmt::Display));
    core.tell_about(&DOWNLOAD, host, Happened::Finished { attempts, success: outcome.is_ok(), elapsed });
}
