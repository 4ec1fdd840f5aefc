//! Accepts connections and gives each one a task.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::{Shared, Wire};
use crate::pen::Pen;
use crate::{http1, http2};

/// After a connection that could not be accepted.
const AGAIN: Duration = Duration::from_millis(10);

/// Accepts connections until it is told to stop, and then ends them all.
pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>, mut stopped: oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) => {
                    let opened = Opened(Pen::of_next_connection(&shared.journal));
                    connections.spawn(converse(socket, opened, Arc::clone(&shared)));
                }
                // One connection was gone before it was accepted, or there are no more file descriptors for now.
                Err(_) => sleep(AGAIN).await,
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn converse(socket: TcpStream, opened: Opened, shared: Arc<Shared>) {
    let wire = Wire::new(socket, opened.0.clone(), shared.identity.clone());
    let speaks_http2 = shared.http2(|_| ()).is_some();
    let ended = match speaks_http2 {
        true => http2::serve(wire, shared).await,
        false => http1::serve(wire, &shared).await,
    };
    if let Err(error) = ended {
        opened.0.failed(error.to_string());
    }
}

/// Marks the connection as closed whichever way its task ends.
struct Opened(Pen);

impl Drop for Opened {
    fn drop(&mut self) {
        self.0.closed();
    }
}
