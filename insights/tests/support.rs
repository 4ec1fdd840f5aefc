//! A service, a folder for files, and the program.

use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use partner_insights_emulator::{Emulator, Family};
use serde_json::Value;
use tempfile::TempDir;

pub(crate) const QUERY: &str = "SELECT MpnId, PartnerName FROM Profile";
pub(crate) const TOKEN: &str = "INSIGHTS_TOKEN";

pub(crate) struct Desk {
    pub(crate) emulator: Emulator,
    folder: TempDir,
}

/// What the program said and did.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) data: String,
    pub(crate) words: String,
}

impl Desk {
    pub(crate) async fn new() -> Self {
        Desk { emulator: Emulator::start().await.unwrap(), folder: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with nothing of this machine's environment, and nobody signed in.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_insights"));
        command.env_clear().env("INSIGHTS_CONFIG", self.path("config")).current_dir(self.folder.path());
        command.env("INSIGHTS_BASE_URL", self.emulator.url(Family::Partner)).args(arguments).stdin(Stdio::null());
        command
    }

    /// The same with the emulator's token in the environment.
    pub(crate) fn known(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(arguments);
        command.env(TOKEN, self.emulator.token());
        command
    }

    pub(crate) fn call(&self, arguments: &[&str]) -> Said {
        run(&mut self.known(arguments))
    }

    /// The data of a call that has to go well.
    #[track_caller]
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let said = self.call(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.words);
        serde_json::from_str(&said.data).unwrap()
    }

    /// A scheduled report, made by the program.
    #[track_caller]
    pub(crate) fn report(&self) -> String {
        let query = self.json(&["create-query", "--name", "Partners", "--query", QUERY]);
        let query = query["QueryId"].as_str().unwrap();
        let schedule = ["--start-time", "2099-01-01T00:00:00Z", "--recurrence-interval", "24"];
        let arguments =
            [&["create-report-every", "--report-name", "Daily", "--query-id", query], &schedule[..]].concat();
        self.json(&arguments)["ReportId"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn run(command: &mut Command) -> Said {
    said(&command.output().unwrap())
}

pub(crate) fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

pub(crate) fn said(output: &Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        data: String::from_utf8_lossy(&output.stdout).into_owned(),
        words: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
