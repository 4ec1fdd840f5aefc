//! The rows of the threat catalogue that a server, a proxy or a network can play.

mod connection;
mod download;
mod framing;
mod http2;
mod json;
mod json_values;
mod media;
mod pace;
mod proxy;
mod redirect;
mod size;
mod status;
mod throttle;
mod tls;
mod truncation;

use super::Fault;

/// Every fault, in the order of their rows. Rows that only a client can play (a slow reader, a link in a body) or that
/// only an API's own rules describe are not here.
#[must_use]
pub fn catalogue() -> Vec<Fault> {
    let groups = [
        connection::faults(),
        pace::faults(),
        http2::faults(),
        tls::faults(),
        proxy::faults(),
        status::faults(),
        throttle::faults(),
        redirect::faults(),
        framing::faults(),
        size::faults(),
        truncation::faults(),
        media::faults(),
        json::faults(),
        json_values::faults(),
        download::faults(),
    ];
    let mut faults: Vec<Fault> = groups.into_iter().flatten().collect();
    faults.sort_by_key(Fault::row);
    faults
}
