//! What is wrong with a call before anything is sent.

use super::Call;
use super::arguments::place;
use crate::error::Error;
use crate::operation::{In, Parameter};
use crate::problem::Problem;

impl Call {
    /// Everything that was found while arguments were given, and what is missing.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.check_server()?;
        let mut problems = Vec::new();
        problems.extend(self.arguments.problems().cloned());
        problems.extend_from_slice(&self.header_problems);
        problems.extend_from_slice(&self.body_problems);
        problems.extend(self.missing());
        problems.extend(self.elsewhere());
        if problems.is_empty() {
            return Ok(());
        }
        Err(Error::invalid_arguments(self.operation, problems))
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
