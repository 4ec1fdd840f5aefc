//! The running service, and what a test may do to it.

mod executions;
mod files;
mod tokens;

use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::connection::{Cut, CuttableListener};
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
        let service = server::service(&shared).into_make_service_with_connect_info::<Cut>();
        let server = axum::serve(CuttableListener(listener), service).with_graceful_shutdown(async {
            let _dropped = stopped.await;
        });
        tokio::spawn(server.into_future());
        Ok(Self { shared, _running: running })
    }

    /// Scheme, host and port, such as `http://127.0.0.1:8080`: where everything is.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.shared.origin
    }

    /// The base URL of a family, such as `http://127.0.0.1:8080/insights/v1/mpn`.
    #[must_use]
    pub fn url(&self, family: Family) -> String {
        format!("{}{}", self.shared.origin, family.path())
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

    /// Splits lists into pages of so many items: `nextLink` leads from one to the next. With 0, as without this, there
    /// are no pages.
    pub fn page_size(&self, items: usize) {
        self.shared.lock().page_size = NonZeroUsize::new(items);
    }

    /// Moves the emulator's clock ahead of the system's.
    pub fn advance(&self, time: Duration) {
        self.shared.lock().advance(time);
    }

    /// Moves the emulator's clock ahead by so much whenever a request arrives, whatever it is for: who asks again and
    /// again sees time pass without waiting. Links and access tokens grow old by the same clock.
    pub fn advance_per_request(&self, time: Duration) {
        self.shared.lock().step = time;
    }
}
