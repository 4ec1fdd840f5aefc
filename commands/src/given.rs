//! What was given to a command, as the types of its call.

use std::fmt;
use std::future::Future;

use apiloom_runtime::wire::Encode;
use apiloom_runtime::{Bytes, Error, Events, Items, Json, Request, Response, serde_json};
use clap::ArgMatches;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::show::{self, Outcome};
use crate::table::{Body, Command, Input, Kind};
use crate::value::{from_file, read};

/// What was given to a command.
pub struct Given {
    pub(crate) inputs: &'static [Input],
    pub(crate) values: Vec<Option<Json>>,
    pub(crate) body: Body,
    pub(crate) file: Option<Source>,
    is_rehearsal: bool,
    limit: Option<u64>,
}

/// The body's file and what it holds.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) bytes: Bytes,
}

/// What was given may be private.
impl fmt::Debug for Given {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Given")
    }
}

impl<C> Command<C> {
    /// Calls the client with what was given.
    ///
    /// # Errors
    /// What was given cannot be sent, or the call fails.
    pub async fn run(&self, client: &C, matches: &ArgMatches) -> Result<Outcome, Failure> {
        let given = Given::read(self, matches)?;
        (self.call)(client, &given).await
    }
}

/// Texts as the client wants a list of them.
#[must_use]
pub fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

impl Given {
    fn read<C>(command: &Command<C>, matches: &ArgMatches) -> Result<Self, Failure> {
        let values = command.inputs.iter().map(|input| value(input, matches)).collect::<Result<_, _>>()?;
        let path = matches.try_get_one::<String>("body").ok().flatten();
        let file = path.map(|path| Ok::<_, Failure>(Source { path: path.clone(), bytes: read(path)? }));
        Ok(Given {
            inputs: command.inputs,
            values,
            body: command.body,
            file: file.transpose()?,
            is_rehearsal: matches.get_flag("dry-run"),
            limit: matches.try_get_one("limit").ok().flatten().copied(),
        })
    }

    /// Whether the input at this position was given.
    #[must_use]
    pub fn has(&self, at: usize) -> bool {
        self.values.get(at).is_some_and(Option::is_some)
    }

    /// The value of the input at this position.
    ///
    /// # Errors
    /// It was not given, or its type has no such value.
    pub fn required<T: DeserializeOwned>(&self, at: usize) -> Result<T, Failure> {
        let name = self.inputs.get(at).map(Input::shown).unwrap_or_default();
        let Some(value) = self.values.get(at).and_then(Option::as_ref) else {
            return Err(Failure::usage(format!("{name} has to be given")));
        };
        let is_secret = self.inputs.get(at).is_some_and(|input| input.is_secret);
        serde_json::from_value(value.clone()).map_err(|error| match is_secret {
            // Errors of serde quote what they found.
            true => Failure::usage(format!("{name}: it does not hold such a value")),
            false => Failure::usage(format!("{name}: {error}")),
        })
    }

    /// Sees to it that one of these inputs was given, and no other of them.
    ///
    /// # Errors
    /// None was, or several.
    pub fn exactly_one(&self, of: &[usize]) -> Result<(), Failure> {
        if of.iter().filter(|at| self.has(**at)).count() == 1 {
            return Ok(());
        }
        let names = of.iter().filter_map(|at| self.inputs.get(*at)).map(Input::shown).collect::<Vec<_>>();
        Err(Failure::usage(format!("exactly one of {} has to be given", names.join(", "))))
    }

    /// Sends the request and shows the answer; or shows the request, if nothing is to be sent.
    ///
    /// # Errors
    /// The request cannot be sent, or the call fails.
    pub async fn send<T, E, R>(
        &self,
        preview: Result<Request, Error>,
        request: R,
        show: impl FnOnce(&T) -> Outcome,
    ) -> Result<Outcome, Failure>
    where
        R: Future<Output = Result<Response<T, E>, Error>>,
    {
        if self.is_rehearsal {
            return Ok(Outcome::Request(preview?));
        }
        Ok(show(request.await?.as_inner()))
    }

    /// The same for a list that comes in pages.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_for_items<T: Encode + 'static>(
        &self,
        preview: Result<Request, Error>,
        mut items: Items<T>,
    ) -> Result<Outcome, Failure> {
        if self.is_rehearsal {
            return Ok(Outcome::Request(preview?));
        }
        let mut shown = Vec::new();
        while self.limit.is_none_or(|limit| (shown.len() as u64) < limit) {
            let Some(item) = items.next().await else { break };
            shown.push(show::json(&item?));
        }
        Ok(Outcome::Value(Json::Array(shown)))
    }

    /// The same for a stream of events, until its end or until there are as many as were asked for.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_for_events<T: Encode>(
        &self,
        preview: Result<Request, Error>,
        mut events: Events<T>,
    ) -> Result<Outcome, Failure> {
        if self.is_rehearsal {
            return Ok(Outcome::Request(preview?));
        }
        let mut shown = Vec::new();
        while self.limit.is_none_or(|limit| (shown.len() as u64) < limit) {
            let Some(event) = events.next().await else { break };
            shown.push(show::json(&event?.data));
        }
        Ok(Outcome::Value(Json::Array(shown)))
    }
}

/// One value, or a list of them.
fn value(input: &'static Input, matches: &ArgMatches) -> Result<Option<Json>, Failure> {
    let Some(values) = matches.get_many::<Json>(input.flag) else { return Ok(None) };
    let is_file = input.is_secret || input.kind == Kind::File;
    let read = |value: &Json| match value.as_str() {
        Some(path) if is_file => from_file(input, path),
        _ => Ok(value.clone()),
    };
    let mut values = values.map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(if input.is_list { Some(Json::Array(values)) } else { values.pop() })
}
