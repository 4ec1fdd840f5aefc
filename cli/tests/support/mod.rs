//! The command as a process, and requests as they are on the wire.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Long enough for the slowest machine; whoever waits for it has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// `apiloom` with arguments, until the test ends.
pub(crate) struct Running {
    child: Child,
    output: Receiver<String>,
    errors: Receiver<String>,
}

impl Running {
    pub(crate) fn start(arguments: &[&str]) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_apiloom"));
        let mut child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = lines(child.stdout.take().unwrap());
        let errors = lines(child.stderr.take().unwrap());
        Running { child, output, errors }
    }

    pub(crate) fn mock(spec: &Path, arguments: &[&str]) -> Running {
        Running::start(&[&["mock", spec.to_str().unwrap()], arguments].concat())
    }

    /// The base URL in the next line of the output.
    pub(crate) fn base(&self) -> String {
        let line = self.output.recv_timeout(PATIENCE).unwrap();
        line.split_whitespace().last().unwrap().to_owned()
    }

    /// The next line on stderr that has this in it.
    pub(crate) fn said(&self, part: &str) -> String {
        let mut others = Vec::new();
        loop {
            match self.errors.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(part) => return line,
                Ok(line) => others.push(line),
                Err(error) => panic!("`{part}` was not said ({error}), but {others:#?}"),
            }
        }
    }

    /// Everything on stderr that was not looked at, once the process has ended.
    pub(crate) fn end(mut self) -> (ExitStatus, Vec<String>) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        (status, self.errors.iter().collect())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Sends a request: its first line below a base URL, then header fields, then, behind an empty line, the body. An error
/// is that there was no answer.
pub(crate) fn send(base: &str, request: &str) -> std::io::Result<Answer> {
    let (authority, path) = base.strip_prefix("http://").unwrap().split_once('/').map_or_else(
        || (base.strip_prefix("http://").unwrap(), String::new()),
        |(authority, path)| (authority, format!("/{path}")),
    );
    let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
    let (first, fields) = head.split_once('\n').unwrap_or((head, ""));
    let (method, target) = first.split_once(' ').unwrap();
    let mut text = format!("{method} {path}{target} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n");
    for field in fields.lines() {
        text.extend([field, "\r\n"]);
    }
    if !body.is_empty() {
        text.extend(["Content-Length: ", &body.len().to_string(), "\r\n"]);
    }
    let mut stream = TcpStream::connect(authority)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(format!("{text}\r\n{body}").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let none = || std::io::Error::other("no answer");
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(none)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(none)?;
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}
