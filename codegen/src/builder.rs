//! For build scripts: reads a spec, writes the client, tells Cargo what to watch and what is wrong.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::output::{Drift, update};
use crate::render::{Style, render, visible};
use crate::source::SourceSet;
use crate::{Options, generate};

/// Generates a client from a build script.
#[derive(Clone, Debug)]
pub struct Builder {
    spec: PathBuf,
    options: Options,
    command: String,
    file: String,
}

impl Builder {
    /// The spec: a folder of YAML files or one file, relative to the package.
    #[must_use]
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Builder {
            spec: spec.into(),
            options: Options::default(),
            command: "cargo build".to_owned(),
            file: "api.rs".to_owned(),
        }
    }

    /// What else is chosen.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Generates a command line in place of a client: tables for every operation of a client that was generated from the
    /// same spec, which is named by its crate or module, and has its serde feature on. The crate `apiloom-commands` makes
    /// commands of them.
    ///
    /// ```no_run
    /// apiloom_codegen::Builder::new("../spec").commands("partner_insights").emit_to_folder("generated");
    /// ```
    #[must_use]
    pub fn commands(mut self, client: impl Into<String>) -> Self {
        self.options.commands = Some(client.into());
        self
    }

    /// The command that brings a folder up to date without a build: named where CI finds it is not.
    #[must_use]
    pub fn refresh_command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// The file in `OUT_DIR`, where a crate has more than one client: `api.rs` if nothing is said.
    #[must_use]
    pub fn file_name(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    /// Writes the client to `OUT_DIR`: `apiloom_runtime::include_client!(mod api);` brings it into the crate.
    ///
    /// What is wrong is told to Cargo, which then fails the build.
    pub fn emit_to_out_dir(self) {
        let out = env::var_os("OUT_DIR").map(PathBuf::from);
        self.report(|builder| {
            let Some(out) = out else { return Err(Failure::said("`OUT_DIR` is not set: this runs in a build script")) };
            Self::watch(&builder.spec);
            let text = builder.generate()?.bundle();
            // One file and no folder: beside it may be the file of another client.
            update(&out.join(&builder.file), &text).map_err(Failure::Io)
        });
    }

    /// Brings a folder of the source tree up to date; with the variable `CI` set, writes nothing and fails where
    /// the folder is not up to date.
    ///
    /// What is wrong is told to Cargo, which then fails the build.
    pub fn emit_to_folder(self, folder: impl AsRef<Path>) {
        let folder = folder.as_ref();
        self.report(|builder| {
            Self::watch(&builder.spec);
            Self::watch(folder);
            say("rerun-if-env-changed", "CI");
            let files = builder.generate()?;
            let in_ci = env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "0" && value != "false");
            if !in_ci {
                return files.write_to(folder).map(drop).map_err(Failure::Io);
            }
            match files.compare_with(folder).map_err(Failure::Io)? {
                drift if drift.is_empty() => Ok(()),
                drift => Err(Failure::Drift(drift, folder.to_path_buf())),
            }
        });
    }

    fn generate(&self) -> Result<crate::GeneratedFiles, Failure> {
        let sources =
            SourceSet::read(&self.spec).map_err(|error| Failure::Said(format!("{}: {error}", self.spec.display())))?;
        generate(&sources, &self.options).map_err(|diagnostics| Failure::Spec(diagnostics, sources))
    }

    fn watch(path: &Path) {
        say("rerun-if-changed", &path.to_string_lossy());
    }

    fn report(&self, work: impl FnOnce(&Self) -> Result<(), Failure>) {
        match work(self) {
            Ok(()) => {}
            Err(Failure::Said(text)) => fail(&text),
            Err(Failure::Io(error)) => fail(&error.to_string()),
            Err(Failure::Drift(drift, folder)) => {
                let files: Vec<&String> = drift.changed.iter().chain(&drift.orphaned).collect();
                fail(&format!("{} differs from what the spec yields, in {} files:", folder.display(), files.len()));
                files.iter().take(20).for_each(|file| fail(&format!("  {file}")));
                fail(&format!("run `{}` without CI set, look at the changes and commit them", self.command));
            }
            Err(Failure::Spec(diagnostics, sources)) => {
                render(&diagnostics, &sources, Style::Plain).lines().for_each(fail);
            }
        }
    }
}

enum Failure {
    Said(String),
    Io(io::Error),
    Drift(Drift, PathBuf),
    Spec(Diagnostics, SourceSet),
}

impl Failure {
    fn said(text: &str) -> Self {
        Failure::Said(text.to_owned())
    }
}

fn fail(line: &str) {
    say("error", line);
}

/// The only way to Cargo: a directive is one line, and no text of a spec can begin another.
#[expect(clippy::print_stdout, reason = "this is how a build script talks to Cargo")]
fn say(directive: &str, text: &str) {
    println!("cargo::{directive}={}", visible(text));
}
