//! What a maintainer and a dependent do, done for real: a copy of the project gains an endpoint by editing YAML only,
//! and a crate outside the workspace builds from the packages without compiling the generator.

#![expect(clippy::expect_used, reason = "what fails here fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Both tests build the same dependencies: one folder serves both, and later runs.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("workflow-target")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of its own, empty.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn cargo(folder: &Path, arguments: &[&str], ci: bool) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(arguments).env("CARGO_TARGET_DIR", target()).env_remove("CI");
    // What this test's own build was told does not concern the one it starts.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG") || name.starts_with("CARGO_CFG"))
    {
        command.env_remove(name);
    }
    if ci {
        command.env("CI", "true");
    }
    command.output().expect("cargo runs")
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a readable folder") {
            let entry = entry.expect("an entry");
            // A build beside this test may be writing a file: it has another name until it is whole.
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
}

const PROGRAM: &str = r##"
use partner_insights::runtime::{Body, BoxFuture, Bytes, Transport, TransportError, http};
use partner_insights::models::{CreateReport, Format, QueryId, Report, ReportId, ReportStatus};
use partner_insights::{AccessToken, Client, Server};

struct Canned;

impl Transport for Canned {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        println!("{} {}", request.method(), request.uri().path());
        let body = r#"{"Value":[{"ReportId":"9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10","ReportName":"Usage","QueryId":"b9df4929-073f-4795-b0cb-a2c81b11e28d","CreatedTime":"2026-11-22T09:00:00Z","ReportStatus":"Active"}],"TotalCount":1,"StatusCode":200}"#;
        let answer = http::Response::builder().header("content-type", "application/json").body(Body::new(body));
        Box::pin(async move { Ok(answer.unwrap()) })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), partner_insights::Error> {
    let client = Client::builder().server(Server::Partner).credentials(AccessToken::new("t")).transport(Canned).build()?;
    let id = ReportId::new("9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10");
    let report = client.cancel_report(&id).await?;
    println!("{}", describe(report.into_inner()));
    println!("{:?}", once());
    Ok(())
}

fn describe(report: Report) -> String {
    let Report { report_name, report_status, .. } = report;
    match report_status {
        ReportStatus::Active => format!("{report_name} runs"),
        ReportStatus::Paused | ReportStatus::Inactive => report_name,
        _ => format!("{report_name}: {report_status}"),
    }
}

fn once() -> CreateReport {
    let query = QueryId::new("b9df4929-073f-4795-b0cb-a2c81b11e28d");
    CreateReport::once().report_name("Usage").query_id(query).format(Format::Tsv).build()
}
"##;

/// What a service may add at any time: a text of the spec, and what stands there afterwards.
const GROWTH: [(&str, &str); 4] = [
    ("      Inactive: Does", "      Failed: Did not run.\n      Inactive: Does"),
    (
        "      IsPublicInOrg: {",
        "      Priority: { type: \"i32?\", description: Which is first. }\n      IsPublicInOrg: {",
    ),
    (
        "      CallbackUrl: { type: \"url?\", description: A",
        "      Priority: { type: \"i32?\", description: Which is first. }\n      CallbackUrl: { type: \"url?\", description: A",
    ),
    ("TSV: Tab separated. }", "TSV: Tab separated., Parquet: By columns. }"),
];

const ENDPOINT: &str = "operations:
  cancel_report:
    summary: Cancels the running executions of a report.
    request: PUT /ScheduledReport/cancel/{reportId}
    returns: one Report
";

#[test]
fn an_endpoint_is_added_by_editing_yaml_only() {
    let folder = fresh("endpoint");
    let project = folder.join("project");
    fs::create_dir_all(&project).expect("a folder");
    for part in [
        "Cargo.toml",
        "Cargo.lock",
        "build.rs",
        "README.md",
        "spec",
        "generated",
        "codegen",
        "runtime",
        "cli",
        "emulator",
    ] {
        copy(&root().join(part), &project.join(part));
    }
    // Targets that the copy leaves out must not be looked for.
    let manifest = fs::read_to_string(project.join("Cargo.toml")).expect("a manifest");
    let (before, tests) = manifest.split_once("[[test]]").expect("tests");
    let (_, after) = tests.split_once("[features]").expect("features behind the tests");
    fs::write(project.join("Cargo.toml"), format!("{before}[features]{after}")).expect("a manifest");
    let reports = project.join("spec/reports.yaml");
    let before = fs::read_to_string(&reports).expect("a spec file");
    fs::write(&reports, before.replacen("operations:\n", ENDPOINT, 1)).expect("a spec file");
    let program = folder.join("program");
    fs::create_dir_all(program.join("src")).expect("a folder");
    fs::write(program.join("src/main.rs"), PROGRAM).expect("a program");
    fs::write(program.join("Cargo.toml"), "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\npartner-insights = { path = \"../project\", default-features = false }\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n").expect("a manifest");
    fs::copy(root().join("Cargo.lock"), program.join("Cargo.lock")).expect("the versions of the workspace");

    let refused = cargo(&program, &["run", "--offline"], true);
    let said = text(&refused);
    assert!(!refused.status.success(), "{said}");
    assert!(said.contains("cargo run -p apiloom -- generate"), "{said}");
    assert!(!project.join("generated/operations/reports.rs").metadata().expect("a file").permissions().readonly());
    let untouched = fs::read_to_string(project.join("generated/operations/reports.rs")).expect("a file");
    assert!(!untouched.contains("cancel_report"), "with CI set nothing is written");

    let done = cargo(&program, &["run", "--offline"], false);
    let said = text(&done);
    assert!(done.status.success(), "{said}");
    assert!(
        said.contains("PUT /insights/v1/mpn/ScheduledReport/cancel/9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10"),
        "{said}"
    );
    assert!(said.contains("Usage runs"), "{said}");

    // More fields and values: what was written before compiles, and answers without them are read.
    let mut grown = fs::read_to_string(&reports).expect("a spec file");
    for (before, after) in GROWTH {
        assert_eq!(grown.matches(before).count(), 1, "{before}");
        grown = grown.replacen(before, after, 1);
    }
    fs::write(&reports, grown).expect("a spec file");
    let done = cargo(&program, &["run", "--offline"], false);
    let said = text(&done);
    assert!(done.status.success() && said.contains("Usage runs") && !said.contains("warning"), "{said}");
    for (file, name) in [("report_status", "Failed"), ("report", "priority"), ("create_report", "priority")] {
        let text = fs::read_to_string(project.join(format!("generated/models/{file}.rs"))).expect("a file");
        assert!(text.contains(name), "{file} lacks {name}");
    }

    // A spec that is wrong leaves what was generated as it is, and says what is wrong and nothing else.
    let broken =
        fs::read_to_string(&reports).expect("a spec file").replacen("returns: one Report", "returns: one Reprt", 1);
    fs::write(&reports, broken).expect("a spec file");
    let refused = cargo(&program, &["build", "--offline"], false);
    let said = text(&refused);
    assert!(!refused.status.success(), "{said}");
    assert!(said.contains("no type or schema is called `Reprt`") && said.contains("did you mean `Report`?"), "{said}");
    assert!(!said.contains("panicked") && !said.contains("--- stdout"), "{said}");
}

#[test]
fn a_dependent_builds_from_the_packages_without_the_generator() {
    let folder = fresh("dependent");
    let packed = cargo(
        root(),
        &[
            "package",
            "-p",
            "apiloom-codegen",
            "-p",
            "apiloom-runtime",
            "-p",
            "apiloom-server",
            "-p",
            "partner-insights",
            "--no-verify",
            "--allow-dirty",
            "--offline",
            "--quiet",
        ],
        false,
    );
    assert!(packed.status.success(), "{}", text(&packed));
    for name in ["partner-insights", "apiloom-runtime", "apiloom-codegen", "apiloom-server"] {
        let file = target().join(format!("package/{name}-0.1.0.crate"));
        let unpacked = Command::new("tar").arg("xzf").arg(&file).current_dir(&folder).status().expect("tar runs");
        assert!(unpacked.success(), "{}", file.display());
    }
    assert!(!folder.join("partner-insights-0.1.0/build.rs").exists());
    assert!(!folder.join("partner-insights-0.1.0/spec").exists());
    let consumer = folder.join("consumer");
    fs::create_dir_all(consumer.join("src")).expect("a folder");
    fs::write(consumer.join("src/lib.rs"), "pub use partner_insights::Client;\n").expect("a library");
    let patches = ["partner-insights", "apiloom-runtime", "apiloom-codegen", "apiloom-server"]
        .map(|name| format!("{name} = {{ path = \"../{name}-0.1.0\" }}\n"))
        .concat();
    let manifest = format!(
        "[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\npartner-insights = {{ version = \"0.1\", default-features = false }}\n\n[patch.crates-io]\n{patches}"
    );
    fs::write(consumer.join("Cargo.toml"), manifest).expect("a manifest");
    fs::copy(root().join("Cargo.lock"), consumer.join("Cargo.lock")).expect("the versions of the workspace");
    let built = cargo(&consumer, &["build", "--offline", "--verbose"], false);
    let said = text(&built);
    assert!(built.status.success(), "{said}");
    let units = |name: &str| {
        said.lines().any(|line| {
            line.trim_start().starts_with(&format!("Compiling {name} "))
                || line.trim_start().starts_with(&format!("Fresh {name} "))
        })
    };
    assert!(units("partner-insights") && units("apiloom-runtime"), "{said}");
    for never in ["apiloom-codegen", "apiloom-server", "axum", "granit-parser", "prettyplease", "annotate-snippets"] {
        assert!(!units(never), "{said}");
    }
}

/// What the language promises of its density, held against the flagship.
#[test]
fn an_operation_takes_a_few_lines() {
    let reports = fs::read_to_string(root().join("spec/reports.yaml")).expect("a spec file");
    let lines = |operation: &str| {
        let from = reports.lines().skip_while(|line| *line != format!("  {operation}:"));
        let whole: Vec<&str> = from.take_while(|line| !line.is_empty()).collect();
        let without_examples = whole.iter().take_while(|line| **line != "    examples:").count();
        (whole.len(), without_examples)
    };
    assert!(matches!(lines("resume_report"), (3..=12, _)), "{:?}", lines("resume_report"));
    assert!(matches!(lines("pause_report"), (_, 3..=6)), "{:?}", lines("pause_report"));
}
