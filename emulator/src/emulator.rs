//! The running service, and what a test may do to it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::model::Execution;
use crate::shared::Shared;
use crate::{Answer, Family, ReceivedRequest, server};

/// A running Insights service. Dropping it stops it.
#[derive(Debug)]
pub struct Emulator {
    shared: Arc<Shared>,
    /// The server runs until this is dropped.
    _running: oneshot::Sender<()>,
}

impl Emulator {
    /// Starts the service on a free port of 127.0.0.1, inside the current Tokio runtime.
    ///
    /// # Errors
    ///
    /// No port could be bound.
    pub async fn start() -> io::Result<Self> {
        Self::start_on(0).await
    }

    /// Starts the service on the given port of 127.0.0.1; 0 is any free port.
    ///
    /// # Errors
    ///
    /// The port could not be bound.
    pub async fn start_on(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let shared = Arc::new(Shared::new(format!("http://{}", listener.local_addr()?)));
        let (running, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, server::service(&shared)).with_graceful_shutdown(async {
            let _dropped = stopped.await;
        });
        tokio::spawn(server.into_future());
        Ok(Self { shared, _running: running })
    }

    /// The base URL of a family, such as `http://127.0.0.1:8080/insights/v1/mpn`.
    #[must_use]
    pub fn url(&self, family: Family) -> String {
        format!("{}{}", self.shared.origin, family.path())
    }

    /// The access token the service accepts.
    #[must_use]
    pub fn token(&self) -> String {
        self.shared.lock().token()
    }

    /// Lets the access token expire: it is refused from now on, and [`token`](Self::token) returns
    /// another.
    pub fn expire_token(&self) {
        self.shared.lock().renewals += 1;
    }

    /// Everything that arrived, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.shared.lock().requests.clone()
    }

    /// What arrived last.
    #[must_use]
    pub fn last_request(&self) -> Option<ReceivedRequest> {
        self.shared.lock().requests.last().cloned()
    }

    /// Answers a request to come with `answer` and nothing else: it reaches no operation. Answers
    /// queue up, one for each request.
    pub fn answer_next(&self, answer: Answer) {
        self.shared.lock().answers.push_back(answer);
    }

    /// Moves the emulator's clock ahead of the system's.
    pub fn advance(&self, time: Duration) {
        let mut state = self.shared.lock();
        state.ahead = state.ahead.saturating_add(time);
    }
}

/// The executions, which do not move on by themselves.
#[expect(clippy::must_use_candidate, reason = "they are called for what they do")]
impl Emulator {
    /// Completes every execution that is pending or running, due or not. Returns how many.
    pub fn complete_executions(&self) -> usize {
        self.complete(|_| true)
    }

    /// Completes the execution of a report that is pending or running, due or not. Returns how
    /// many there were.
    pub fn complete_execution(&self, report_id: &str) -> usize {
        self.complete(|execution| execution.report_id == report_id)
    }

    /// Completes the executions whose time has come. Returns how many.
    pub fn complete_due_executions(&self) -> usize {
        let now = self.shared.now();
        self.complete(|execution| execution.due <= now)
    }

    /// Gives the pending or running executions of a report another status, such as `Running` or
    /// the undocumented `Failed`. Returns how many there were.
    pub fn set_execution_status(&self, report_id: &str, status: &str) -> usize {
        let mut state = self.shared.lock();
        let executions = state.accounts.iter_mut().flat_map(|account| &mut account.executions);
        let unfinished = executions.filter(|execution| execution.report_id == report_id && execution.is_unfinished());
        unfinished.map(|execution| status.clone_into(&mut execution.status)).count()
    }

    fn complete(&self, chosen: impl Fn(&Execution) -> bool) -> usize {
        let now = self.shared.now();
        let mut state = self.shared.lock();
        let accounts = state.accounts.iter_mut();
        accounts.map(|account| account.complete_executions(&self.shared.origin, now, &chosen)).sum()
    }
}
