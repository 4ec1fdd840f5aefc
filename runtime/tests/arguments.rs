//! What callers give, and where it ends up in the request.

use apiloom_runtime::Method;
use apiloom_runtime::wire::{Answer, Call, In, Operation, Parameter, Rule, Security, Segment, Settings, Style};

use crate::support::{API, PARTNER, Recorder, SendCall, resume};

static SEARCH: Operation = Operation {
    name: "search",
    method: Method::GET,
    template: "/a/{id}/b",
    path: &[Segment::Literal("/a/"), Segment::Parameter(0), Segment::Literal("/b")],
    parameters: &[
        Parameter::path("id"),
        Parameter { style: Style::Repeated, ..Parameter::query("tag") },
        Parameter { style: Style::Joined(";"), ..Parameter::query("status") },
        Parameter { default: Some("10"), ..Parameter::query("top") },
        Parameter::header("If-Match"),
        Parameter { secret: true, ..Parameter::cookie("session") },
        Parameter { rules: &[Rule::Integer { min: 1, max: 5 }], ..Parameter::query("n") },
        Parameter { required_on: &["partner"], ..Parameter::query("key") },
    ],
    security: Security::None,
    ..Operation::NEW
};

static PIECES: Operation = Operation {
    name: "pieces",
    path: &[Segment::Literal("/a/."), Segment::Parameter(0)],
    parameters: &[Parameter { location: In::Path, style: Style::Joined(""), ..Parameter::NEW }],
    ..Operation::NEW
};

#[tokio::test]
async fn path_arguments() {
    let recorder = Recorder::json(200, "{}");
    let core = recorder.client();
    let long = "x".repeat(64 * 1024);
    for refused in ["", ".", "..", "a\r\nb", "\u{0}", "\u{7f}", "\u{9b}", &long] {
        let error = resume(&core, refused).send(Answer::empty).await.unwrap_err();
        assert!(error.is_invalid_argument(), "{refused:?}");
        let shown = error.to_string();
        assert!(shown.starts_with("resume_report: PUT /Report/resume/{reportId}: `path.reportId` "), "{shown}");
        assert!(shown.len() < 200);
    }
    assert_eq!(recorder.count(), 0);
    for (id, encoded) in [
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("%2e", "%252e"),
        ("%2e%2e", "%252e%252e"),
        ("../../x", "..%2F..%2Fx"),
        (r"..\x", "..%5Cx"),
        ("a?b#c", "a%3Fb%23c"),
        ("//evil.com", "%2F%2Fevil.com"),
        (";x=1", "%3Bx%3D1"),
        ("é\u{202e}", "%C3%A9%E2%80%AE"),
        ("-._~Az09", "-._~Az09"),
    ] {
        resume(&core, id).send(Answer::empty).await.unwrap();
        let uri = recorder.last().uri().to_string();
        assert_eq!(uri, format!("https://api.example.com/v1/Report/resume/{encoded}"));
    }
}

#[tokio::test]
async fn any_text_comes_back_out() {
    let recorder = Recorder::json(200, "{}");
    let core = recorder.client();
    let mut random = fastrand::Rng::with_seed(42);
    let mut text = |allow_empty: bool| -> String {
        let length = random.usize(usize::from(!allow_empty)..12);
        (0..length).map(|_| if random.bool() { random.char('!'..='~') } else { random.char('\u{a0}'..) }).collect()
    };
    for _ in 0..3000 {
        let (id, tag) = (text(false), text(true));
        if id == "." || id == ".." {
            continue;
        }
        let mut call = Call::new(&core, &SEARCH);
        call.set(1, &tag);
        call.set(0, &id);
        call.set(7, &"k");
        call.send(Answer::empty).await.unwrap();
        let url = url::Url::parse(&recorder.last().uri().to_string()).unwrap();
        let segments: Vec<_> = url.path_segments().unwrap().collect();
        assert_eq!(segments.len(), 4);
        let segment = percent_encoding::percent_decode_str(segments[2]).decode_utf8().unwrap();
        assert_eq!(segment, id);
        let pairs: Vec<_> = url.query_pairs().collect();
        assert_eq!(pairs[0], ("tag".into(), tag.as_str().into()));
    }
}

#[tokio::test]
async fn order_styles_and_defaults() {
    let recorder = Recorder::json(200, "{}");
    let core = recorder.client();
    let mut call = Call::new(&core, &SEARCH);
    call.set(7, &"k");
    call.set(6, &9);
    call.set(6, &3);
    call.set(5, &"c00kie");
    call.set(4, &"\"etag\"");
    call.set(2, &vec!["x", "y z"]);
    call.set(1, &vec!["p", "q&r"]);
    call.set(0, &17_u64);
    let view = call.to_request().unwrap();
    call.send(Answer::empty).await.unwrap();
    let sent = recorder.last();
    let expected = "/v1/a/17/b?tag=p&tag=q%26r&status=x%3By%20z&top=10&n=3&key=k";
    assert_eq!(sent.uri().path_and_query().unwrap().as_str(), expected);
    assert_eq!(view.url(), format!("https://api.example.com{expected}"));
    assert_eq!(sent.headers()["if-match"], "\"etag\"");
    assert_eq!(sent.headers()["cookie"], "session=c00kie");
    assert!(sent.headers()["cookie"].is_sensitive());
    assert_eq!(sent.headers()["user-agent"], "Test-API/1.0 apiloom/0.1.0");
    assert!(!sent.headers().contains_key("authorization"));
    assert!(view.headers().any(|field| field == ("cookie", "session=[redacted]")));
}

#[tokio::test]
async fn every_problem_is_reported_before_io() {
    let recorder = Recorder::json(200, "{}");
    let mut call = Call::new(&recorder.client(), &SEARCH);
    call.set(2, &vec!["a;b"]);
    call.set(4, &"a\nb");
    call.set(5, &"a;b");
    call.set(6, &9);
    call.set(1, &f64::NAN);
    let error = call.send(Answer::empty).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "search: GET /a/{id}/b: `query.status` must not contain the separator of the list; \
         `header.If-Match` must consist of visible ASCII characters, blanks and tabs; \
         `cookie.session` must consist of visible ASCII characters without `\"`, `,`, `;` and `\\`; \
         `query.n` must be between 1 and 5; `query.tag` must be a finite number; \
         `path.id` is required; `query.key` is required"
    );
    assert_eq!(recorder.count(), 0);
}

#[tokio::test]
async fn a_url_has_an_end() {
    let recorder = Recorder::json(200, "{}");
    let core = recorder.client();
    let call = |tags: &[String], status: &str| {
        let mut call = Call::new(&core, &SEARCH);
        call.set(0, &"x");
        call.set(7, &"x");
        call.set(1, &tags.to_vec());
        call.set(2, &status);
        call
    };
    let shortest = call(&[], "").to_request().unwrap().url().len();
    let longest = "x".repeat(64_000 - shortest);
    call(&[], &longest).send(Answer::empty).await.unwrap();
    assert_eq!((recorder.count(), recorder.last().uri().to_string().len()), (1, 64_000));
    // In one value, once it is encoded, and in many.
    let encoded = "é".repeat(64_000 / 6);
    for call in [
        call(&[], &format!("{longest}x")),
        call(&[], &encoded),
        call(&["x".repeat(40_000), "x".repeat(40_000)], ""),
        call(&vec!["x".to_owned(); 64_000], ""),
    ] {
        assert!(call.to_request().is_err());
        let error = call.send(Answer::empty).await.unwrap_err();
        assert!(error.is_invalid_argument() && error.attempts().is_empty());
        assert_eq!(error.to_string(), "search: GET /a/{id}/b: `query` makes the URL longer than 64,000 bytes");
    }
    let mut pieces = Call::new(&core, &PIECES);
    pieces.set(0, &vec!["x".repeat(8_000); 8]);
    let error = pieces.send(Answer::empty).await.unwrap_err();
    assert_eq!(error.to_string(), "pieces: GET : `path` makes the URL longer than 64,000 bytes");
    assert_eq!(recorder.count(), 1);
}

#[test]
fn base_urls_with_and_without_a_slash() {
    for base in ["http://localhost:1/v1", "http://localhost:1/v1/"] {
        let core = Settings::new(&API).base_url(base).build().unwrap();
        let view = resume(&core, "x").to_request().unwrap();
        assert_eq!(view.url(), "http://localhost:1/v1/Report/resume/x");
    }
    let error = Settings::new(&API).base_url("http://user:hunter2@example.com").build().unwrap_err();
    assert!(error.is_configuration() && !format!("{error:?}").contains("hunter2"));
}

#[test]
fn a_path_may_not_come_together_from_pieces() {
    static DOTS: Operation = Operation { path: &[Segment::Literal("/a/%2e%2e/b")], ..Operation::NEW };
    let core = Recorder::json(200, "{}").client();
    let mut call = Call::new(&core, &PIECES);
    call.set(0, &"x");
    assert!(call.to_request().is_ok());
    assert!(Call::new(&core, &DOTS).to_request().unwrap_err().is_invalid_argument());
}

#[tokio::test]
async fn an_operation_that_the_server_has_not() {
    static ELSEWHERE: Operation = Operation { name: "elsewhere", servers: &["store"], ..Operation::NEW };
    let recorder = Recorder::json(200, "{}");
    let error = Call::new(&recorder.client(), &ELSEWHERE).send(Answer::empty).await.unwrap_err();
    assert!(error.is_configuration());
    assert!(error.to_string().contains("`partner` does not have this operation"));
    let bare = Settings::new(&API).server(&PARTNER).transport(recorder.clone()).build().unwrap();
    let error = resume(&bare, "x").send(Answer::empty).await.unwrap_err();
    assert!(error.is_configuration(), "{error}");
    assert_eq!(recorder.count(), 0);
}
