//! The catalogue of faults, as data: what goes wrong, how to script it around a correct answer, and what an honest
//! client may make of it. It knows no API and no client.
//!
//! A run takes a [`Fault`] and a [`Scene`], opens a [`Stage`], lets a client call
//! [`base_url`](Stage::base_url), and asks [`Expect::breaches`] whether what was observed is allowed:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use apiloom_chaos::Answer;
//! use apiloom_chaos::fault::{Carrier, Observation, Repeat, Scene, Seen, Stage, catalogue};
//! use apiloom_chaos::tls::Authority;
//!
//! let authority = Authority::new()?;
//! let faults = catalogue();
//! let fault = faults.iter().find(|fault| fault.name() == "reset after the request").expect("a row of B03");
//! let scene = Scene::new(Carrier::Http1, Answer::json(r#"{"id":"a"}"#));
//! let Some(stage) = Stage::open(fault, &scene, &authority).await? else { return Ok(()) };
//! // ... call `stage.base_url()` with the client; let it report a failure after one attempt.
//! let observation = Observation {
//!     seen: Seen::Error,
//!     repeat: Repeat::Forbidden,
//!     attempts: 3,
//!     requests: stage.journal().requests().len(),
//!     effects: stage.journal().effects(),
//!     strangers: stage.strangers(),
//! };
//! assert!(fault.expect().breaches(scene.times, &observation).is_empty());
//! stage.stop().await;
//! # Ok(())
//! # }
//! ```

mod catalogue;
mod expect;
mod judge;
mod nowhere;
mod plan;
mod ranges;
mod scene;
mod script;
mod stage;

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::Arc;

pub use self::catalogue::catalogue;
pub use self::expect::{Expect, Failure, Fate, Outcome};
pub use self::judge::{Breach, Observation, Repeat, Seen};
pub use self::nowhere::Nowhere;
pub use self::plan::{Plan, Reply, Responder};
pub use self::scene::{Carrier, Cut, Scene, Setting, Start, Times};
pub use self::stage::Stage;

/// One way in which a server or a network goes wrong.
#[derive(Clone)]
pub struct Fault {
    row: &'static str,
    name: Cow<'static, str>,
    carriers: &'static [Carrier],
    expect: Expect,
    make: Make,
}

type Make = Arc<dyn Fn(&Setting<'_>) -> io::Result<Option<Plan>> + Send + Sync>;

impl Fault {
    /// A fault that fits every answer.
    pub fn always(
        row: &'static str,
        name: impl Into<Cow<'static, str>>,
        carriers: &'static [Carrier],
        expect: Expect,
        plan: impl Fn(&Setting<'_>) -> Plan + Send + Sync + 'static,
    ) -> Self {
        Self::new(row, name, carriers, expect, move |setting| Ok(Some(plan(setting))))
    }

    /// A fault that only some answers can have: others make no plan.
    pub fn fitting(
        row: &'static str,
        name: impl Into<Cow<'static, str>>,
        carriers: &'static [Carrier],
        expect: Expect,
        plan: impl Fn(&Setting<'_>) -> Option<Plan> + Send + Sync + 'static,
    ) -> Self {
        Self::new(row, name, carriers, expect, move |setting| Ok(plan(setting)))
    }

    /// A fault whose making can fail.
    pub fn new(
        row: &'static str,
        name: impl Into<Cow<'static, str>>,
        carriers: &'static [Carrier],
        expect: Expect,
        plan: impl Fn(&Setting<'_>) -> io::Result<Option<Plan>> + Send + Sync + 'static,
    ) -> Self {
        Self { row, name: name.into(), carriers, expect, make: Arc::new(plan) }
    }

    /// The row of the threat catalogue, such as `B03`. Several faults share one.
    #[must_use]
    pub fn row(&self) -> &'static str {
        self.row
    }

    /// Unique in the catalogue.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it can go over.
    #[must_use]
    pub fn carriers(&self) -> &'static [Carrier] {
        self.carriers
    }

    /// What an honest client may make of it.
    #[must_use]
    pub fn expect(&self) -> Expect {
        self.expect
    }

    /// What to do in this setting, or `None` where the fault does not fit: no body to cut, no JSON to bend, a carrier
    /// that cannot have it.
    ///
    /// # Errors
    ///
    /// If a certificate cannot be made.
    pub fn plan(&self, setting: &Setting<'_>) -> io::Result<Option<Plan>> {
        if !self.carriers.contains(&setting.scene.carrier) {
            return Ok(None);
        }
        (self.make)(setting)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({} {}, {:?})", self.row, self.name, self.expect)
    }
}
