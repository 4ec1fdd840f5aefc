//! HTTP/1.1 by script: every byte is the script's.

mod action;
mod body;
mod exchange;
mod head;
mod relay;
mod script;

use std::io;

pub use self::action::Action;
use self::exchange::{Exchange, Flow};
pub use self::script::{Handler, Script, Turn};
use crate::server::{Shared, Wire};

/// Plays one connection to its end.
pub(crate) async fn serve(wire: Wire, shared: &Shared) -> io::Result<()> {
    let mut exchange = Exchange::new(wire);
    if let Some(actions) = shared.http1(Script::for_connection).flatten() {
        let _playing = exchange.playing();
        exchange.play(&actions).await?;
        return exchange.finish().await;
    }
    exchange.accept().await?;
    while exchange.begins().await? {
        let _playing = exchange.playing();
        let actions = match shared.http1(Script::for_request) {
            Some(Turn::Actions(actions)) => actions,
            Some(Turn::Handler(handler)) => handler(&exchange.read().await?),
            None => break,
        };
        if exchange.play(&actions).await? == Flow::Ended {
            return Ok(());
        }
        exchange.read_body().await?;
    }
    exchange.finish().await
}
