//! Waiting for an execution, and downloading its file.

use apiloom_commands::{Exit, Failure, Presentation};
use partner_insights::models::{Execution, ReportId};
use partner_insights::{Client, Error};

use super::destination::Target;
use super::progress::{bar, waiting};

pub(super) async fn fetch(
    client: &Client,
    report: &ReportId,
    target: &Target,
    presentation: &Presentation,
) -> Result<(), Failure> {
    let execution = completed(client, report, target, presentation).await?;
    let bar = bar(presentation.is_quiet());
    let shown = bar.clone();
    let download = client.download_report(&execution).progress(move |received, total| {
        if let Some(total) = total {
            shown.set_length(total);
        }
        shown.set_position(received);
    });
    let downloaded = download.to_file(&target.to).await;
    bar.finish_and_clear();
    let downloaded = downloaded.map_err(explained)?;
    presentation.note(&format!("{} bytes in {}", downloaded.length(), target.to.display()));
    if downloaded.length() == 0 {
        presentation.note("the file is empty: usually a filter compares with a value that the column never has");
    }
    Ok(())
}

async fn completed(
    client: &Client,
    report: &ReportId,
    target: &Target,
    presentation: &Presentation,
) -> Result<Execution, Failure> {
    let spinner = waiting(presentation.is_quiet());
    let wait = client.list_executions(std::slice::from_ref(report)).until_completed();
    let execution = wait.every(target.every).within(target.within).await;
    spinner.finish_and_clear();
    execution.map_err(|error| {
        let is_late = error.is_timeout() && error.status().is_none();
        let failure = Failure::from(error);
        if is_late { failure.hint("`--within` says how long to wait") } else { failure }
    })
}

/// A file that cannot be written is a matter of this machine.
fn explained(error: Error) -> Failure {
    if error.is_destination() || error.is_busy() || error.is_storage() {
        return Failure::new(Exit::Local, error.to_string());
    }
    error.into()
}
