//! `apiloom serve`: the mock of a spec that is being written. It serves the last spec without problems, and says what
//! the problems of the present one are.

mod screen;
mod watch;

use std::io;
use std::path::PathBuf;
use std::rc::Rc;

use apiloom_codegen::SourceSet;
use apiloom_codegen::model::Api;
use clap::Args;
use tokio::task::JoinHandle;

use crate::commands::{Outcome, say};
use crate::mock::{self, Behaviour, Pages, Site};
use screen::Screen;
use watch::Changes;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    spec: PathBuf,
    #[command(flatten)]
    behaviour: Behaviour,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    // A path that is wrong from the start is no spec that has problems.
    let sources = crate::commands::read(&arguments.spec)?;
    mock::block_on(serve(arguments, sources))
}

async fn serve(arguments: &Arguments, first: SourceSet) -> io::Result<Outcome> {
    let mut changes = Changes::of(&arguments.spec)?;
    // What was changed before somebody watched.
    let mut sources = SourceSet::read(&arguments.spec).unwrap_or(first);
    let mut screen = Screen::new();
    let mut server: Option<(Rc<Site>, JoinHandle<()>)> = None;
    let mut interrupted = std::pin::pin!(mock::interrupted());
    loop {
        match (apiloom_codegen::describe(&sources), &server) {
            (Err(diagnostics), server) => screen.problems(&diagnostics, &sources, server.is_some()),
            (Ok(api), Some((site, _))) => {
                let pages = pages(&api);
                site.replace(api, pages);
                screen.good(&sources, &site.bases());
            }
            (Ok(api), None) => {
                let pages = pages(&api);
                let (listener, site) = mock::open(api, pages, &arguments.behaviour).await?;
                screen.good(&sources, &site.bases());
                let serving = mock::serve(listener, Rc::clone(&site), mock::interrupted());
                server = Some((site, tokio::task::spawn_local(serving)));
            }
        }
        tokio::select! {
            next = changed(arguments, &mut changes, &sources) => sources = next,
            () = &mut interrupted => break,
        }
    }
    if let Some((_, serving)) = server {
        // Whatever became of it, it is over.
        let _ = serving.await;
    }
    Ok(Outcome::Done)
}

/// The next version of the spec.
async fn changed(arguments: &Arguments, changes: &mut Changes, before: &SourceSet) -> SourceSet {
    let mut last_error = None;
    loop {
        changes.next().await;
        match SourceSet::read(&arguments.spec) {
            Ok(sources) if sources != *before => return sources,
            Ok(_) => {}
            // A file may be gone while an editor replaces it.
            Err(error) => {
                let line = format!("{}: {error}", arguments.spec.display());
                if last_error.as_ref() != Some(&line) {
                    say(&line);
                }
                last_error = Some(line);
            }
        }
    }
}

/// What is served beside the API, by path: its reference.
fn pages(api: &Api) -> Pages {
    let files = crate::docs::site(api);
    let path = |name: &str| format!("/_docs/{}", if name == "index.html" { "" } else { name });
    files.iter().map(|(name, text)| (path(name), text.as_bytes().to_vec())).collect()
}
