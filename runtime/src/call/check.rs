//! What is wrong with a call before anything is sent.

use super::Call;
use super::arguments::place;
use crate::error::Error;
use crate::operation::In;
use crate::problem::Problem;

impl Call {
    /// Everything that was found while arguments were given, and what is missing. Mostly that is nothing.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.check_server()?;
        let problems = self.problems();
        if problems.is_empty() { Ok(()) } else { Err(Error::invalid_arguments(self.operation, problems)) }
    }

    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.arguments.problems(&mut problems);
        if let Some(extras) = &self.extras {
            problems.extend_from_slice(&extras.header_problems);
            problems.extend_from_slice(&extras.body_problems);
        }
        self.add_misplaced(&mut problems);
        problems
    }

    fn check_server(&self) -> Result<(), Error> {
        let servers = self.operation.servers;
        match self.core.server_name() {
            Some(server) if !servers.is_empty() && !servers.contains(&server) => {
                let mut what = format!("the server `{server}` does not have this operation; it exists on");
                for (index, server) in servers.iter().enumerate() {
                    what.push_str(if index == 0 { " " } else { ", " });
                    what.push_str(server);
                }
                Err(Error::configuration(Some(self.operation), what))
            }
            _ => Ok(()),
        }
    }

    /// What is missing, and what is given although the server does not have it.
    fn add_misplaced(&self, problems: &mut Vec<Problem>) {
        let server = self.core.server_name();
        for (index, parameter) in self.operation.parameters.iter().enumerate() {
            let is_given = self.arguments.is_given(index, parameter);
            let is_required = parameter.location == In::Path || is_on(server, parameter.required_on);
            let is_elsewhere = server.is_some() && !parameter.servers.is_empty() && !is_on(server, parameter.servers);
            match is_given {
                false if is_required => problems.push(Problem::new(place(parameter), "is required")),
                true if is_elsewhere => problems.push(Problem::new(place(parameter), "does not exist on this server")),
                _ => {}
            }
        }
    }
}

fn is_on(server: Option<&str>, servers: &[&str]) -> bool {
    server.is_some_and(|server| servers.contains(&server))
}
