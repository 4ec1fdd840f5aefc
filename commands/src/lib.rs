//! Makes a command line of the tables that apiloom generates for an API (`apiloom generate --commands CLIENT`).
//!
//! ```text
//! spec/*.yaml --apiloom--> tables (one Command an operation) --command_line--> clap
//!                                                            --Given---------> the client's typed call --show--> output
//! ```
//!
//! A table says what can be given and holds one function: it takes what was [`Given`], calls the client and says how the
//! answer is shown. Everything else is here, once. A program has commands of its own beside the generated ones:
//!
//! ```ignore
//! mod generated; // #[path = "../generated/lib.rs"]
//!
//! let line = apiloom_commands::command_line(clap::Command::new("notes"), generated::GROUPS);
//! let matches = line.get_matches();
//! let (name, matches) = matches.subcommand().unwrap();
//! let command = apiloom_commands::find(generated::GROUPS, name).unwrap();
//! let outcome = command.run(&client, matches).await?;
//! Presentation::of(matches).print(&outcome, command.columns)
//! ```
//!
//! The client has to be generated with a `serde-feature`, and have it on: what is typed becomes JSON, and JSON the
//! client's types.
#![forbid(unsafe_code)]
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod arguments;
mod body;
mod failure;
mod given;
mod output;
mod pages;
pub mod show;
mod table;
mod value;

pub use arguments::{command_line, find, find_own, presentation_arguments};
pub use failure::{Exit, Failure};
pub use given::{Given, borrowed};
pub use output::{Presentation, say};
pub use pages::{completions, manual};
pub use show::Outcome;
pub use table::{Body, Command, Group, Input, Kind, Running, ServerChoice};
