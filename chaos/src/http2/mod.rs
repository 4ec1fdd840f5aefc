//! HTTP/2 by script: the `h2` crate keeps the connection correct, and a script bends it frame by frame.

mod action;
mod frame;
mod pump;
mod request;
mod script;
mod sender;
mod stream;

use std::io;
use std::sync::Arc;

use tokio::io::{DuplexStream, duplex};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

pub use self::action::{Action, LastStream};
pub use self::frame::{Frame, On};
use self::pump::{Command, Forwarded};
pub use self::script::{Handler, Script, Turn};
use self::stream::Stream;
use crate::pen::Pen;
use crate::server::{Shared, Wire};
pub use h2::Reason;

/// Between the `h2` crate and the socket.
const BUFFER: usize = 64 * 1024;

/// Plays one connection to its end.
pub(crate) async fn serve(mut wire: Wire, shared: Arc<Shared>) -> io::Result<()> {
    wire.accept().await?;
    let pen = wire.pen.clone();
    let (inside, outside) = duplex(BUFFER);
    let (commands, commanded) = mpsc::channel(1);
    let forwarded = watch::Sender::new(Forwarded::default());
    let controls = Controls { commands, forwarded: forwarded.subscribe(), pen: pen.clone() };
    let pump = pump::run(wire.into_socket()?, outside, commanded, forwarded, pen);
    let (pumped, spoken) = tokio::join!(pump, speak(inside, controls, shared));
    pumped.and(spoken)
}

/// What a stream's script may do to its connection, and what it can know of it.
#[derive(Clone)]
struct Controls {
    commands: mpsc::Sender<Command>,
    forwarded: watch::Receiver<Forwarded>,
    pen: Pen,
}

/// Accepts streams and plays each one's script until the connection ends.
async fn speak(inside: DuplexStream, controls: Controls, shared: Arc<Shared>) -> io::Result<()> {
    let Some(builder) = shared.http2(|script| script.builder()) else { return Ok(()) };
    let mut connection = builder.handshake(inside).await.map_err(io::Error::other)?;
    let mut streams = JoinSet::new();
    loop {
        tokio::select! {
            Some(_) = streams.join_next() => {}
            accepted = connection.accept() => match accepted {
                Some(accepted) => {
                    let (request, respond) = accepted.map_err(io::Error::other)?;
                    let stream = Stream::new(request, respond, controls.clone());
                    streams.spawn(stream.play(Arc::clone(&shared)));
                }
                None => return Ok(()),
            }
        }
    }
}
