//! Files that a download has beside its destination while it comes, and leaves there when it is broken off: a part of the
//! file, and a record of where it is from. The link is as good as a token, and is in neither.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::{Answer, Gate, Server};
use partner_insights::runtime::Downloads;
use partner_insights::{AccessToken, Client, Error, Network, Retry, Server as Family};
use tokio::time::{sleep, timeout};

use crate::corpus;
use crate::report::Report;
use crate::robust::cases;
use crate::robust::goods;
use crate::robust::operation::execution;
use crate::robust::planted::{ACCESS_TOKEN, LINK_SIGNATURE};
use crate::robust::world::World;

/// More than what is kept without a record, and the rest of the file.
const SENT: usize = 17 * 1024 * 1024;
const REST: usize = 1024 * 1024;

/// A file that does not come is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a download ends too early.
#[derive(Clone, Copy, Debug)]
enum Ending {
    /// The caller has no more interest.
    Dropped,
    /// The server is gone, and does not come back.
    Cut,
    /// The link is refused when the rest is asked for, with words that repeat it.
    Expired,
}

const ENDINGS: [Ending; 3] = [Ending::Dropped, Ending::Cut, Ending::Expired];

pub(super) fn run(world: &Arc<World>, report: &mut Report) -> io::Result<()> {
    let shared = Arc::clone(world);
    let work = move |number| broken_off(Arc::clone(&shared), number);
    let mut wrong = Vec::new();
    let hanging = cases::run("downloads", (0..ENDINGS.len() as u64).collect(), work, |number, end| {
        end.panics.iter().for_each(|told| world.scanner.sink("panics", told));
        let left = match end.value {
            Some(Ok(Some(files))) if files.iter().any(|name| name.ends_with(".part.record")) => return,
            Some(Ok(files)) => format!("{files:?}"),
            Some(Err(error)) => error.to_string(),
            None => format!("{:?}", end.panics),
        };
        wrong.push(format!(
            "a download, {:?}: what is left of it is {left}",
            usize::try_from(number).map(|at| ENDINGS.get(at))
        ));
    })?;
    let failures = wrong.len() + hanging.len();
    let measure = "downloads of signed links that are broken off: without a part and a record whose bytes were scanned";
    report.must_be_none("S1", measure, failures, ENDINGS.len() as u64);
    wrong.into_iter().for_each(|wrong| report.finding(wrong));
    Ok(())
}

/// The names of what is left, if the download failed.
async fn broken_off(world: Arc<World>, number: u64) -> io::Result<Option<Vec<String>>> {
    let Some(&ending) = usize::try_from(number).ok().and_then(|number| ENDINGS.get(number)) else { return Ok(None) };
    let folder = corpus::workplace("secrets").join(format!("download-{number}"));
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => fs::create_dir_all(&folder)?,
    }
    let gate = Gate::closed();
    let server = Server::start(script(&world, ending, &gate)).await?;
    let client = client(&world).map_err(io::Error::other)?;
    let link = goods::link(&server.url(), &world.planted);
    let download = client.download_report(&execution(&link));
    world.scanner.sink("downloads", format!("{download:?}"));
    let mut download = Box::pin(download.to_file(folder.join("report.csv")));
    let told = timeout(PATIENCE, async {
        tokio::select! {
            told = &mut download => Some(told),
            () = recorded(&folder) => None,
        }
    });
    let mut told = told.await?;
    if matches!(ending, Ending::Dropped) {
        // The process may also be killed: what is there now is what that would leave.
        scan(&world, &folder)?;
    }
    gate.open();
    if !matches!(ending, Ending::Dropped) && told.is_none() {
        told = Some(timeout(PATIENCE, &mut download).await?);
    }
    drop(download);
    match told {
        Some(Ok(_)) => return Ok(None),
        Some(Err(error)) => world.scanner.sink("errors", format!("{error}\n{error:#}\n{error:?}\n{error:#?}")),
        None => {}
    }
    server.stop().await;
    let left = scan(&world, &folder)?;
    fs::remove_dir_all(&folder)?;
    Ok(Some(left))
}

fn script(world: &World, ending: Ending, gate: &Gate) -> Script {
    let signature = world.planted.value(LINK_SIGNATURE);
    let file = goods::file().without("content-md5").body(goods::rows(SENT + REST));
    let begun = file.http1();
    let begun = begun.slice(..begun.len() - REST);
    let refusal = Answer::ok("application/xml", format!("<Error>sig={signature}</Error>")).status(403);
    let then = match ending {
        Ending::Dropped | Ending::Cut => vec![Action::Reset],
        Ending::Expired => Action::after_request([Action::answer(&refusal)]),
    };
    Script::requests(then).request(Action::after_request([
        Action::send(begun),
        Action::Hold(gate.clone()),
        Action::Cut,
    ]))
}

fn client(world: &World) -> Result<Client, Error> {
    Client::builder()
        .server(Family::Partner)
        .credentials(AccessToken::new(world.planted.value(ACCESS_TOKEN)))
        .network(Network::default().no_proxy())
        .retry(Retry::default().first_wait(Duration::from_millis(10)).longest_wait(Duration::from_millis(20)))
        .downloads(Downloads::default().allow_loopback())
        .build()
}

/// Waits until the record vouches for a part.
async fn recorded(folder: &Path) {
    let is_line = |text: String| text.lines().count() > 1;
    while !fs::read_to_string(folder.join(".report.csv.part.record")).is_ok_and(is_line) {
        sleep(Duration::from_millis(5)).await;
    }
}

/// Reads everything in the folder, and the names of it.
fn scan(world: &World, folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        world.scanner.sink("files beside a download", &name);
        world.scanner.sink("files beside a download", fs::read(entry.path())?);
        names.push(name);
    }
    Ok(names)
}
