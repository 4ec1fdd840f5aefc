//! The calls, and what is seen of the process meanwhile.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use partner_insights::runtime::Downloads;
use partner_insights::{Client, Limits, Network, Retry, Server};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::service::Service;
use super::trend::Sample;
use crate::progress::Progress;
use crate::robust::client::Patience;
use crate::robust::credentials::Tokens;
use crate::robust::goods;
use crate::robust::operation::{Operation, Value};
use crate::robust::process;
use crate::robust::world::World;

const TASKS: usize = 64;

/// What is looked at, after a part of the run in which pools fill and caches grow.
const SAMPLES: u32 = 200;
const WARMING: f64 = 0.3;

/// Between two calls of a task: the calls are many, and the clocks of the machine are for others too.
const PAUSE: Duration = Duration::from_millis(5);

const OPERATIONS: [Operation; 6] = [
    Operation::ListReports,
    Operation::CreateReport,
    Operation::PauseReport,
    Operation::DeleteReport,
    Operation::Pages,
    Operation::Download,
];

pub(super) struct Load {
    pub(super) calls: u64,
    pub(super) errors: u64,
    pub(super) wrong: Vec<String>,
    /// Tasks that were alive after the clients were gone.
    pub(super) left: usize,
    pub(super) samples: Vec<Sample>,
}

/// What the tasks count together.
#[derive(Default)]
struct Counts {
    calls: AtomicU64,
    errors: AtomicU64,
}

impl Load {
    pub(super) fn run(runtime: &Runtime, service: &Service, seed: u64, time: Duration) -> io::Result<Self> {
        let world = Arc::new(World::new(seed)?);
        let before = runtime.metrics().num_alive_tasks();
        let load = runtime.block_on(async {
            let (counts, mut tasks) = (Arc::new(Counts::default()), JoinSet::new());
            let end = Instant::now() + time;
            for server in [&service.http1, &service.http2] {
                let client = client(server, service, &world)?;
                let link = goods::link(server, &world.planted);
                for number in 0..TASKS / 2 {
                    let task = Task { client: client.clone(), link: link.clone(), world: Arc::clone(&world), number };
                    tasks.spawn(task.run(Arc::clone(&counts), end));
                }
            }
            let samples = samples(runtime, time).await;
            let mut wrong = Vec::new();
            while let Some(ended) = tasks.join_next().await {
                wrong.extend(ended.unwrap_or_else(|error| vec![error.to_string()]));
            }
            let (calls, errors) = (counts.calls.load(Ordering::Relaxed), counts.errors.load(Ordering::Relaxed));
            io::Result::Ok(Self { calls, errors, wrong, left: 0, samples })
        })?;
        // Connections end by themselves once their client is gone.
        runtime.block_on(async { sleep(Duration::from_secs(1)).await });
        Ok(Self { left: runtime.metrics().num_alive_tasks().saturating_sub(before), ..load })
    }
}

fn client(server: &str, service: &Service, world: &World) -> io::Result<Client> {
    let network = Network::default().no_proxy().trust(service.authority.as_bytes()).map_err(io::Error::other)?;
    Client::builder()
        .server(Server::Partner)
        .base_url(format!("{server}/insights/v1/mpn"))
        .credentials(Tokens::new(&world.planted))
        .network(network.trust_nothing_else())
        .limits(Limits::default().attempt(Duration::from_secs(1)))
        .retry(Retry::default().first_wait(Duration::from_millis(20)).without_budget())
        .downloads(Downloads::default().allow_loopback().stall(1024, Duration::from_secs(1)))
        .build()
        .map_err(io::Error::other)
}

/// One of the tasks.
struct Task {
    client: Client,
    link: String,
    world: Arc<World>,
    number: usize,
}

impl Task {
    /// Everything that was wrong.
    async fn run(self, counts: Arc<Counts>, end: Instant) -> Vec<String> {
        let (mut wrong, mut number) = (Vec::new(), self.number);
        while Instant::now() < end {
            let operation = OPERATIONS[number % OPERATIONS.len()];
            number += 1;
            counts.calls.fetch_add(1, Ordering::Relaxed);
            match operation.call(&self.client, &self.link, Patience::Long.call()).await {
                Err(_) => drop(counts.errors.fetch_add(1, Ordering::Relaxed)),
                Ok(told) if is_right(&self.world, operation, &told.value) => {}
                Ok(_) => wrong.push(format!("{operation:?} told another value")),
            }
            sleep(PAUSE).await;
        }
        wrong
    }
}

fn is_right(world: &World, operation: Operation, value: &Value) -> bool {
    world.right(operation) == Some(value)
}

/// Looks at the process again and again.
async fn samples(runtime: &Runtime, time: Duration) -> Vec<Sample> {
    let (started, period) = (Instant::now(), time / SAMPLES);
    let (mut samples, mut progress) = (Vec::new(), Progress::new("soak, seconds"));
    while started.elapsed() < time {
        sleep(period).await;
        progress.at(started.elapsed().as_secs(), time.as_secs());
        if started.elapsed() > time.mul_f64(WARMING) {
            samples.push(sample(runtime, started));
        }
    }
    samples
}

#[expect(clippy::cast_precision_loss, reason = "no number is that large")]
fn sample(runtime: &Runtime, started: Instant) -> Sample {
    Sample {
        second: started.elapsed().as_secs_f64(),
        descriptors: process::descriptors().unwrap_or_default() as f64,
        tasks: runtime.metrics().num_alive_tasks() as f64,
        memory: process::memory().unwrap_or_default() as f64,
    }
}
