//! How a connection writes to the journal.

use bytes::Bytes;

use crate::journal::{Connection, Journal};
use crate::recorded::Recorded;

/// The pen of one connection.
#[derive(Clone, Debug)]
pub(crate) struct Pen {
    journal: Journal,
    pub(crate) number: usize,
}

impl Pen {
    /// Opens the next connection.
    pub(crate) fn of_next_connection(journal: &Journal) -> Self {
        let mut number = 0;
        journal.write(|log| {
            number = log.connections.len();
            log.connections.push(Connection { open: true, ..Connection::default() });
        });
        Self { journal: journal.clone(), number }
    }

    pub(crate) fn received(&self, bytes: &[u8]) {
        self.change(|connection| connection.received.extend_from_slice(bytes));
    }

    pub(crate) fn sent(&self, count: usize) {
        self.change(|connection| connection.sent += count as u64);
    }

    /// Notes that a script is being played until the guard is dropped.
    pub(crate) fn playing(&self) -> Playing {
        self.change(|connection| connection.scripts += 1);
        Playing(self.clone())
    }

    pub(crate) fn ended(&self) {
        self.change(|connection| connection.ended = true);
    }

    pub(crate) fn failed(&self, error: String) {
        self.change(|connection| connection.error = connection.error.take().or(Some(error)));
    }

    pub(crate) fn closed(&self) {
        self.change(|connection| (connection.open, connection.ended) = (false, true));
    }

    /// Notes a request and gives it its number.
    pub(crate) fn request(&self, mut request: Recorded) -> Recorded {
        self.journal.write(|log| {
            request.number = log.numbered;
            log.numbered += 1;
            log.requests.push(request.clone());
        });
        request
    }

    pub(crate) fn arrived(&self, number: usize, body: &Bytes) {
        self.change_request(number, |request| {
            request.body = body.clone();
            request.complete = true;
        });
    }

    /// Notes what there is of a body that will not be whole.
    pub(crate) fn broke_off(&self, number: usize, body: &Bytes) {
        self.change_request(number, |request| request.body = body.clone());
    }

    pub(crate) fn refused(&self, number: usize) {
        self.change_request(number, |request| request.refused = true);
    }

    fn change(&self, change: impl FnOnce(&mut Connection)) {
        self.journal.write(|log| {
            if let Some(connection) = log.connections.get_mut(self.number) {
                change(connection);
            }
        });
    }

    fn change_request(&self, number: usize, change: impl FnOnce(&mut Recorded)) {
        self.journal.write(|log| {
            if let Some(request) = log.requests.iter_mut().rev().find(|request| request.number == number) {
                change(request);
            }
        });
    }
}

/// A script is being played.
#[derive(Debug)]
pub(crate) struct Playing(Pen);

impl Drop for Playing {
    fn drop(&mut self) {
        self.0.change(|connection| connection.scripts = connection.scripts.saturating_sub(1));
    }
}
