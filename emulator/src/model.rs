//! What the service remembers.

mod account;
mod execution;
mod query;
mod report;
mod run_plan;

pub(crate) use account::Account;
pub(crate) use execution::Execution;
pub(crate) use query::Query;
pub(crate) use report::{Format, Report};
pub use run_plan::RunPlan;

/// The user everything belongs to.
pub(crate) const USER: &str = "user@emulator.example";
