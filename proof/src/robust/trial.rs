//! One case, tried: the call, what it told, what the server saw, and whether all is well again afterwards.

use std::io;
use std::time::{Duration, Instant};

use apiloom_chaos::fault::{Breach, Fault, Observation, Seen, Stage, Start};
use partner_insights::{Client, Error};
use tokio::time::timeout;

use super::case::Case;
use super::client::{Patience, Way, client};
use super::credentials::Tokens;
use super::goods;
use super::judgement::words;
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
pub(super) struct Subject<'t> {
    pub(super) world: &'t World,
    pub(super) case: &'t Case,
    pub(super) fault: &'t Fault,
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
}

/// Every proxy is given one, whether it asks or not.
fn with_password(proxy: &str, password: &str) -> String {
    proxy.replacen("://", &format!("://user:{password}@"), 1)
}
