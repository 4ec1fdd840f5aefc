//! What is wrong with a call before anything is sent.

use super::Call;
use super::arguments::place;
use crate::error::Error;
use crate::operation::{In, Parameter};
use crate::problem::Problem;

impl Call {
    /// Everything that was found while arguments were given, and what is missing. Mostly that is nothing.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.check_server()?;
        if self.problems().next().is_none() {
            return Ok(());
        }
        Err(Error::invalid_arguments(self.operation, self.problems().collect()))
    }

    fn problems(&self) -> impl Iterator<Item = Problem> {
        let extras = self.extras.iter().flat_map(|extras| extras.header_problems.iter().chain(&extras.body_problems));
        self.arguments.problems().chain(extras).cloned().chain(self.missing()).chain(self.elsewhere())
    }

    fn check_server(&self) -> Result<(), Error> {
        let servers = self.operation.servers;
        match self.core.server_name() {
            Some(server) if !servers.is_empty() && !servers.contains(&server) => {
                let what =
                    format!("the server `{server}` does not have this operation; it exists on {}", servers.join(", "));
                Err(Error::configuration(Some(self.operation), what))
            }
            _ => Ok(()),
        }
    }

    /// What is given although the server does not have it.
    fn elsewhere(&self) -> impl Iterator<Item = Problem> {
        let server = self.core.server_name();
        let is_elsewhere = move |parameter: &Parameter| {
            server.is_some_and(|server| !parameter.servers.is_empty() && !parameter.servers.contains(&server))
        };
        let parameters = self.operation.parameters.iter().enumerate();
        parameters
            .filter(move |(index, parameter)| is_elsewhere(parameter) && self.arguments.is_given(*index, parameter))
            .map(|(_, parameter)| Problem::new(place(parameter), "does not exist on this server"))
    }

    fn missing(&self) -> impl Iterator<Item = Problem> {
        let server = self.core.server_name();
        let is_required = move |parameter: &Parameter| {
            parameter.location == In::Path || server.is_some_and(|server| parameter.required_on.contains(&server))
        };
        let parameters = self.operation.parameters.iter().enumerate();
        parameters
            .filter(move |(index, parameter)| is_required(parameter) && !self.arguments.is_given(*index, parameter))
            .map(|(_, parameter)| Problem::new(place(parameter), "is required"))
    }
}
