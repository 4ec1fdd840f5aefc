//! What all cases of a run share.

use std::io;

use apiloom_chaos::fault::{Fault, catalogue};
use apiloom_chaos::secrets::{Scanner, Sentinels};
use apiloom_chaos::tls::Authority;
use partner_insights::{Client, InMemory, Server};
use tokio::runtime::Builder;

use super::client::Patience;
use super::credentials::Tokens;
use super::extras;
use super::operation::{Operation, Value};
use super::planted::planted;

pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) authority: Authority,
    pub(crate) faults: Vec<Fault>,
    pub(crate) planted: Sentinels,
    /// Finds every secret.
    pub(crate) scanner: Scanner,
    /// The right values, decoded once from what nothing stands between.
    right: Vec<(Operation, Value)>,
}

impl World {
    /// # Errors
    /// If no key can be made, or a good answer is not understood.
    pub(crate) fn new(seed: u64) -> io::Result<Self> {
        let planted = planted(seed);
        let mut faults = catalogue();
        faults.extend(extras::faults(&planted));
        let scanner = Scanner::new(&planted);
        let right = right(&planted)?;
        Ok(Self { seed, authority: Authority::new()?, faults, planted, scanner, right })
    }

    /// What an operation tells if all goes well.
    pub(crate) fn right(&self, operation: Operation) -> Option<&Value> {
        self.right.iter().find(|(other, _)| *other == operation).map(|(_, value)| value)
    }
}

fn right(planted: &Sentinels) -> io::Result<Vec<(Operation, Value)>> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let mut right = vec![(Operation::Download, Value::File(Operation::Download.good(planted).body))];
    for operation in Operation::CALLS.into_iter().chain([Operation::Pages]) {
        let good = operation.good(planted);
        let service = InMemory::new(move |_| Ok(InMemory::json(200, good.body.clone())));
        let client = Client::builder().server(Server::Partner).credentials(Tokens::new(planted)).transport(service);
        let client = client.build().map_err(io::Error::other)?;
        let told = runtime.block_on(operation.call(&client, "", Patience::Long.call()));
        right.push((operation, told.map_err(io::Error::other)?.value));
    }
    Ok(right)
}
