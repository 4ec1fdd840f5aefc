//! Errors: what a person reads, and what a script sees.

use partner_insights_emulator::Answer;

use crate::support::{Desk, TOKEN, run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_service_refuses_is_told_with_what_support_asks_for() {
    for (status, code, hint) in [
        (400, 1, None),
        (401, 3, Some("insights login")),
        (403, 1, Some("role")),
        (404, 1, Some("look at the ids")),
        (500, 1, Some("request id")),
    ] {
        let desk = Desk::new().await;
        // As often as the client asks, and asks again.
        for _ in 0..4 {
            let answer = Answer::envelope(status, "No luck").header("MS-RequestId", "the-request");
            desk.emulator.answer_next(answer);
        }
        let said = desk.call(&["pause-report", "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10"]);
        assert_eq!(said.code, code, "{}", said.words);
        assert_eq!(said.data, "");
        for part in ["error: ", "No luck", &format!("status: {status}"), "request id: the-request"] {
            assert!(said.words.contains(part), "{status}: {}", said.words);
        }
        assert!(hint.is_none_or(|hint| said.words.contains(hint)), "{status}: {}", said.words);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_refused_before_anything_is_sent() {
    let desk = Desk::new().await;
    let id = "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10";
    for (arguments, part) in [
        (&["pause-report"][..], "<REPORT_ID>"),
        (&["pause-report", "nonsense"], "must be a UUID"),
        (&["pause-raport", id], "pause-report"),
        (&["create-report-every", "--recurrence-interval", "often"], "`often` is no whole number"),
        (&["create-query", "--name", "x"], "--query <QUERY>"),
        (&["try-query"], "exactly one of"),
        (&["try-query", "--query-id", id, "--export-query", "x"], "exactly one of"),
        (&["create-query", "--body", "absent.json"], "absent.json"),
        (&["list-reports", "--server", "nowhere"], "marketplace"),
        (&["list-reports", "--base-url", "http://example.com/v1"], "https"),
        (&["list-reports", "--token", "x"], "unexpected argument"),
        (&["run", "--to", "x.csv"], "--query"),
        (&["run", "--query-id", id, "--to", "x.csv", "--every", "often"], "90s"),
    ] {
        let said = desk.call(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.words);
        assert!(said.words.contains(part), "{arguments:?}: {}", said.words);
    }
    assert_eq!(desk.emulator.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_and_nothing_there() {
    let desk = Desk::new().await;
    let said = run(&mut desk.command(&["list-reports"]));
    assert_eq!(said.code, 3);
    assert!(said.words.contains("nobody is signed in") && said.words.contains("insights login"), "{}", said.words);

    let mut command = desk.command(&["list-reports", "--base-url", "http://127.0.0.1:9/v1"]);
    let said = run(command.env(TOKEN, "a-secret-token"));
    assert_eq!(said.code, 4, "{}", said.words);
    assert!(!said.words.contains("a-secret-token"), "{}", said.words);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn text_of_the_service_moves_no_cursor() {
    let desk = Desk::new().await;
    desk.emulator.answer_next(Answer::envelope(400, "red\u{1b}[31m\u{202e}"));
    let said = desk.call(&["list-reports"]);
    assert_eq!(said.code, 1);
    assert!(!said.words.contains(['\u{1b}', '\u{202e}']), "{:?}", said.words);
}
