//! An error in one line. Everything in it is from the spec, from this crate, or a text that was
//! made readable.

use std::fmt;

use super::Error;
use super::kind::Kind;
use crate::operation::{Operation, Repeat};

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Operation { name, method, template, .. }) = self.0.operation {
            write!(formatter, "{name}: {method} {template}")?;
            if let Some(host) = self.host() {
                write!(formatter, " at `{host}`")?;
            }
            formatter.write_str(": ")?;
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
            Kind::Paging(what) => formatter.write_str(what)?,
            Kind::Hopeless(wait, state) => write!(formatter, "{wait}: the state `{state}` does not lead there")?,
            Kind::NotInTime(wait, limit, None) => write!(formatter, "{wait}: nothing within {limit:?}")?,
            Kind::NotInTime(wait, limit, Some(state)) => {
                write!(formatter, "{wait}: not within {limit:?}; the last state was `{state}`")?;
            }
            Kind::ItemCount(count) => {
                self.write_status(formatter)?;
                write!(formatter, ": expected one item, found {count}")?;
            }
            #[cfg(feature = "download")]
            Kind::Download(failure) => write!(formatter, "{failure}")?,
        }
        if let Some(host) = self.redirect_host() {
            write!(formatter, ": redirects are not followed; this one leads to `{host}`")?;
        }
        if let Some(message) = self.message() {
            write!(formatter, ": {message}")?;
        }
        self.write_attempts(formatter)
    }
}

impl Error {
    /// A first attempt that failed is what the rest of the text says already.
    fn write_attempts(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.attempts();
        if attempts.len() > 1 {
            write!(formatter, " ({} attempts: ", attempts.len())?;
            for (index, attempt) in attempts.iter().enumerate() {
                let between = if index == 0 { "" } else { ", " };
                write!(formatter, "{between}{}", attempt.cause())?;
            }
            formatter.write_str(")")?;
        }
        let is_repeatable = self.0.operation.is_some_and(|operation| operation.repeat == Repeat::Harmless);
        if self.outcome_is_unknown() && !is_repeatable {
            formatter.write_str("; it may have been done all the same")?;
        }
        Ok(())
    }

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
