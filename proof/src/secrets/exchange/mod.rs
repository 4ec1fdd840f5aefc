//! Tokens that are asked for over the network in every way there is, from an identity provider that is kind, rude, or
//! broken.

mod flow;
mod issuer;
mod scan;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{Debug, Write};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use apiloom_chaos::Server;
use apiloom_chaos::secrets::Capture;

use self::flow::Flow;
use self::issuer::{Answering, Signed, issuer};
use super::certificate::Made;
use crate::report::Report;
use crate::robust::cases;
use crate::robust::world::World;

/// What all exchanges share.
struct Shared {
    world: Arc<World>,
    made: Made,
    signed: Signed,
}

/// Everything that was shown, and everything that was sent where it belongs, by sink: assertions are secrets that are
/// known only afterwards.
#[derive(Default)]
struct Heard(Mutex<BTreeMap<&'static str, String>>);

/// What was sent where it belongs.
const SENT: &str = "identity providers and APIs";

impl Heard {
    fn shown(&self, sink: &'static str, value: &impl Debug) {
        self.text(sink, &format!("{value:?}\n{value:#?}\n"));
    }

    /// With all that it is because of.
    fn error(&self, error: &(dyn Error + 'static)) {
        let mut next = Some(error);
        while let Some(error) = next {
            self.text("errors of exchanges", &format!("{error}\n{error:#}\n{error:?}\n{error:#?}\n"));
            next = error.source();
        }
    }

    fn text(&self, sink: &'static str, text: &str) {
        // Writing to a string cannot fail.
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(sink).or_default().write_str(text);
    }
}

pub(super) fn run(world: &Arc<World>, capture: &Capture, report: &mut Report) -> io::Result<()> {
    let shared = Shared { world: Arc::clone(world), made: Made::new()?, signed: Signed::default() };
    let (shared, heard) = (Arc::new(shared), Arc::new(Heard::default()));
    let all = Flow::ALL.into_iter().flat_map(|flow| Answering::ALL.map(|answering| (flow, answering)));
    let all: Arc<Vec<(Flow, Answering)>> = Arc::new(all.collect());
    let count = all.len() as u64;
    let (tried, with, listening) = (Arc::clone(&all), Arc::clone(&shared), Arc::clone(&heard));
    let work = move |number| exchange(Arc::clone(&tried), Arc::clone(&with), Arc::clone(&listening), number);
    let mut wrong = Vec::new();
    let hanging = cases::run("exchanges", (0..count).collect(), work, |number, end| {
        end.panics.iter().for_each(|told| heard.text("panics", told));
        let case = usize::try_from(number).ok().and_then(|number| all.get(number));
        match end.value {
            Some(Ok(true)) if end.panics.is_empty() => {}
            Some(Ok(_)) => {
                wrong.push(format!("{case:?}: the call ended as it should not; panics: {}", end.panics.len()));
            }
            Some(Err(error)) => wrong.push(format!("{case:?}: {error}")),
            None => wrong.push(format!("{case:?}: {:?}", end.panics)),
        }
    })?;
    wrong.extend(hanging.iter().map(|number| format!("exchange {number} hangs")));
    heard.text("logs of exchanges", &capture.take());
    let measure = "calls whose token comes by a secret, an assertion, a refresh token, or a sign-in, from a provider that \
                   is kind, rude or broken: calls that end otherwise than they should";
    report.must_be_none("S1", measure, wrong.len(), count);
    wrong.into_iter().take(5).for_each(|wrong| report.finding(wrong));
    scan::scanned(&shared, &heard, report);
    Ok(())
}

/// Whether the call ended as it should.
async fn exchange(
    all: Arc<Vec<(Flow, Answering)>>,
    shared: Arc<Shared>,
    heard: Arc<Heard>,
    number: u64,
) -> io::Result<bool> {
    let Some(&(flow, answering)) = usize::try_from(number).ok().and_then(|number| all.get(number)) else {
        return Ok(true);
    };
    let script = issuer(&shared.world.planted, answering, &shared.signed);
    let server = Server::start_tls(script, shared.world.authority.identity()?).await?;
    let succeeded = flow.call(&shared, &server, answering == Answering::Unsaved, &heard).await?;
    heard.text(SENT, &String::from_utf8_lossy(&server.journal().received()));
    server.stop().await;
    let should = match answering {
        Answering::Good => true,
        Answering::Unsaved => !flow.has_store(),
        _ => false,
    };
    Ok(succeeded == should)
}
