//! Calls that are dropped while they wait, wherever that is (B74).

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use apiloom_chaos::fault::{Carrier, Cut, Fault, Repeat, Scene, Stage, Times};
use tokio::time::timeout;

use crate::report::{Report, Row};
use crate::robust::cases;
use crate::robust::client::{Patience, Way, client};
use crate::robust::credentials::Tokens;
use crate::robust::goods;
use crate::robust::operation::Operation;
use crate::robust::world::World;

/// What a call meets: an answer in pieces, another attempt, another token.
const WEATHERS: [&str; 4] = ["answer byte by byte", "status 503", "status 401", "late answer"];

const CARRIERS: [Carrier; 3] = [Carrier::Http1, Carrier::Http1Tls, Carrier::Http2Tls];

/// More often than this no call is polled: answers of two thousand pieces are not polled for each.
const MOST: usize = 96;

/// How long connections may stay when their client is gone.
const GRACE: Duration = Duration::from_secs(1);

/// What came of dropping one call at every place.
#[derive(Default)]
struct Dropped {
    count: u64,
    wrong: Vec<String>,
}

pub(super) fn run(world: &Arc<World>, thorough: bool, report: &mut Report) -> io::Result<()> {
    let mut plans = Vec::new();
    for operation in Operation::CALLS.into_iter().chain([Operation::Download]) {
        for carrier in CARRIERS {
            plans.extend(WEATHERS.map(|weather| (operation, carrier, weather)));
        }
    }
    if !thorough {
        // Each operation, carrier and weather is still there, not each of their meetings.
        plans = plans.into_iter().skip(usize::try_from(world.seed % 3).unwrap_or_default()).step_by(3).collect();
    }
    let (mut all, plans, shared) = (Dropped::default(), Arc::new(plans), Arc::clone(world));
    let numbers = (0..plans.len() as u64).collect();
    let work = move |number: u64| dropped(Arc::clone(&shared), Arc::clone(&plans), number);
    let hanging = cases::run("dropped", numbers, work, |_, end| {
        match end.value {
            Some(Ok(Dropped { count, wrong })) => {
                all.count += count;
                all.wrong.extend(wrong);
            }
            Some(Err(error)) => all.wrong.push(error.to_string()),
            None => {}
        }
        all.wrong.extend(end.panics);
        all.wrong.extend((end.leaked > 0).then(|| format!("{} tasks were left", end.leaked)));
    })?;
    all.wrong.extend(hanging.into_iter().map(|number| format!("plan {number} hangs")));
    report.must_hold(
        all.wrong.is_empty(),
        Row {
            promise: "R6, B74",
            measure:
                "calls dropped where they wait: connections or tasks left, next calls that fail, `POST`s done twice"
                    .to_owned(),
            count: all.count,
            result: all.wrong.len().to_string(),
            promised: "0".to_owned(),
        },
    );
    all.wrong.into_iter().take(8).for_each(|wrong| report.finding(wrong));
    Ok(())
}

type Plans = Arc<Vec<(Operation, Carrier, &'static str)>>;

/// Drops a call after its first poll, then another one after its second, until one is done before.
async fn dropped(world: Arc<World>, plans: Plans, number: u64) -> io::Result<Dropped> {
    let plan = usize::try_from(number).ok().and_then(|number| plans.get(number));
    let Some(&(operation, carrier, weather)) = plan else { return Ok(Dropped::default()) };
    let Some(fault) = world.faults.iter().find(|fault| fault.name() == weather) else {
        return Err(io::Error::other(format!("no fault is called {weather}")));
    };
    let mut all = Dropped::default();
    for polls in 1..MOST {
        let one = One { world: &world, fault, operation, carrier, polls };
        let Some((was_done, wrong)) = one.run().await? else { break };
        all.count += 1;
        all.wrong
            .extend(wrong.map(|wrong| format!("{operation:?} over {carrier:?}, {weather}, poll {polls}: {wrong}")));
        if was_done {
            break;
        }
    }
    Ok(all)
}

/// A call that is dropped after so many polls.
struct One<'o> {
    world: &'o World,
    fault: &'o Fault,
    operation: Operation,
    carrier: Carrier,
    polls: usize,
}

impl One<'_> {
    /// Whether the call was done before, and what is wrong.
    async fn run(&self) -> io::Result<Option<(bool, Option<String>)>> {
        let Self { world, fault, operation, carrier, polls } = *self;
        let good = operation.good(&world.planted);
        let (cut, pace) = (Cut(polls as u64), Duration::from_millis(2));
        let scene = Scene { cut, pace, times: Times::Once, mebibytes: 1, ..Scene::new(carrier, good) };
        let Some(mut stage) = Stage::open(fault, &scene, &world.authority).await? else { return Ok(None) };
        let way = Way { server: stage.base_url(), proxy: None, authority: &world.authority };
        let client = client(way, Patience::Long, Tokens::new(&world.planted)).map_err(io::Error::other)?;
        let (link, limit) = (goods::link(stage.base_url(), &world.planted), Patience::Long.call());
        let was_done = polled(operation.call(&client, &link, limit), polls).await;
        let effects = stage.journal().effects();
        stage.clear()?;
        let next = operation.call(&client, &link, limit).await;
        drop(client);
        let is_closed = timeout(GRACE, stage.closed()).await.is_ok();
        let open = stage.journal().open_connections();
        stage.stop().await;
        let wrong = match next {
            Err(error) => Some(format!("the next call: {error}")),
            Ok(told) if Some(&told.value) != world.right(operation) => {
                Some("the next call has another value".to_owned())
            }
            Ok(_) if effects > 1 && operation.repeat() == Repeat::Forbidden => Some(format!("{effects} effects")),
            Ok(_) if !is_closed => Some(format!("{open} connections were left")),
            Ok(_) => None,
        };
        Ok(Some((was_done, wrong)))
    }
}

/// Polls so many times at most, and drops what is not done then. Whether it was done.
async fn polled(future: impl Future, times: usize) -> bool {
    let mut future = pin!(future);
    let mut left = times;
    poll_fn(|context| {
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending if left == 0 => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}
