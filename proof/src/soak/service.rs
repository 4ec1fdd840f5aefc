//! The service of a soak, in a process of its own: what it takes is not the client's.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use apiloom_chaos::secrets::Sentinels;
use apiloom_chaos::tls::Authority;
use apiloom_chaos::{Answer, Recorded, Server, http1, http2};
use clap::Args;
use tokio::runtime::Builder;
use tokio::time::sleep;

use crate::corpus;
use crate::random::Random;
use crate::robust::child;
use crate::robust::goods;
use crate::robust::planted::planted;

/// One answer of so many is a fault.
const RARITY: usize = 100;

/// How often what the servers remember is thrown away.
const FORGET: Duration = Duration::from_millis(500);

/// The other process, as this one sees it. Dropping it ends it.
pub(super) struct Service {
    child: Child,
    /// It ends when this does.
    _input: Option<ChildStdin>,
    pub(super) http1: String,
    pub(super) http2: String,
    pub(super) authority: String,
}

/// What it is to do.
#[derive(Clone, Debug, Args)]
pub(crate) struct Serve {
    seed: u64,
    /// Where to write the certificate that vouches for it
    trusted: PathBuf,
}

impl Service {
    pub(super) fn start(seed: u64) -> io::Result<Self> {
        let folder = corpus::workplace("soak");
        fs::create_dir_all(&folder)?;
        let trusted = folder.join("authority.pem");
        let mut command = child::command("serve")?;
        let mut child = command.arg(seed.to_string()).arg(&trusted).stdin(Stdio::piped()).spawn()?;
        let input = child.stdin.take();
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let Some((http1, http2)) = line.trim().split_once(' ') else {
            child.kill()?;
            return Err(io::Error::other("the service did not start"));
        };
        let (http1, http2) = (http1.to_owned(), http2.to_owned());
        Ok(Self { child, _input: input, http1, http2, authority: fs::read_to_string(trusted)? })
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended, and then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The other process: serves until its input ends.
pub(crate) fn serve(arguments: &Serve) -> io::Result<String> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (authority, secrets) = (Authority::new()?, planted(arguments.seed));
        fs::write(&arguments.trusted, authority.pem())?;
        let faults = Faults::new(arguments.seed);
        let http1 = Server::start(http1::Script::handler(over_http1(secrets.clone(), faults))).await?;
        let faults = Faults::new(arguments.seed + 1);
        let script = http2::Script::handler(over_http2(secrets, faults));
        let http2 = Server::start_tls(script, authority.identity()?.alpn(&["h2"])).await?;
        writeln!(io::stdout().lock(), "{} {}", http1.url(), http2.url())?;
        let mut ended = tokio::task::spawn_blocking(|| io::stdin().read_to_end(&mut Vec::new()));
        loop {
            tokio::select! {
                _ = &mut ended => return Ok(String::new()),
                () = sleep(FORGET) => {
                    http1.journal().forget();
                    http2.journal().forget();
                }
            }
        }
    })
}

/// Chance, by the number of the request.
struct Faults {
    seed: u64,
    number: AtomicU64,
}

impl Faults {
    fn new(seed: u64) -> Self {
        Self { seed, number: AtomicU64::new(0) }
    }

    /// Which fault the next answer has, if it has one.
    fn next(&self, kinds: usize) -> Option<usize> {
        let mut random = Random::of_case(self.seed, self.number.fetch_add(1, Ordering::Relaxed));
        (random.below(RARITY) == 0).then(|| random.below(kinds))
    }
}

/// What a healthy service answers to this request.
fn good(secrets: &Sentinels, request: &Recorded) -> Answer {
    if request.target.starts_with("/files/") {
        return goods::file();
    }
    let is_of_one = request.method != "GET";
    goods::reports(secrets, if is_of_one { &["only"] } else { &["first", "second"] })
}

fn over_http1(secrets: Sentinels, faults: Faults) -> impl Fn(&Recorded) -> Vec<http1::Action> + Send + Sync {
    use http1::Action;
    move |request| {
        let good = good(&secrets, request);
        let all = good.http1();
        let half = all.slice(..all.len() / 2);
        match faults.next(6) {
            None => vec![Action::Send(all)],
            Some(0) => vec![Action::answer(&Answer::new(503))],
            Some(1) => vec![Action::Reset],
            Some(2) => vec![Action::Send(half), Action::Reset],
            Some(3) => vec![Action::Send(half), Action::Close],
            Some(4) => vec![Action::Send(half), Action::hang()],
            Some(_) => vec![Action::Send(all), Action::Close],
        }
    }
}

fn over_http2(secrets: Sentinels, faults: Faults) -> impl Fn(&Recorded) -> Vec<http2::Action> + Send + Sync {
    use http2::{Action, Reason};
    move |request| {
        let good = good(&secrets, request);
        let half = good.body.slice(..good.body.len() / 2);
        match faults.next(6) {
            None => vec![Action::Respond(good)],
            Some(0) => vec![Action::Respond(Answer::new(503))],
            Some(1) => vec![Action::ResetStream(Reason::REFUSED_STREAM)],
            Some(2) => vec![Action::ResetStream(Reason::INTERNAL_ERROR)],
            Some(3) => vec![Action::Head(good), Action::Data(half), Action::ResetStream(Reason::CANCEL)],
            Some(4) => vec![Action::Head(good), Action::Data(half), Action::hang()],
            Some(_) => vec![Action::Respond(good), Action::Close],
        }
    }
}
