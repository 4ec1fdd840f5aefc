//! Secrets planted in every form are found, and nothing else is.

use std::io::Write;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use apiloom_chaos::secrets::{Capture, Encoding, Scanner, Sentinel, Sentinels, WINDOW};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

const NAMES: [&str; 3] = ["access token", "client secret", "sas sig"];

fn sentinels() -> Sentinels {
    Sentinels::seeded(1, &NAMES)
}

/// What a scanner says about this text.
fn found(text: impl AsRef<[u8]>) -> Vec<(String, Encoding)> {
    static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner::new(&sentinels()));
    static TEXTS: AtomicUsize = AtomicUsize::new(0);
    let sink = TEXTS.fetch_add(1, Ordering::Relaxed).to_string();
    SCANNER.sink(&sink, text);
    let findings = SCANNER.report().findings.into_iter().filter(|finding| finding.sink == sink);
    findings.map(|finding| (finding.sentinel, finding.encoding)).collect()
}

fn each(bytes: &[u8], form: impl Fn(u8) -> String) -> String {
    bytes.iter().map(|byte| form(*byte)).collect::<Vec<_>>().concat()
}

fn hex(bytes: &[u8]) -> String {
    each(bytes, |byte| format!("{byte:02x}"))
}

#[test]
fn sentinels_are_random_and_repeatable() {
    let sentinels = sentinels();
    assert_eq!(sentinels, Sentinels::seeded(1, &NAMES));
    assert_ne!(sentinels, Sentinels::seeded(2, &NAMES));
    let many: Vec<String> = (0..200).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let many = Sentinels::seeded(3, &many);
    let prefixes: std::collections::BTreeSet<_> = many.iter().map(|sentinel| &sentinel.value()[..4]).collect();
    assert_eq!(prefixes.len(), 200);
    for sentinel in &many {
        assert!(sentinel.value().len() >= 24 && sentinel.value().bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
    assert_eq!(format!("{:?}", sentinels.iter().next().unwrap()), "Sentinel(access token)");
    assert_eq!(Sentinel::new("short", "12345678901"), None);
}

#[test]
fn every_window_in_every_form() {
    let sentinels = sentinels();
    for sentinel in &sentinels {
        for window in sentinel.value().as_bytes().windows(WINDOW) {
            let text = std::str::from_utf8(window).unwrap();
            let percent = each(window, |byte| format!("%{byte:02X}"));
            let json = each(window, |byte| format!("\\u{byte:04X}"));
            let forms = [
                (text.to_owned(), Encoding::Raw),
                (percent.clone(), Encoding::Percent),
                (percent.to_lowercase(), Encoding::Percent),
                (json, Encoding::Json),
                (hex(window), Encoding::Hex),
                (hex(window).to_uppercase(), Encoding::Hex),
                (format!("{window:?}"), Encoding::Decimal),
            ];
            for (form, encoding) in forms {
                let expected = vec![(sentinel.name().to_owned(), encoding)];
                assert_eq!(found(format!("before {form} after")), expected, "{encoding}");
            }
        }
    }
}

#[test]
fn base64_at_every_alignment() {
    let sentinels = sentinels();
    let window = &sentinels.value("access token").as_bytes()[5..5 + WINDOW];
    for before in ["", "x", "xy", "xyz", "Bearer ", "user: "] {
        for after in ["", "1", "12", "123"] {
            let bytes = [before.as_bytes(), window, after.as_bytes()].concat();
            let expected = [("access token".to_owned(), Encoding::Base64)];
            assert_eq!(found(STANDARD.encode(&bytes)), expected, "{before} {after}");
            assert_eq!(found(URL_SAFE_NO_PAD.encode(&bytes)), expected, "equal unless there is a plus or a slash");
        }
    }
}

#[test]
fn secrets_with_characters_that_must_be_escaped() {
    // In base64 this is "Pj4+Pz8/" and the like: the alphabets differ.
    let secret = ">>>???>>>\"\\ /+&=#\u{7f}>>>???";
    let scanner = Scanner::new(&Sentinels::seeded(0, &[]).and(Sentinel::new("odd", secret).unwrap()));
    let forms = [
        STANDARD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
        STANDARD.encode(secret).replace('+', "%2B").replace('/', "%2f").replace('=', "%3D"),
        secret.replace('\\', r"\\").replace('"', "\\\""),
        "%3E%3E%3E???%3E%3E%3E%22%5C+%2F%2B%26%3D%23%7F%3E%3E%3E%3F%3F%3F".to_owned(),
    ];
    for (number, form) in forms.iter().enumerate() {
        scanner.sink(&number.to_string(), form);
    }
    let report = scanner.report();
    let sinks: std::collections::BTreeSet<_> = report.findings.iter().map(|finding| finding.sink.as_str()).collect();
    assert_eq!(sinks.len(), forms.len(), "{report}");
    assert!(report.findings.iter().any(|finding| finding.encoding == Encoding::Base64Url), "{report}");
}

#[test]
fn any_case() {
    let sentinels = sentinels();
    let value = sentinels.value("sas sig");
    let expected = [("sas sig".to_owned(), Encoding::OtherCase)];
    assert_eq!(found(value.to_uppercase()), expected);
    assert_eq!(found(value.to_lowercase()), expected);
}

#[test]
fn nothing_else() {
    let sentinels = sentinels();
    assert_eq!(found(&sentinels.value("sas sig")[..WINDOW - 1]), []);
    assert_eq!(found(Sentinels::seeded(9, &NAMES).value("access token")), []);
    let mut random = fastrand::Rng::with_seed(4);
    let noise: Vec<u8> = std::iter::repeat_with(|| random.alphanumeric() as u8).take(1_000_000).collect();
    assert_eq!(found(noise), []);
}

#[test]
fn pieces() {
    let sentinels = sentinels();
    let scanner = Scanner::new(&sentinels);
    let text = format!("{}{}{}", "x".repeat(500), hex(sentinels.value("client secret").as_bytes()), "y".repeat(500));
    for size in [1, 7, 200, 2000] {
        let name = format!("pieces of {size}");
        let mut stream = scanner.stream(&name);
        text.as_bytes().chunks(size).for_each(|piece| stream.write_all(piece).unwrap());
        let report = scanner.report();
        let finding = report.findings.iter().find(|finding| finding.sink == name).unwrap();
        assert_eq!(
            (finding.sentinel.as_str(), finding.encoding, finding.offset),
            ("client secret", Encoding::Hex, 500)
        );
        assert_eq!(report.sinks[&name], text.len() as u64);
    }
    assert_eq!(scanner.report().bytes(), 4 * text.len() as u64);
}

#[test]
fn reports_do_not_repeat_secrets() {
    let sentinels = sentinels();
    let scanner = Scanner::new(&sentinels);
    for _ in 0..2 {
        scanner.sink("display", format!("ab{}", sentinels.value("access token")));
    }
    let report = scanner.report();
    assert!(!report.is_clean());
    assert_eq!(
        report.to_string(),
        "76 bytes in 1 sinks, 1 findings\ndisplay: access token, as it is, first at byte 2, 6 times"
    );
    let second = Scanner::new(&sentinels);
    second.sink("debug of everything", format!("{report:?} {scanner:?} {sentinels:?}"));
    assert!(second.report().is_clean(), "{}", second.report());
}

#[test]
fn everything_logged_is_captured() {
    let capture = Capture::new();
    let guard = capture.on_this_thread().unwrap();
    let secret = std::io::Error::other("inner-5");
    let outer = std::io::Error::other(secret);
    let error: &(dyn std::error::Error + 'static) = &outer;
    let span = tracing::trace_span!(target: "far::away", "work-1", text = "span-2", later = tracing::field::Empty);
    let _entered = span.enter();
    span.record("later", "recorded-3");
    tracing::trace!(target: "h2::codec", bytes = &b"event-4"[..], error, "message-{}", 6);
    log::trace!(target: "rustls::conn", "log-{}", 7);
    let text = capture.take();
    for part in ["far::away", "work-1", "span-2", "recorded-3", "h2::codec", "event-4", "inner-5", "message-6", "log-7"]
    {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(text.contains("rustls::conn"), "{text}");
    drop(guard);
    tracing::trace!("outside");
    assert_eq!(capture.take(), "");
    assert_eq!(format!("{capture:?}"), "Capture(0 bytes)");
}

#[test]
fn what_another_thread_logs_is_not_this_ones() {
    let capture = Capture::new();
    let _guard = capture.on_this_thread().unwrap();
    std::thread::spawn(|| tracing::error!("elsewhere")).join().unwrap();
    tracing::error!("here");
    let text = capture.take();
    assert!(text.contains("=here") && !text.contains("elsewhere"), "{text}");
}
