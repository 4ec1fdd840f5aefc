//! One case, tried: the call, what it told, what the server saw, and whether all is well again afterwards.

use std::io;
use std::time::{Duration, Instant};

use apiloom_chaos::fault::{Breach, Failure, Fault, Observation, Repeat, Seen, Stage, Start, Times};
use partner_insights::{Client, Error, StatusCode};
use tokio::time::timeout;

use super::case::Case;
use super::client::{ATTEMPTS, Patience, Way, client};
use super::credentials::Tokens;
use super::goods;
use super::operation::{Operation, Told};
use super::planted::PROXY_PASSWORD;
use super::world::World;

/// How much later than its deadline a call may end (I2).
pub(crate) const LATEST: Duration = Duration::from_millis(250);

/// How long connections may stay when their client is gone (I8).
const GRACE: Duration = Duration::from_secs(1);

/// A call that is not over by then is left.
const GIVEN_UP: Duration = Duration::from_secs(20);

/// What came of a case.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Rules of the fault that were broken.
    pub(crate) breaches: Vec<Breach>,
    /// Everything else that is wrong, in words; it may be because the machine was busy.
    pub(crate) wrong: Vec<Wrong>,
    /// Whether the call had its value.
    pub(crate) succeeded: bool,
    pub(crate) effects: usize,
}

/// What may be wrong besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// A good answer was too late for the client.
    Needless(String),
    /// How long the call took after its deadline.
    Late(Duration),
    /// A client that has to recover did not.
    NotRecovered(String),
    /// After the fault, a call of the same client failed.
    NextCall(String),
    /// Connections that were open a second after their client was dropped.
    Sockets(usize),
}

/// Looks at what there is to see of a call before it is over for good.
pub(crate) trait Witness {
    fn client(&self, _client: &Client) {}
    fn outcome(&self, _case: &Case, _outcome: &Result<Told, Error>) {}
    fn stage(&self, _case: &Case, _stage: &Stage) {}
}

/// How many cases of one fault are thought of until one fits.
const DRAFTS: u64 = 40;

/// Tries the case of this number. None if none of its fault fits these operations.
///
/// # Errors
/// If there is no port to be had.
pub(crate) async fn planned(
    world: &World,
    number: u64,
    operations: &[Operation],
    witness: &impl Witness,
) -> io::Result<Option<(Case, Outcome)>> {
    let operations = if is_of_pages(world, number) { &[Operation::Pages] } else { operations };
    for draft in 0..DRAFTS {
        let case = Case::planned(world.seed, number, draft, &world.faults, operations);
        if let Some(outcome) = trial(world, &case, witness).await? {
            return Ok(Some((case, outcome)));
        }
    }
    Ok(None)
}

fn is_of_pages(world: &World, number: u64) -> bool {
    world.faults.get(Case::fault_of(number, &world.faults)).is_some_and(|fault| fault.row() == "B62")
}

/// Tries a case. None if the fault does not fit it.
///
/// # Errors
/// If there is no port to be had.
pub(crate) async fn trial(world: &World, case: &Case, witness: &impl Witness) -> io::Result<Option<Outcome>> {
    let Some(fault) = world.faults.get(case.fault) else { return Ok(None) };
    let scene = case.scene(&world.planted);
    let Some(mut stage) = Stage::open(fault, &scene, &world.authority).await? else { return Ok(None) };
    let subject = Subject { world, case, fault, link: goods::link(stage.base_url(), &world.planted) };
    let proxy = stage.proxy_url().map(|url| with_password(&url, world.planted.value(PROXY_PASSWORD)));
    let way = Way { server: stage.base_url(), proxy: proxy.as_deref(), authority: &world.authority };
    let client = client(way, case.patience, Tokens::new(&world.planted)).map_err(io::Error::other)?;
    witness.client(&client);
    let mut outcome = Outcome::default();
    if case.start == Start::Warm {
        subject.warm(&client, &mut outcome).await;
        stage.journal().forget();
    }
    subject.meet(&client, &stage, &mut outcome, witness).await;
    if stage.clear()? {
        subject.go_on(&client, &mut outcome).await;
    }
    drop(client);
    subject.leave(&stage, &mut outcome).await;
    witness.stage(case, &stage);
    stage.stop().await;
    Ok(Some(outcome))
}

/// What is tried.
struct Subject<'t> {
    world: &'t World,
    case: &'t Case,
    fault: &'t Fault,
    link: String,
}

impl Subject<'_> {
    /// A good call before the fault.
    async fn warm(&self, client: &Client, outcome: &mut Outcome) {
        let told = self.case.operation.call(client, &self.link, Patience::Long.call()).await;
        if let (Seen::Other | Seen::Error, why) = (self.seen(&told), words(&told)) {
            outcome.wrong.push(Wrong::NextCall(format!("before the fault: {why}")));
        }
    }

    /// The call that meets the fault.
    async fn meet(&self, client: &Client, stage: &Stage, outcome: &mut Outcome, witness: &impl Witness) {
        let Case { operation, limit, times, .. } = *self.case;
        let started = Instant::now();
        let told = timeout(limit + GIVEN_UP, operation.call(client, &self.link, limit)).await;
        let late = started.elapsed().saturating_sub(limit);
        if late > LATEST {
            outcome.wrong.push(Wrong::Late(late));
        }
        // Not even an error: nobody knows what it would have been.
        let Ok(told) = told else { return };
        witness.outcome(self.case, &told);
        let (requests, effects) = stage.journal().read(|log| (log.requests.len(), log.effects()));
        let seen = self.seen(&told);
        let observed = Observation {
            seen,
            repeat: operation.repeat(),
            attempts: self.attempts(),
            requests,
            effects,
            strangers: stage.strangers(),
        };
        for breach in self.fault.expect().breaches(times, &observed) {
            match breach {
                breach if self.is_of_haste(&breach, &told) => {}
                // Nothing reached the server, and the proxy may be in a better mood.
                Breach::MadeUpSuccess if self.is_of_proxy(seen) => {}
                Breach::NeedlessError => outcome.wrong.push(Wrong::Needless(words(&told))),
                breach => outcome.breaches.push(breach),
            }
        }
        if seen == Seen::Error && self.has_to_recover() {
            outcome.wrong.push(Wrong::NotRecovered(words(&told)));
        }
        outcome.succeeded = seen == Seen::Good;
        outcome.effects = effects;
    }

    /// The next call, when all is well.
    async fn go_on(&self, client: &Client, outcome: &mut Outcome) {
        let told = self.case.operation.call(client, &self.link, Patience::Long.call()).await;
        if self.seen(&told) != Seen::Good {
            outcome.wrong.push(Wrong::NextCall(words(&told)));
        }
    }

    /// The client is gone, and its connections are to be.
    async fn leave(&self, stage: &Stage, outcome: &mut Outcome) {
        if timeout(GRACE, stage.closed()).await.is_err() {
            let open = stage.journal().open_connections() + stage.elsewhere().open_connections();
            outcome.wrong.push(Wrong::Sockets(open.max(1)));
        }
    }

    fn seen(&self, told: &Result<Told, Error>) -> Seen {
        match told {
            Err(_) => Seen::Error,
            Ok(told) if Some(&told.value) == self.world.right(self.case.operation) => Seen::Good,
            // The spec says that 404 is an empty list: what was asked for is not there.
            Ok(told) if self.case.operation.is_list() && told.value.is_empty() && is_not_found(told) => Seen::Error,
            Ok(_) => Seen::Other,
        }
    }

    fn attempts(&self) -> usize {
        // A file that breaks is gone on with, five times and more.
        if self.case.operation == Operation::Download { 4 * ATTEMPTS } else { ATTEMPTS }
    }

    /// Whether a connection through the proxy was made after one that was not.
    fn is_of_proxy(&self, seen: Seen) -> bool {
        self.fault.expect().failure == Failure::Proxy && self.case.times == Times::Once && seen == Seen::Good
    }

    /// Whether it is no wonder for a client with little patience: it may give an answer up as late, whatever it would
    /// have been, and ask again, once the fault is over as well.
    fn is_of_haste(&self, breach: &Breach, told: &Result<Told, Error>) -> bool {
        let asks_again = self.case.operation.repeat() == Repeat::Allowed;
        let is_wonderless = match breach {
            Breach::NeedlessError => told.as_ref().is_err_and(Error::is_transient),
            Breach::TooManyRequests { sent, .. } => asks_again && *sent <= self.attempts(),
            Breach::MadeUpSuccess => self.case.times == Times::Once && self.seen(told) == Seen::Good,
            _ => false,
        };
        self.case.patience == Patience::Short && is_wonderless
    }

    /// An accident of a connection that happens once, to what may be repeated, with time enough.
    fn has_to_recover(&self) -> bool {
        let expect = self.fault.expect();
        let by_accident = match expect.failure {
            Failure::Connect => true,
            // The crate `h2` does not say which stream was the last that a server looked at.
            Failure::Interrupted => self.case.operation.repeat() == Repeat::Allowed,
            _ => false,
        };
        self.case.times == Times::Once
            && self.case.patience == Patience::Long
            && by_accident
            && expect.recovers(self.case.operation.repeat())
    }
}

/// Every proxy is given one, whether it asks or not.
fn with_password(proxy: &str, password: &str) -> String {
    proxy.replacen("://", &format!("://user:{password}@"), 1)
}

fn is_not_found(told: &Told) -> bool {
    told.status.is_none_or(|status| status == StatusCode::NOT_FOUND)
}

fn words(told: &Result<Told, Error>) -> String {
    match told {
        Ok(told) => format!("a success with {} bytes of another value", format!("{:?}", told.value).len()),
        Err(error) => error.to_string(),
    }
}
