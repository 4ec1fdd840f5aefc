//! Why a command did not do what it was asked for, for a person and for a script.

use std::fmt;
use std::process::ExitCode;

use apiloom_runtime::Error;

use crate::output::readable;

/// How a program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what it was asked for.
    Done,
    /// The service refused, or its answer is of no use.
    Refused,
    /// What was given is wrong; nothing was sent.
    Usage,
    /// Nobody is signed in, or the service does not accept who is.
    SignIn,
    /// There was no answer: no connection, or not in time.
    NoAnswer,
    /// A file could not be read or written.
    Local,
    /// Ctrl-C.
    Interrupted,
}

impl Exit {
    /// The number.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::SignIn => 3,
            Exit::NoAnswer => 4,
            Exit::Local => 5,
            Exit::Interrupted => 130,
        }
    }

    /// The numbers and what they mean, for help.
    pub const HELP: &'static str = "\
Exit codes: 0 done, 1 the service refused, 2 the command line is wrong and nothing was sent, 3 not signed in, \
4 no answer, 5 a file could not be read or written, 130 interrupted.";
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// Why a command failed, what to tell support, and what to do.
#[derive(Debug)]
pub struct Failure {
    message: String,
    exit: Exit,
    lines: Vec<String>,
}

impl Failure {
    /// A failure that no call is to blame for.
    #[must_use]
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Failure { message: message.into(), exit, lines: Vec::new() }
    }

    /// What was given is wrong.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Failure::new(Exit::Usage, message)
    }

    /// Says what to do, in a line of its own.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.lines.push(format!("hint: {}", hint.into()));
        self
    }

    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        self.exit
    }
}

/// What there is to know, in lines; the first says what went wrong.
impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        self.lines.iter().try_for_each(|line| write!(formatter, "\n  {line}"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let mut failure = Failure::new(exit(&error), readable(&error.to_string()));
        failure.lines.extend(error.service_status().map(|status| format!("status: {status}")));
        failure.lines.extend(error.request_id().map(|id| format!("request id: {}", readable(id))));
        match hint(&error) {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

fn exit(error: &Error) -> Exit {
    if error.is_invalid_argument() || error.is_configuration() {
        Exit::Usage
    } else if error.is_credentials() || error.is_unauthorized() {
        Exit::SignIn
    } else if error.status().is_none() && (error.is_timeout() || error.is_connect() || error.is_transient()) {
        Exit::NoAnswer
    } else {
        Exit::Refused
    }
}

fn hint(error: &Error) -> Option<String> {
    Some(match error.service_status() {
        _ if error.is_invalid_argument() => "nothing was sent; `--help` says what can be given".to_owned(),
        _ if error.is_tls() => "the server did not prove who it is; is there a proxy in between?".to_owned(),
        Some(403) => "you are known to the service, and lack a role or permission for this".to_owned(),
        Some(404) => "look at the ids, and at the server you chose".to_owned(),
        Some(429) => match error.retry_after() {
            Some(wait) => format!("too many requests; try again in {} s", wait.as_secs()),
            None => "too many requests; try again later".to_owned(),
        },
        Some(500..) => "the service has a problem; try again later, and name the request id to its support".to_owned(),
        None if error.outcome_is_unknown() => {
            "it may have been done all the same; look before you repeat it".to_owned()
        }
        None if error.is_connect() => "is there a network, and is the address right?".to_owned(),
        _ => return None,
    })
}
