//! `apiloom mock`, on a real socket.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::path::{Path, PathBuf};
use std::time::Duration;

use partner_insights::models::{
    CreateQuery, CreateReport, ExecutionStatus, Failure, ReportId, ReportStatus, UpdateReport,
};
use partner_insights::{AccessToken, Client, DateTime, Retry, Server};
use serde_json::json;

use support::{Answer, Running, send};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mock")
}

fn notes(arguments: &[&str]) -> (Running, String) {
    let running = Running::mock(&folder().join("notes.yaml"), arguments);
    let base = running.base();
    (running, base)
}

#[test]
fn what_is_wrong_is_listed() {
    let table = std::fs::read_to_string(folder().join("requests.txt")).unwrap();
    let (running, base) = notes(&[]);
    let cases: Vec<&str> = table.split("\n---- ").skip(1).collect();
    assert!(cases.len() > 40, "{} cases only", cases.len());
    for case in cases {
        let (name, case) = case.split_once('\n').unwrap();
        let (request, expected) = case.split_once("\n=> ").unwrap();
        let request = request.replace("J:", "A:\nContent-Type: application/json");
        let request = request.replace("A:", "Authorization: Bearer t0ken");
        let request = match request.split_once("\n\n") {
            Some((head, body)) if head.contains("multipart") => format!("{head}\n\n{}", body.replace('\n', "\r\n")),
            _ => request,
        };
        let (status, expected) = expected.split_once('\n').unwrap();
        let answer = send(&base, &request).unwrap();
        assert_eq!(answer.status.to_string(), status, "{name}: {answer:?}");
        let errors = if answer.status < 400 { Vec::new() } else { errors(&answer) };
        let expected: Vec<&str> = expected.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(errors, expected, "{name}");
        running.said(&format!(" {status} "));
    }
}

fn errors(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{answer:?}");
    let problem = answer.json();
    assert_eq!(problem["status"], answer.status);
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let line = |error: &serde_json::Value| {
        let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
        let place = format!("{} {}{}", text("in"), text("name"), text("pointer"));
        let near = error["nearest"].as_str().map(|near| format!(" (nearest: {near})")).unwrap_or_default();
        format!("{} {}{near}", place.trim_end(), text("detail"))
    };
    errors.iter().map(line).collect()
}

const TOKEN: &str = "Authorization: Bearer t0ken";

#[test]
fn examples_answer() {
    let (_running, base) = notes(&[]);
    let text = |request: &str| {
        let answer = send(&base, request).unwrap();
        (answer.status, answer.json()["items"][0]["text"].clone())
    };
    assert_eq!(text(&format!("GET /notes?mode=x\n{TOKEN}")), (200, json!("A draft")));
    assert_eq!(text(&format!("GET /notes?mode=x&name=milk\n{TOKEN}")), (200, json!("Milk")));
    assert_eq!(text(&format!("GET /notes?mode=x\n{TOKEN}\nPrefer: example=named")), (200, json!("Milk")));

    let named = send(&base, &format!("GET /notes?mode=x&name=milk\n{TOKEN}")).unwrap();
    assert_eq!(named.json()["next"], json!(format!("{base}/notes?limit=1")), "a link leads to the mock");

    let gone = send(&base, &format!("GET /notes?mode=x\n{TOKEN}\nPrefer: status=404")).unwrap();
    assert_eq!((gone.status, gone.json()), (404, json!({"message": "There is none."})));
    assert_eq!(gone.header("preference-applied"), Some("status=404"));

    let busy = send(&base, &format!("GET /notes?mode=x\n{TOKEN}\nPrefer: status=429")).unwrap();
    assert_eq!((busy.status, busy.body.as_str()), (429, ""));

    let undeclared = send(&base, &format!("GET /notes?mode=x\n{TOKEN}\nPrefer: status=503")).unwrap();
    assert_eq!((undeclared.status, undeclared.header("preference-applied")), (200, None));
}

#[test]
fn what_no_example_shows_is_made_up() {
    let (_running, base) = notes(&[]);
    let newest = send(&base, "GET /notes/newest.json").unwrap();
    assert_eq!(newest.header("etag"), Some("v1"));
    let id = "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10";
    assert_eq!(newest.json(), json!({"id": id, "text": "example", "state": "draft"}));

    let archive = send(&base, "PUT /text\nContent-Type: text/plain\n\na").unwrap();
    assert_eq!((archive.status, archive.header("content-type")), (200, Some("application/zip")));

    let found = send(&base, &format!("GET /search?text=a\n{TOKEN}")).unwrap().json();
    assert_eq!(
        (found["found"].as_array().unwrap().len(), &found["next"], &found["more"]),
        (1, &json!(null), &json!(false))
    );
    let behind = send(&base, &format!("GET /search?text=a&cursor=b\n{TOKEN}")).unwrap().json();
    assert_eq!(behind["found"], json!([]), "pages end");

    let run = send(&base, "GET /runs/t0ken").unwrap();
    assert_eq!(run.json(), json!({"state": "done"}), "waits end");

    let conflict = format!("POST /notes\n{TOKEN}\nContent-Type: application/json\nPrefer: status=409\n\n");
    let conflict = send(&base, &(conflict + r#"{"text": "a", "kind": "note"}"#)).unwrap();
    assert_eq!((conflict.status, conflict.json()), (409, json!({"message": "Conflict"})));
}

#[test]
fn servers_are_told_apart_by_their_paths() {
    let (running, main) = notes(&[]);
    let (store, twin) = (running.base(), running.base());
    assert!(main.ends_with("/v1") && store.ends_with("/shop/notes"), "{main} {store}");
    assert_eq!(store, twin);
    running.said("store, twin cannot be told apart");
    assert_eq!(send(&store, "GET /only").unwrap().status, 200);
    let detail = |base: &str, request: &str| send(base, request).unwrap().json()["detail"].as_str().unwrap().to_owned();
    assert_eq!(detail(&main, "GET /only"), "`only_there` exists on store alone");
    let origin = main.strip_suffix("/v1").unwrap();
    let begin = "paths of this API begin with `/v1/`, `/shop/notes/`; the nearest path is `/notes`";
    assert_eq!(detail(origin, "GET /noets"), begin);
    let near = "no operation has this path; the nearest is `/v1/notes/{id}.json`";
    assert_eq!(detail(&main, "GET /nots/5.json"), near);
    let other = send(&main, "PATCH /notes").unwrap();
    assert_eq!((other.status, other.header("allow")), (405, Some("GET, POST")));
    // Needed on another server alone.
    assert_eq!(send(&store, &format!("GET /notes\n{TOKEN}")).unwrap().status, 200);
}

#[test]
fn each_kind_of_credentials_is_asked_for() {
    for (kind, with, without, missing) in [
        ("none", "GET /a", "", ""),
        ("basic", "GET /a\nAuthorization: basic dTpw", "GET /a\nAuthorization: Basic dTpw?", "Authorization"),
        ("basic", "GET /a\nAuthorization: Basic Og==", "GET /a", "Authorization"),
        ("{ header: X-Key }", "GET /a\nx-key: hunter2", "GET /a\nX-Key:", "X-Key"),
        ("{ query: key }", "GET /a?key=hunter2", "GET /a?key=", "key"),
    ] {
        let spec = tempfile::NamedTempFile::with_suffix(".yaml").unwrap();
        let head = "apiloom: 1\nname: A\nservers: { main: https://a.example.com }\nsecurity:";
        let operation = "operations: { get: { summary: Gets., request: GET /a, returns: empty } }";
        std::fs::write(spec.path(), format!("{head} {kind}\n{operation}\n")).unwrap();
        let running = Running::mock(spec.path(), &[]);
        let base = running.base();
        assert_eq!(send(&base, with).unwrap().status, 200, "{kind}");
        if !without.is_empty() {
            let refused = send(&base, without).unwrap();
            assert_eq!((refused.status, &refused.json()["errors"][0]["name"]), (401, &json!(missing)), "{kind}");
            assert!(refused.header("www-authenticate").is_some(), "{kind}: {refused:?}");
        }
        let (_, lines) = running.end();
        assert!(!lines.iter().any(|line| line.contains("hunter2") || line.contains("dTpw")), "{lines:?}");
    }
}

#[test]
fn faults_come_instead_of_answers() {
    let request = format!("GET /notes?mode=x\n{TOKEN}");
    let (running, base) = notes(&["--fault", "503:1"]);
    let answer = send(&base, &request).unwrap();
    assert_eq!((answer.status, &answer.json()["operation"]), (503, &json!("list_notes")));
    running.said("503 Service Unavailable, list_notes: fault");
    // What is wrong is said, whatever else was asked for.
    assert_eq!(send(&base, "GET /notes").unwrap().status, 401);

    let (running, base) = notes(&["--fault", "404:1"]);
    assert_eq!(send(&base, &request).unwrap().json(), json!({"message": "There is none."}));
    running.said("404 Not Found, list_notes: fault");

    let (running, _) = notes(&["--status", "599"]);
    running.said("no operation declares status 599");

    let (running, base) = notes(&["--fault", "reset:1", "--latency", "1ms..2ms"]);
    send(&base, &request).unwrap_err();
    running.said("list_notes: fault, the connection is reset");

    let (running, base) = notes(&["--fault", "hang:1"]);
    let hanging = std::thread::spawn(move || send(&base, &request).map(|answer| answer.status).ok());
    running.said("list_notes: fault, there is no answer");
    let (status, _) = running.end();
    assert_eq!(hanging.join().unwrap(), None);
    assert!(status.success(), "{status}");
}

#[test]
fn chance_is_the_same_for_a_seed() {
    let statuses = |seed: &str| {
        let (_running, base) = notes(&["--fault", "503:0.5", "--seed", seed, "--status", "202"]);
        let request = format!("POST /notes\n{TOKEN}\nContent-Type: application/json\n\n");
        let request = request + r#"{"text": "a", "kind": "note"}"#;
        (0..24).map(|_| send(&base, &request).unwrap().status).collect::<Vec<_>>()
    };
    let seven = statuses("7");
    assert_eq!(seven, statuses("7"));
    assert!(seven.contains(&202) && seven.contains(&503), "{seven:?}");
}

#[test]
fn secrets_are_not_logged() {
    let (running, base) = notes(&[]);
    let secret = "hunter2";
    for request in [
        format!("GET /notes?mode=x&secret={secret}&limit=0\nAuthorization: Bearer {secret}"),
        format!("GET /runs/{secret}"),
        format!("GET /rusn/{secret}"),
        format!(
            "GET /notes?mode={secret}&state={secret}&name={secret}\nAuthorization: Basic {secret}\nCookie: session={secret}"
        ),
    ] {
        send(&base, &request).unwrap();
    }
    let hostile = send(&base, &format!("GET /notes?mode=x&a%0Ab%1B[31m=1\n{TOKEN}")).unwrap();
    assert_eq!(hostile.status, 400);
    let (status, lines) = running.end();
    assert!(status.success(), "{status}");
    let of_requests: Vec<&String> = lines.iter().filter(|line| line.starts_with("GET ")).collect();
    assert_eq!(of_requests.len(), 5, "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains(secret)), "{lines:#?}");
    assert!(of_requests.iter().any(|line| line.contains(r"a\u{a}b\u{1b}[31m")), "{lines:#?}");
}

#[test]
fn what_cannot_be_served_is_said() {
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_apiloom")).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let spec = folder().join("notes.yaml");
    let spec = spec.to_str().unwrap();
    let broken = tempfile::NamedTempFile::with_suffix(".yaml").unwrap();
    std::fs::write(broken.path(), "apiloom: 1\nnmae: x\n").unwrap();
    let (_running, base) = notes(&[]);
    let port = base.rsplit_once(':').unwrap().1.split_once('/').unwrap().0;
    for (arguments, code, said) in [
        (["mock", "no/such/spec", "--port", "0"], 2, "no/such/spec"),
        (["mock", broken.path().to_str().unwrap(), "--port", "0"], 1, "nmae"),
        (["mock", spec, "--port", port], 2, port),
        (["mock", spec, "--fault", "503"], 2, "reset:0.05"),
        (["mock", spec, "--latency", "2h"], 2, "100ms..2s"),
        (["mock", spec, "--fault=503:0.9", "--fault=hang:0.2"], 2, "1 at most"),
    ] {
        let (status, errors) = run(&arguments);
        assert_eq!(status, Some(code), "{arguments:?}: {errors}");
        assert!(errors.contains(said), "{arguments:?}: {errors}");
    }
}

/// Each operation of `spec/`, called by the client that is generated from it.
#[tokio::test]
async fn the_generated_client_is_answered() {
    let running = Running::mock(&folder().join("../../../spec"), &[]);
    let report = ReportId::new("d9548477-16d4-492a-bf9c-0cf91a9f69bf");
    let time = DateTime::parse("2099-10-01T00:00:00Z").unwrap();
    for server in [Server::Partner, Server::Marketplace] {
        let client = Client::builder().server(server).credentials(AccessToken::new("t0ken")).retry(Retry::never());
        let client = client.base_url(running.base()).build().unwrap();

        let datasets = client.list_datasets().await.unwrap();
        assert_eq!(datasets[0].available_metrics.as_ref().unwrap().len(), 3);

        let query = CreateQuery::builder().name("Customers").query("SELECT a FROM b").build();
        let query = client.create_query(&query).await.unwrap();
        assert!(!client.list_queries().await.unwrap().is_empty());
        client.delete_query(&query.query_id).await.unwrap();
        client.try_query().export_query("SELECT a FROM b").await.unwrap();

        let once = CreateReport::once().report_name("Once").query_id(query.query_id.clone()).build();
        assert_eq!(client.create_report(&once).await.unwrap().execute_now, Some(true));
        let every = CreateReport::every().report_name("Every").query_id(query.query_id.clone());
        let every = every.start_time(time.clone()).recurrence_interval(24).recurrence_count(5).build();
        assert_eq!(client.create_report(&every).await.unwrap().recurrence_count, Some(100));
        let update = UpdateReport::builder().report_name("Weekly").start_time(time.clone()).build();
        client.update_report().report_id(&report).body(&update).await.unwrap();
        assert_eq!(client.pause_report(&report).await.unwrap().report_status, ReportStatus::Paused);
        assert_eq!(client.resume_report(&report).await.unwrap().report_status, ReportStatus::Active);
        assert_eq!(client.delete_report(&report).await.unwrap().report_id, report);
        assert_eq!(client.list_reports().await.unwrap().len(), 1);

        let executions = client.list_executions(std::slice::from_ref(&report)).await.unwrap();
        assert_eq!(executions[0].execution_status, ExecutionStatus::Completed);
        let waited = client.list_executions(std::slice::from_ref(&report)).until_completed();
        let waited = tokio::time::timeout(Duration::from_secs(50), waited).await.unwrap().unwrap();
        assert_eq!(waited.report_id, report);
    }

    let failing = |status: &str| {
        let running = Running::mock(&folder().join("../../../spec"), &["--status", status]);
        let client = Client::builder().server(Server::Store).credentials(AccessToken::new("t0ken"));
        (client.retry(Retry::never()).base_url(running.base()).build().unwrap(), running)
    };
    for (status, message) in
        [("400", "Bad Request"), ("403", "Forbidden"), ("429", "Too Many Requests"), ("502", "Bad Gateway")]
    {
        let (client, _running) = failing(status);
        let error = client.create_query(&CreateQuery::builder().name("a").query("b").build()).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_str(), status, "{error}");
        assert_eq!(error.body::<Failure>().unwrap().message.as_deref(), Some(message));
    }
    let (client, _running) = failing("404");
    assert!(client.list_reports().await.unwrap().is_empty(), "404 is the status of none");
}
