//! Servers that cut files off, lie about their parts, or change them meanwhile (B78 to B82), and every other fault.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use apiloom_chaos::Answer;
use apiloom_chaos::fault::{Breach, Fault, Observation, Repeat, Scene, Seen, Stage, Start, Times};
use apiloom_chaos::payload::gzip;
use apiloom_chaos::secrets::Sentinels;
use partner_insights::runtime::Downloaded;
use partner_insights::{Client, Error};

use super::folder::Folder;
use crate::report::{Report, Row};
use crate::robust::case::Case;
use crate::robust::cases;
use crate::robust::client::{Patience, Way, client};
use crate::robust::credentials::Tokens;
use crate::robust::goods;
use crate::robust::operation::{Operation, execution};
use crate::robust::world::World;

/// How often a fault that does not fit is replaced.
const DRAFTS: u64 = 40;

/// What came of one download.
struct Tried {
    wrong: Option<String>,
    succeeded: bool,
    resumed: bool,
}

pub(super) fn run(world: &Arc<World>, count: u64, report: &mut Report) -> io::Result<()> {
    let shared = Arc::clone(world);
    let work = move |number| tried(Arc::clone(&shared), number);
    let (mut all, mut succeeded, mut resumed, mut wrong) = (0, 0, 0, Vec::new());
    let seed = world.seed;
    let hanging = cases::run("lies", (0..count).collect(), work, |number, end| {
        wrong.extend(end.panics.into_iter().map(|told| format!("seed {seed}, download {number}: {told}")));
        match end.value {
            Some(Ok(Some(tried))) => {
                all += 1;
                succeeded += u64::from(tried.succeeded);
                resumed += u64::from(tried.resumed);
                wrong.extend(tried.wrong.map(|wrong| format!("seed {seed}, download {number}: {wrong}")));
            }
            Some(Err(error)) => wrong.push(format!("seed {seed}, download {number}: {error}")),
            Some(Ok(None)) | None => {}
        }
    })?;
    wrong.extend(hanging.into_iter().map(|number| format!("seed {seed}, download {number} hangs")));
    let row = Row {
        promise: "R7, B78 to B82",
        measure: format!(
            "cuts, lies, other versions and every other fault of a download ({succeeded} succeeded all the same): \
             corrupt files, false successes, next downloads that fail ({resumed} went on with what was there)"
        ),
        count: all,
        result: wrong.len().to_string(),
        promised: "0".to_owned(),
    };
    report.must_hold(wrong.is_empty(), row);
    wrong.into_iter().take(8).for_each(|wrong| report.finding(wrong));
    Ok(())
}

async fn tried(world: Arc<World>, number: u64) -> io::Result<Option<Tried>> {
    for draft in 0..DRAFTS {
        let case = Case::planned(world.seed, number, draft, &world.faults, &[Operation::Download]);
        // A file that was there before would be another test.
        let case = Case { start: Start::Fresh, ..case };
        let Some(fault) = world.faults.get(case.fault).filter(|fault| is_of_files(fault)) else { return Ok(None) };
        let scene = Scene { good: file(&world.planted, fault, number + draft)?, ..case.scene(&world.planted) };
        let Some(stage) = Stage::open(fault, &scene, &world.authority).await? else { continue };
        let folder = Folder::new(&format!("lies-{}-{number}", world.seed), number.is_multiple_of(2))?;
        let download = Download { world: &world, case, stage, folder };
        return download.run().await.map(Some);
    }
    Ok(None)
}

/// Links to pages are in no file, and no proxy is asked for one on this machine.
fn is_of_files(fault: &Fault) -> bool {
    !matches!(fault.row(), "B16" | "B62")
}

/// The file with a checksum and without; packed, openly and without a word.
fn file(planted: &Sentinels, fault: &Fault, number: u64) -> io::Result<Answer> {
    let file = Operation::Download.good(planted);
    Ok(match number % 4 {
        // Other bytes by the same strong entity tag: nothing but a checksum can tell.
        _ if fault.row() == "B07" => file,
        0 => file,
        1 => file.without("content-md5"),
        2 => {
            let packed = gzip(&file.body)?;
            file.without("content-md5").field("content-encoding", "gzip").body(packed)
        }
        _ => {
            let packed = gzip(&file.body)?;
            file.without("content-md5").body(packed)
        }
    })
}

/// One download.
struct Download<'d> {
    world: &'d World,
    case: Case,
    stage: Stage,
    folder: Folder,
}

impl Download<'_> {
    async fn run(mut self) -> io::Result<Tried> {
        let proxy = self.stage.proxy_url();
        let way = Way { server: self.stage.base_url(), proxy: proxy.as_deref(), authority: &self.world.authority };
        let client = client(way, self.case.patience, Tokens::new(&self.world.planted)).map_err(io::Error::other)?;
        let whole = goods::file().body;
        let first = self.fetch(&client, self.case.limit).await;
        let mut wrong = match &first {
            Ok(_) => self.folder.judge_success(&whole)?,
            Err(_) => self.folder.judge_failure(&whole)?,
        };
        wrong = wrong.or_else(|| self.breach(&first));
        let mut resumed = false;
        if self.stage.clear()? {
            match self.next(&client).await {
                Ok(file) => {
                    resumed = file.resumed_from() > 0;
                    wrong = wrong.or(self.folder.judge_success(&whole)?);
                }
                Err(error) => wrong = wrong.or(Some(format!("the next: {error}"))),
            }
        }
        let name = self.world.faults.get(self.case.fault).map_or("", |fault| fault.name());
        let wrong = wrong.map(|wrong| format!("{name}: {wrong}\n  {}", self.case));
        self.stage.stop().await;
        if wrong.is_none() {
            self.folder.remove()?;
        }
        Ok(Tried { wrong, succeeded: first.is_ok(), resumed })
    }

    /// What is left of a lie is found out when the rest is there, and thrown away.
    async fn next(&self, client: &Client) -> Result<Downloaded, Error> {
        match self.fetch(client, Patience::Long.call()).await {
            Err(error) if error.is_checksum_mismatch() => self.fetch(client, Patience::Long.call()).await,
            told => told,
        }
    }

    async fn fetch(&self, client: &Client, limit: Duration) -> Result<Downloaded, Error> {
        let link = goods::link(self.stage.base_url(), &self.world.planted);
        client.download_report(&execution(&link)).timeout(limit).to_file(self.folder.destination()).await
    }

    /// A success where only an error is honest; a connection to somebody else.
    fn breach(&self, first: &Result<Downloaded, Error>) -> Option<String> {
        let seen = if first.is_ok() { Seen::Good } else { Seen::Error };
        let (repeat, strangers) = (Repeat::Allowed, self.stage.strangers());
        // What is measured here is the file, and not how it was asked for.
        let observed = Observation { seen, repeat, attempts: 1, requests: 0, effects: 1, strangers };
        let fault = self.world.faults.get(self.case.fault)?;
        let is_of_file = |breach: &Breach| match breach {
            // Whether it is too late or too cautious, or asks again in vain, is for other commands.
            Breach::NeedlessError => false,
            Breach::MadeUpSuccess => self.case.times == Times::Always,
            _ => true,
        };
        let breaches = fault.expect().breaches(self.case.times, &observed);
        breaches.into_iter().find(is_of_file).map(|breach| breach.to_string())
    }
}
