//! Disks that are full at any byte, and folders that cannot be written to (B83).

use std::fs;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use apiloom_chaos::Answer;
use apiloom_chaos::payload::gzip;

use super::fetch::{Told, command, told};
use super::folder::Folder;
use super::source::{Pace, source};
use crate::report::{Report, Row};
use crate::robust::cases;
use crate::robust::goods;

/// Three writes, the last of them short.
const LENGTH: usize = 600 * 1024;

/// What is tried of the places where a disk is full: pages of it, or fewer.
const PAGE: usize = 4 * 1024;
const FEW: usize = 64 * 1024;

/// A download onto a disk that takes so many bytes of a file.
struct Try {
    file: Answer,
    /// What the file is without what is around it.
    whole: Vec<u8>,
    most: u64,
}

pub(super) fn run(is_full: bool, report: &mut Report) -> io::Result<()> {
    if !cfg!(unix) {
        report.note(row(0, "not tried: this system has no such limits".to_owned()));
        return Ok(());
    }
    let tries = Arc::new(tries(if is_full { PAGE } else { FEW })?);
    let (count, mut wrong) = (tries.len() as u64, Vec::new());
    let width = std::thread::available_parallelism().map_or(2, usize::from) * 2;
    let shared = Arc::clone(&tries);
    let work = move |number| tried(Arc::clone(&shared), number);
    let hanging = cases::run_at_once(width, "full disks", (0..count).collect(), work, |number, end| {
        let most = usize::try_from(number).ok().and_then(|number| tries.get(number)).map_or(0, |tried| tried.most);
        match end.value {
            Some(Ok(None)) => {}
            Some(Ok(Some(why))) => wrong.push(format!("a disk full after {most} bytes: {why}")),
            Some(Err(error)) => wrong.push(format!("a disk full after {most} bytes: {error}")),
            None => wrong.push(format!("a disk full after {most} bytes: {:?}", end.panics)),
        }
    })?;
    wrong.extend(hanging.into_iter().map(|number| format!("full disk {number} hangs")));
    report.must_hold(wrong.is_empty(), row(count, wrong.len().to_string()));
    wrong.into_iter().take(8).for_each(|wrong| report.finding(wrong));
    read_only(report)
}

fn row(count: u64, result: String) -> Row {
    Row {
        promise: "R7, B83",
        measure:
            "disks full at some byte, the last write and unpacking included: false successes, destinations touched"
                .to_owned(),
        count,
        result,
        promised: "0".to_owned(),
    }
}

/// Full at every step, just before the last byte, and at it; also within what is unpacked.
fn tries(step: usize) -> io::Result<Vec<Try>> {
    let rows = goods::rows(LENGTH);
    let plain = Answer::ok("text/csv", rows.clone()).field("etag", "\"plain\"");
    let packed = Answer::ok("application/octet-stream", gzip(&rows)?).field("etag", "\"packed\"");
    let full = |file: &Answer, most: usize| Try { file: file.clone(), whole: rows.clone(), most: most as u64 };
    let mut tries: Vec<Try> = (0..rows.len()).step_by(step).map(|most| full(&plain, most)).collect();
    tries.extend([rows.len() - 1, rows.len()].map(|most| full(&plain, most)));
    tries.extend((packed.body.len()..rows.len()).step_by(step * 4).map(|most| full(&packed, most)));
    tries.extend([rows.len() - 1, rows.len()].map(|most| full(&packed, most)));
    Ok(tries)
}

/// What is wrong, if anything is.
async fn tried(tries: Arc<Vec<Try>>, number: u64) -> io::Result<Option<String>> {
    let Some(Try { file, whole, most }) = usize::try_from(number).ok().and_then(|number| tries.get(number)) else {
        return Ok(None);
    };
    let folder = Folder::new(&format!("disk-{number}"), number.is_multiple_of(2))?;
    let server = source(file.clone(), Pace { chunk: 64 * 1024, period: Duration::ZERO }).await?;
    let mut command = command(&format!("{}/report.csv", server.url()), &folder, Some(*most))?;
    let output = tokio::task::spawn_blocking(move || command.output()).await??;
    server.stop().await;
    let fits = *most >= whole.len() as u64;
    let wrong = match told(&output.stdout) {
        Told::Done(_) if fits => folder.judge_success(whole)?,
        Told::Storage if !fits => folder.judge_failure(whole)?,
        Told::Done(_) => Some("a success".to_owned()),
        _ => Some(format!("{}, {}", output.status, String::from_utf8_lossy(&output.stdout).trim())),
    };
    if wrong.is_none() {
        folder.remove()?;
    }
    Ok(wrong)
}

/// A folder that takes no new files.
#[cfg(unix)]
fn read_only(report: &mut Report) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    /// Whom no folder belongs to. Permissions do not count for the superuser, so it becomes this one.
    const NOBODY: u32 = 65534;

    let folder = Folder::new("read-only", true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let file = Answer::ok("text/csv", goods::rows(PAGE)).field("etag", "\"small\"");
    let output = runtime.block_on(async {
        let server = source(file, Pace { chunk: PAGE, period: Duration::ZERO }).await?;
        let mut command = command(&format!("{}/report.csv", server.url()), &folder, None)?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555))?;
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        tokio::task::spawn_blocking(move || command.output()).await?
    });
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    let row = |result| Row {
        promise: "R7, B83",
        measure: "a folder that is read-only: a typed error, and nothing is touched".to_owned(),
        count: 1,
        result,
        promised: "so".to_owned(),
    };
    match output {
        Ok(output) => {
            let is_untouched = folder.names()? == ["report.csv"] && folder.judge_failure(&[])?.is_none();
            let is_right = told(&output.stdout) == Told::Storage && is_untouched;
            let result = if is_right { "so".to_owned() } else { String::from_utf8_lossy(&output.stdout).into_owned() };
            report.must_hold(is_right, row(result));
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            report.note(row("not tried: nobody may not run this binary".to_owned()));
        }
        Err(error) => return Err(error),
    }
    folder.remove()
}

#[cfg(not(unix))]
fn read_only(_report: &mut Report) -> io::Result<()> {
    Ok(())
}
