//! What the targets share: of the generator, its oracles; of the runtime, a small API and a client of it without sockets.

pub mod generator;
// What the targets for the generator judge by: the oracles of `apiloom-proof`.
#[path = "../../proof/src/oracle/mod.rs"]
pub mod oracle;
#[path = "../../proof/src/yaml.rs"]
pub mod yaml;

use std::sync::LazyLock;

use apiloom_runtime::wire::{
    Api, Casing, ClientCore, Declared, Operation, Paging, Parameter, Repeat, Security, Segment, Server, Settings,
    StatusKey,
};
use apiloom_runtime::{AccessToken, Downloads, Error, InMemory, Transport};
use tokio::runtime::{Builder, Runtime};

static API: Api = Api { name: "Fuzz", version: "1", casing: Casing::Any, security: Security::Bearer };
static SERVER: Server = Server { name: "main", url: "https://api.example.com/v1", audience: "a", ..Server::NEW };

/// One parameter in each place.
pub static OPERATION: Operation = Operation {
    name: "fuzzed",
    template: "/things/{id}/parts",
    path: &[Segment::Literal("/things/"), Segment::Parameter(0), Segment::Literal("/parts")],
    parameters: &[Parameter::path("id"), Parameter::query("q"), Parameter::header("X-Header"), Parameter::cookie("c")],
    responses: &[Declared { status: StatusKey::Code(200), ..Declared::NEW }],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// A list whose pages link to each other.
pub static LINKED: Operation = Operation { paging: Some(Paging::Link), ..OPERATION_NEW };
const OPERATION_NEW: Operation = Operation {
    name: "linked",
    template: "/things",
    path: &[Segment::Literal("/things")],
    responses: &[Declared { status: StatusKey::Code(200), ..Declared::NEW }],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// A stream of events.
pub static STREAMING: Operation = Operation { name: "streaming", streams: true, ..OPERATION_NEW };

/// A client that sends through this.
///
/// # Panics
///
/// If these settings are not valid, which no input changes.
pub fn client(transport: impl Transport) -> ClientCore {
    let settings = Settings::new(&API).server(&SERVER).credentials(AccessToken::new("t0ken")).transport(transport);
    settings.downloads(Downloads::default()).seed(1).build().expect("the settings are valid")
}

/// A client that no request leaves.
pub static SILENT: LazyLock<ClientCore> =
    LazyLock::new(|| client(InMemory::new(|_| Err(apiloom_runtime::TransportError::unusable("nothing is sent")))));

/// Where futures run: a clock that moves on by itself, so that no wait takes time.
pub static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime can be made")
});

/// What an error may show: short, and nothing that a terminal would obey.
///
/// # Panics
///
/// If it shows anything else.
pub fn check_shown(error: &Error) {
    let shown = format!("{error} {error:?}");
    assert!(shown.len() < 8 * 1024 && !shown.contains(|c: char| c.is_control()), "{shown:?}");
}
