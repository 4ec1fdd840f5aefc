//! The examples, run as somebody would run them: what they print, and what they print when their token is refused.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::secrets::{Scanner, Sentinel, Sentinels};
use apiloom_chaos::tls::Leaf;
use apiloom_chaos::{Answer, Server};
use partner_insights::runtime::serde_json;
use tokio::runtime::Builder;

use crate::corpus;
use crate::report::Report;
use crate::robust::planted::ACCESS_TOKEN;
use crate::robust::world::World;

const HOST: &str = "api.partnercenter.microsoft.com";

/// The token that every emulator gives without being asked.
const OF_EMULATOR: &str = "emulator-token-1";

/// How the signature begins of a link that the emulator makes, whatever it is.
const SIGNATURE: &str = "sig=";

/// Those that talk to a service in their process, and those that can be given a token.
const ALONE: [&str; 3] = ["report_to_file", "resume_report", "opentelemetry-example"];
const WITH_TOKEN: [&str; 2] = ["report_to_file", "resume_report"];

pub(super) fn run(world: &World, report: &mut Report) -> io::Result<()> {
    let folder = corpus::workplace("secrets").join("examples");
    fs::create_dir_all(&folder)?;
    let programs = build()?;
    let of_emulator = Sentinel::new("token of the emulator", OF_EMULATOR).into_iter();
    let scanner = Scanner::new(&of_emulator.fold(world.planted.clone(), Sentinels::and));
    let mut wrong = Vec::new();
    let alone = ALONE.map(|name| start(&programs, name, &folder, &[]).map(|child| (name, child)));
    wrong.extend(refused(world, &programs, &folder, &scanner)?);
    for started in alone {
        let (name, child) = started?;
        let output = child.wait_with_output()?;
        let told = scanned(&scanner, &output);
        if !output.status.success() || told.contains(SIGNATURE) {
            wrong.push(format!("{name}: {}, {:.600}", output.status, told));
        }
    }
    fs::remove_dir_all(&folder)?;
    let found = scanner.report();
    let count = (ALONE.len() + WITH_TOKEN.len()) as u64;
    let measure = "examples, run with a service in them and with a token that is refused: those that end otherwise";
    report.must_be_none("S1", measure, wrong.len(), count);
    wrong.into_iter().for_each(|wrong| report.finding(wrong));
    report.must_be_none("S1", "secrets in what they print (bytes scanned)", found.findings.len(), found.bytes());
    found.findings.iter().for_each(|finding| report.finding(finding.to_string()));
    Ok(())
}

/// Lets Cargo build what is not built yet, with the features that the tests of the workspace have, and tell where it is.
fn build() -> io::Result<Vec<PathBuf>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--offline", "--locked", "--workspace", "--examples", "--bin", "opentelemetry-example"])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(corpus::root())
        .output()?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("the examples are not built: {why:.2000}")));
    }
    let told = String::from_utf8_lossy(&output.stdout);
    let messages = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    Ok(messages.filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from)).collect())
}

fn start(programs: &[PathBuf], name: &str, folder: &Path, environment: &[(&str, &str)]) -> io::Result<Child> {
    let program = programs.iter().find(|program| program.file_stem().is_some_and(|stem| stem == name));
    let program = program.ok_or_else(|| io::Error::other(format!("Cargo did not say where {name} is")))?;
    let mut command = Command::new(program);
    command.arg(folder.join(format!("{name}.csv"))).env_remove("INSIGHTS_TOKEN").env_remove("NO_PROXY");
    command.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "1").envs(environment.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// Runs them with a token that the service refuses and repeats. What ended otherwise.
fn refused(world: &World, programs: &[PathBuf], folder: &Path, scanner: &Scanner) -> io::Result<Vec<String>> {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let token = world.planted.value(ACCESS_TOKEN);
    let trusted = folder.join("trusted.pem");
    fs::write(&trusted, world.authority.pem())?;
    let trusted = trusted.to_string_lossy();
    let mut wrong = Vec::new();
    for name in WITH_TOKEN {
        let server = runtime.block_on(service(world, token))?;
        let proxy = format!("http://{}", server.address());
        // As programs on this platform are told of proxies and of certificates.
        let environment = [("INSIGHTS_TOKEN", token), ("HTTPS_PROXY", &proxy), ("SSL_CERT_FILE", &trusted)];
        let output = start(programs, name, folder, &environment)?.wait_with_output()?;
        let told = scanned(scanner, &output);
        let received = server.journal().received();
        let was_sent = received.windows(token.len()).any(|part| part == token.as_bytes());
        if output.status.success() || !was_sent || !told.contains("401") {
            wrong.push(format!("{name} with a token: {}, sent: {was_sent}, {told:.600}", output.status));
        }
        runtime.block_on(server.stop());
    }
    Ok(wrong)
}

/// Stands between, and says that it is the service.
async fn service(world: &World, token: &str) -> io::Result<Server> {
    let refusal =
        Answer::json(format!(r#"{{"Message":"Bearer {token} is not good","Description":"{token}"}}"#)).status(401);
    let script = Script::connections(vec![
        Action::ReadHead,
        Action::send("HTTP/1.1 200 Connection established\r\n\r\n"),
        Action::Accept,
        Action::ReadHead,
        Action::ReadBody,
        Action::answer(&refusal),
        Action::Close,
    ]);
    Server::start_tls(script, world.authority.certify(Leaf::named([HOST]))?).await
}

/// What it printed.
fn scanned(scanner: &Scanner, output: &Output) -> String {
    scanner.sink("standard output of examples", &output.stdout);
    scanner.sink("standard error of examples", &output.stderr);
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
