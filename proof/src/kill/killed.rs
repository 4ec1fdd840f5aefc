//! Processes that are killed in the middle of a download (B84).

use std::io;
use std::process::Child;
use std::sync::Arc;
use std::time::Duration;

use apiloom_chaos::{Answer, Server};
use tokio::time::{sleep, timeout};

use super::fetch::{Told, command, told};
use super::folder::Folder;
use super::source::{Pace, source};
use crate::random::Random;
use crate::report::{Report, Row};
use crate::robust::cases;
use crate::robust::goods;

/// A file that fits into a few writes, and one of which a part is made safe before the rest is there.
const SMALL: usize = 700 * 1024;
const LARGE: usize = 32 * 1024 * 1024;

/// One file of so many is a large one.
const RARITY: usize = 8;

/// A process that is not killed has ended by then.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of one.
#[derive(Default)]
struct Killed {
    wrong: Option<String>,
    /// Whether it was in the middle.
    was_under_way: bool,
    /// Whether the whole file was there already.
    was_done: bool,
    resumed_from: u64,
}

/// When a process is killed.
#[derive(Clone, Copy)]
enum Moment {
    /// So long after its start.
    Early(Duration),
    /// When the server has sent so much.
    Sent(u64),
    /// So long after the last byte was sent: it checks, syncs and renames.
    Late(Duration),
}

pub(super) fn run(seed: u64, count: u64, report: &mut Report) -> io::Result<()> {
    let files = Arc::new([file(SMALL), file(LARGE)]);
    let work = move |number| killed(seed, number, Arc::clone(&files));
    let (mut under_way, mut done, mut resumed, mut wrong) = (0, 0, 0, Vec::new());
    // As many as there are cores: a process that waits for its turn is killed before it did anything.
    let width = std::thread::available_parallelism().map_or(2, usize::from);
    let hanging = cases::run_at_once(width, "kill", (0..count).collect(), work, |number, end| match end.value {
        Some(Ok(killed)) => {
            under_way += u64::from(killed.was_under_way);
            done += u64::from(killed.was_done);
            resumed += u64::from(killed.resumed_from > 0);
            wrong.extend(killed.wrong.map(|wrong| format!("seed {seed}, kill {number}: {wrong}")));
        }
        Some(Err(error)) => wrong.push(format!("seed {seed}, kill {number}: {error}")),
        None => wrong.push(format!("seed {seed}, kill {number}: {:?}", end.panics)),
    })?;
    wrong.extend(hanging.into_iter().map(|number| format!("seed {seed}, kill {number}: hangs")));
    let row = Row {
        promise: "R7, B84",
        measure: format!(
            "SIGKILLs within a download ({under_way} with a part on the disk, {done} after the end): destinations that are \
             neither as they were nor whole, next downloads that fail ({resumed} went on with what was there)"
        ),
        count,
        result: wrong.len().to_string(),
        promised: "0".to_owned(),
    };
    report.must_hold(wrong.is_empty(), row);
    wrong.into_iter().take(8).for_each(|wrong| report.finding(wrong));
    Ok(())
}

fn file(length: usize) -> Answer {
    Answer::ok("text/csv", goods::rows(length)).field("etag", format!("\"{length}\""))
}

async fn killed(seed: u64, number: u64, files: Arc<[Answer; 2]>) -> io::Result<Killed> {
    let mut random = Random::of_case(seed, number);
    let [small, large] = &*files;
    let (file, pace) = match random.below(RARITY) {
        0 => (large, Pace { chunk: 1 << 20, period: Duration::from_millis(5) }),
        _ => (small, Pace { chunk: 16 * 1024, period: Duration::from_millis(2) }),
    };
    let moment = moment(&mut random, file.body.len() as u64);
    let folder = Folder::new(&format!("{seed}-{number}"), random.below(2) == 0)?;
    let server = source(file.clone(), pace).await?;
    let link = format!("{}/report.csv?sig=none", server.url());
    let mut child = command(&link, &folder, None)?.spawn()?;
    wait(moment, &server, file.body.len() as u64).await;
    end(&mut child)?;
    let was_under_way = folder.names()?.iter().any(|name| name.contains(".part"));
    let mut killed = Killed { wrong: folder.judge_failure(&file.body)?, was_under_way, ..Killed::default() };
    killed.was_done = folder.judge_success(&file.body)?.is_none();
    let mut again = command(&link, &folder, None)?;
    let output = tokio::task::spawn_blocking(move || again.output()).await??;
    match told(&output.stdout) {
        Told::Done(resumed_from) => killed.resumed_from = resumed_from,
        _ => killed.wrong = killed.wrong.or(Some(format!("the next: {}", String::from_utf8_lossy(&output.stdout)))),
    }
    killed.wrong = killed.wrong.or(folder.judge_success(&file.body)?);
    server.stop().await;
    if killed.wrong.is_none() {
        folder.remove()?;
    }
    Ok(killed)
}

fn moment(random: &mut Random, length: u64) -> Moment {
    match random.below(8) {
        0 => Moment::Early(Duration::from_millis(random.number_below(60))),
        1 | 2 => Moment::Late(Duration::from_micros(random.number_below(40_000))),
        // A part of a large file is safe once there are 16 MiB of it.
        _ if length > SMALL as u64 * 2 => Moment::Sent(length - random.number_below(length / 5)),
        _ => Moment::Sent(random.number_below(length)),
    }
}

async fn wait(moment: Moment, server: &Server, length: u64) {
    let sent = |most: u64| {
        server.journal().until(move |log| log.connections.iter().map(|connection| connection.sent).sum::<u64>() >= most)
    };
    let waited = async {
        match moment {
            Moment::Early(time) => sleep(time).await,
            Moment::Sent(most) => sent(most).await,
            Moment::Late(time) => {
                sent(length).await;
                sleep(time).await;
            }
        }
    };
    // It is killed then as well.
    let _ = timeout(PATIENCE, waited).await;
}

/// By SIGKILL, as the standard library does it on Unix.
fn end(child: &mut Child) -> io::Result<()> {
    child.kill()?;
    child.wait().map(drop)
}
