//! Bodies and heads without end: what a client takes of memory. It is another process than the server, which has them.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use apiloom_chaos::fault::{Carrier, Failure, Fault, Scene, Stage, Start, Times};
use partner_insights::{AccessToken, Client, Limits, Network, Retry};
use tokio::runtime::Builder;

use crate::corpus;
use crate::report::{Report, Row};
use crate::robust::cases;
use crate::robust::child::{self, Server};
use crate::robust::operation::Operation;
use crate::robust::process;
use crate::robust::world::World;

/// The default limit of a body, and what may come to that (I7).
const LIMIT: u64 = 16 << 20;
const BESIDES: u64 = 8 << 20;

/// How large the bodies are, in mebibytes; those without end are larger.
const SIZE: u32 = 256;

/// Processes at once: they fill the lines of this machine.
const WIDTH: usize = 4;

/// Of one that never ends.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn run(world: &Arc<World>, report: &mut Report) -> io::Result<()> {
    let plays: Vec<(Fault, Carrier)> = world.faults.iter().filter(|fault| is_large(fault)).flat_map(over).collect();
    let trusted = corpus::workplace("chaos").join("authority.pem");
    fs::create_dir_all(corpus::workplace("chaos"))?;
    fs::write(&trusted, world.authority.pem())?;
    let (plays, shared) = (Arc::new(plays), Arc::clone(world));
    let (names, mut wrong, mut largest) = (Arc::clone(&plays), Vec::new(), (0, String::new()));
    let work = move |number| taken(Arc::clone(&shared), Arc::clone(&plays), number, trusted.clone());
    let numbers: Vec<u64> = (0..names.len() as u64).collect();
    let count = numbers.len() as u64;
    let hanging = cases::run_at_once(WIDTH, "memory", numbers, work, |number, end| {
        let name = named(&names, number);
        match end.value {
            Some(Ok(grown)) => {
                largest = largest.clone().max((grown, name.clone()));
                if grown > LIMIT + BESIDES {
                    wrong.push(format!("{name}: {} MiB", grown >> 20));
                }
            }
            Some(Err(error)) => wrong.push(format!("{name}: {error}")),
            None => wrong.push(format!("{name}: panics: {:?}", end.panics)),
        }
    })?;
    wrong.extend(hanging.into_iter().map(|number| format!("{}: hangs", named(&names, number))));
    let (grown, name) = largest;
    let row = Row {
        promise: "R5, I7, B37, B38, B39",
        measure: format!("bombs, bodies and heads without end: memory that one adds to a process (`{name}`)"),
        count,
        result: format!("{} MiB", grown >> 20),
        promised: format!("at most {} MiB", (LIMIT + BESIDES) >> 20),
    };
    if process::most_memory().is_some() {
        report.must_hold(wrong.is_empty(), row);
    } else {
        report.note(Row { result: "not told by this system".to_owned(), ..row });
    }
    wrong.into_iter().for_each(|wrong| report.finding(wrong));
    Ok(())
}

fn is_large(fault: &Fault) -> bool {
    fault.expect().failure == Failure::TooLarge || fault.name().starts_with("flood of")
}

/// Over everything that the client can be made to go over.
fn over(fault: &Fault) -> impl Iterator<Item = (Fault, Carrier)> {
    let fault = fault.clone();
    let carriers = fault.carriers().iter().filter(|carrier| **carrier != Carrier::Http2);
    carriers.map(move |carrier| (fault.clone(), *carrier))
}

fn named(plays: &[(Fault, Carrier)], number: u64) -> String {
    let play = usize::try_from(number).ok().and_then(|number| plays.get(number));
    play.map_or_else(String::new, |(fault, carrier)| format!("{} over {carrier:?}", fault.name()))
}

/// How much more memory another process has had, once it met this.
async fn taken(world: Arc<World>, plays: Arc<Vec<(Fault, Carrier)>>, number: u64, trusted: PathBuf) -> io::Result<u64> {
    let play = usize::try_from(number).ok().and_then(|number| plays.get(number));
    let Some((fault, carrier)) = play else { return Ok(0) };
    let good = Operation::GetReport.good(&world.planted);
    let scene = Scene { times: Times::Always, start: Start::Warm, mebibytes: SIZE, ..Scene::new(*carrier, good) };
    let Some(stage) = Stage::open(fault, &scene, &world.authority).await? else { return Ok(0) };
    let mut command = child::command("take")?;
    command.arg(stage.base_url()).arg(trusted);
    let output = tokio::task::spawn_blocking(move || command.output()).await??;
    stage.stop().await;
    let told = String::from_utf8_lossy(&output.stdout);
    told.trim().parse().map_err(|_| io::Error::other(format!("the process ended: {} {told}", output.status)))
}

/// The other process: a good call, then the other, and what that added.
pub(crate) fn take(server: &Server) -> io::Result<String> {
    let trusted = fs::read(&server.trusted)?;
    let network = Network::default().no_proxy().trust(&trusted).map_err(io::Error::other)?.trust_nothing_else();
    let client = Client::builder()
        .server(partner_insights::Server::Partner)
        .base_url(server.url.clone())
        .credentials(AccessToken::new("token"))
        .network(network)
        .limits(Limits::default().attempt(PATIENCE))
        .retry(Retry::never())
        .build()
        .map_err(io::Error::other)?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let limit = PATIENCE * 2;
    runtime.block_on(Operation::GetReport.call(&client, "", limit)).map_err(io::Error::other)?;
    let before = process::most_memory().unwrap_or_default();
    drop(runtime.block_on(Operation::GetReport.call(&client, "", limit)));
    Ok((process::most_memory().unwrap_or_default() - before).to_string())
}
