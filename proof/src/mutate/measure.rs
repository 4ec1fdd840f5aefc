//! What one spec takes, in a process of its own: the time, the memory, and whether the process outlives it.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use apiloom_codegen::{Style, generate, render};

use crate::arguments::Measured;
use crate::clock::{self, Clock};
use crate::corpus::{self, Spec};
use crate::oracle;

/// No spec takes that long on any machine, busy as it may be: what is not done by then is ended.
const LONGEST: Duration = Duration::from_secs(40);

/// What a spec took.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) time: Duration,
    /// The most memory of the process in bytes; 0 where the system does not tell.
    pub(super) memory: u64,
    /// What is wrong: with the output, or because there is none.
    pub(super) problem: Option<String>,
}

/// Generates a client of a spec of one file, in a process of its own.
///
/// # Errors
/// If the spec cannot be written, or the process not be started.
pub(super) fn measure(spec: &Spec) -> io::Result<Taken> {
    let folder = corpus::workplace("bombs").join(spec.name.replace([' ', ','], "-"));
    fs::create_dir_all(&folder)?;
    for (name, bytes) in &spec.files {
        fs::write(folder.join(name), bytes)?;
    }
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("measured").arg(&folder).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let started = Instant::now();
    let Some(ended) = wait(&mut child)? else {
        let problem = Some(format!("takes more than {} s: {}", LONGEST.as_secs(), folder.display()));
        return Ok(Taken { time: started.elapsed(), memory: 0, problem });
    };
    let mut told = String::new();
    child.stdout.take().map(|mut stdout| stdout.read_to_string(&mut told)).transpose()?;
    let mut taken = read(&told).unwrap_or_default();
    if !ended {
        taken.problem = Some("ends the process".to_owned());
    }
    taken.problem = taken.problem.map(|problem| format!("{problem}: {}", folder.display()));
    Ok(taken)
}

/// Whether it ended well; `None` if it had to be ended.
fn wait(child: &mut Child) -> io::Result<Option<bool>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if started.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Microseconds, bytes, and a problem if there is one.
fn read(told: &str) -> Option<Taken> {
    let mut words = told.splitn(3, ' ');
    let time = Duration::from_micros(words.next()?.parse().ok()?);
    let memory = words.next()?.parse().ok()?;
    let problem = words.next().map(str::trim).filter(|problem| !problem.is_empty()).map(str::to_owned);
    Some(Taken { time, memory, problem })
}

/// Generates the client of a spec as a build script does, and says what that took.
pub(crate) fn run(arguments: &Measured) -> ExitCode {
    match take(&arguments.spec) {
        Ok(line) => {
            // Who started this sees that nothing was said.
            let _ = writeln!(io::stdout(), "{line}");
            ExitCode::SUCCESS
        }
        Err(_) => ExitCode::FAILURE,
    }
}

fn take(folder: &Path) -> io::Result<String> {
    let spec = corpus::read(folder)?;
    let sources = spec.sources();
    let clock = Clock::start();
    let output = generate(&sources, &oracle::options("clients"));
    if let Err(diagnostics) = &output {
        drop(render(diagnostics, &sources, Style::Plain));
    }
    let (time, memory) = (clock.elapsed(), clock::most_memory());
    let problem = oracle::judge_output(output, &spec.files).err().map(|problem| problem.to_string());
    Ok(format!("{} {memory} {}", time.as_micros(), problem.unwrap_or_default()))
}
