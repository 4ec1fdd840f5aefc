//! `apiloom mock`: serves an API from its spec, and says what is wrong with requests.

mod answer;
mod behaviour;
mod chance;
mod check;
mod json;
mod log;
mod preferences;
mod problem;
mod received;
mod reply;
mod route;
mod samples;
mod server;
mod site;
mod socket;
mod template;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;

use apiloom_codegen::model::Api;
use clap::Args;
use tokio::net::TcpListener;

use crate::commands::{Outcome, problems, read, say};

pub(crate) use behaviour::Behaviour;
pub(crate) use server::{block_on, interrupted, serve};
pub(crate) use site::{Pages, Site};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    spec: PathBuf,
    #[command(flatten)]
    behaviour: Behaviour,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let sources = read(&arguments.spec)?;
    let api = match apiloom_codegen::describe(&sources) {
        Ok(api) => api,
        Err(diagnostics) => return Ok(problems(&diagnostics, &sources)),
    };
    block_on(async {
        let (listener, site) = open(api, Pages::new(), &arguments.behaviour).await?;
        announce(&site.bases());
        serve(listener, site, interrupted()).await;
        Ok(Outcome::Done)
    })
}

/// Takes the port, and says what has to be known before the first request.
pub(crate) async fn open(api: Api, pages: Pages, behaviour: &Behaviour) -> io::Result<(TcpListener, Rc<Site>)> {
    let chance = behaviour.chance()?;
    let listener = server::bind(behaviour.address()).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    for place in route::places(&api).iter().filter(|place| place.servers.len() > 1) {
        let servers = place.servers.join(", ");
        say(&format!("{servers} cannot be told apart by their paths: what one of them has is answered"));
    }
    let mut operations = api.tags.iter().flat_map(|tag| &tag.operations);
    if let Some(status) = behaviour.status
        && !operations.any(|operation| answer::declared(operation, status).is_some())
    {
        say(&format!("no operation declares status {status}"));
    }
    if chance.is_random() {
        say(&format!("seed {}", chance.seed));
    }
    say("Ctrl-C ends");
    Ok((listener, Rc::new(Site::new(api, pages, behaviour, chance, origin))))
}

/// Where everything is: for programs, too, which read it to find the port.
pub(crate) fn announce(bases: &[String]) {
    let mut output = anstream::stdout().lock();
    for line in bases {
        // Nobody is left to hear of a closed pipe.
        let _ = writeln!(output, "{line}");
    }
    let _ = output.flush();
}
