//! What build scripts say to Cargo about hostile specs: the generator runs as in a build script, in a process of its
//! own, whose standard output is looked at.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

use apiloom_codegen::Builder;

use crate::arguments::Directives;
use crate::corpus::{self, Spec};
use crate::oracle::directives;

/// How many directives were said, and what else.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) directives: u64,
    pub(super) problem: Option<String>,
}

/// Runs the generator on each of these specs as a build script does.
///
/// # Errors
/// If a folder cannot be written, or the process not be started.
pub(super) fn listen(specs: &[Spec]) -> io::Result<Said> {
    let folder = corpus::workplace("directives");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let (written, out) = (folder.join("specs"), folder.join("out"));
    fs::create_dir_all(&out)?;
    for (number, spec) in specs.iter().enumerate() {
        write(&written.join(number.to_string()), spec)?;
    }
    let output = Command::new(std::env::current_exe()?)
        .arg("directives")
        .arg(&written)
        .env("OUT_DIR", &out)
        .current_dir(&folder)
        .output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Ok(Said { directives: 0, problem: Some(format!("a build script fails: {told:.600}")) });
    }
    let mut said = match directives::check(&output.stdout) {
        Ok(directives) => Said { directives, problem: None },
        Err(problem) => Said { directives: 0, problem: Some(problem) },
    };
    said.problem = said.problem.or(stray_file(&folder)?);
    Ok(said)
}

/// Generates each spec of a folder as a build script does.
pub(crate) fn speak(arguments: &Directives) -> ExitCode {
    match fs::read_dir(&arguments.specs) {
        Ok(specs) => {
            let mut specs: Vec<_> = specs.filter_map(Result::ok).map(|entry| entry.path()).collect();
            specs.sort();
            specs.into_iter().for_each(|spec| Builder::new(spec).emit_to_out_dir());
            ExitCode::SUCCESS
        }
        Err(error) => {
            // Who started this sees how it ended.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// Names that no file can have are for other tests.
fn write(folder: &Path, spec: &Spec) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, bytes) in &spec.files {
        let is_name = !name.contains(['/', '\0']) && name.len() < 255;
        if is_name {
            fs::write(folder.join(name), bytes)?;
        }
    }
    Ok(())
}

/// Only the one file of the output belongs there.
fn stray_file(folder: &Path) -> io::Result<Option<String>> {
    let names = |folder: &Path| -> io::Result<Vec<String>> {
        let entries = fs::read_dir(folder)?;
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    };
    let mut found = names(folder)?;
    found.extend(names(&folder.join("out"))?);
    found.retain(|name| !["specs", "out", "api.rs"].contains(&name.as_str()));
    Ok(found.pop().map(|name| format!("a build script leaves {name:?} behind")))
}
