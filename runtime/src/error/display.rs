//! An error in one line. Everything in it is from the spec, from this crate, or a text that was
//! made readable.

use std::fmt;

use super::Error;
use super::kind::Kind;
use crate::operation::Operation;

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Operation { name, method, template, .. }) = self.0.operation {
            write!(formatter, "{name}: {method} {template}: ")?;
        }
        match &self.0.kind {
            Kind::Configuration(what) => formatter.write_str(what)?,
            Kind::InvalidArguments(problems) => {
                for (index, problem) in problems.iter().enumerate() {
                    let between = if index == 0 { "" } else { "; " };
                    write!(formatter, "{between}{problem}")?;
                }
            }
            Kind::Credentials(error) => write!(formatter, "no access token: {error}")?,
            Kind::Deadline(limit) => write!(formatter, "no answer within {limit:?}")?,
            Kind::Transport(error) => write!(formatter, "{error}")?,
            Kind::Status => self.write_status(formatter)?,
            Kind::Service(status) => {
                self.write_status(formatter)?;
                write!(formatter, ", but the body says {status}")?;
            }
            Kind::MediaType(essence) => {
                self.write_status(formatter)?;
                write!(formatter, ": unexpected content type `{essence}`")?;
            }
            Kind::Decode(error) => {
                self.write_status(formatter)?;
                write!(formatter, ": {error}")?;
            }
            Kind::ItemCount(count) => {
                self.write_status(formatter)?;
                write!(formatter, ": expected one item, found {count}")?;
            }
        }
        match self.message() {
            Some(message) => write!(formatter, ": {message}"),
            None => Ok(()),
        }
    }
}

impl Error {
    fn write_status(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status() {
            // Without a registered reason there is only the number.
            Some(status) => match status.canonical_reason() {
                Some(reason) => write!(formatter, "{} {reason}", status.as_u16()),
                None => write!(formatter, "{}", status.as_u16()),
            },
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Error({:?})", self.to_string())
    }
}

/// Without a source: the one line says everything that may be said.
impl std::error::Error for Error {}
