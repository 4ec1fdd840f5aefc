//! Clients that talk to servers and mocks of the same spec: what one writes, the other reads.

use std::collections::{BTreeMap, BTreeSet};

use apiloom_runtime::{
    Bytes, Date, DateTime, Decimal, IsoDuration, Json, Secret, ServerEvent, StatusCode, Url, Uuid, http,
};
use clients::{
    all_scalars, all_scalars_sent, bytes_body, constraints, cookie, default_sent, envelope_one_many, error_model,
    events, form_body, header_parameter, json_body, list_separator, multipart_body, none, one_of, optional_body,
    optional_nullable, path_parameter, query_objects, read_write_only, response_headers, several_credentials,
    text_body, two_success_statuses, union_shapes, variants,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn each_scalar_is_read_as_it_was_written() -> Outcome {
    let mock = all_scalars_sent::mock::Mock::new();
    let asked = mock.send_all().then(());
    let uuid = Uuid::parse("9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10")?;
    let client = mock.client()?;
    let call = client.send_all().string("a+b&c=%20é\n").bool(true).i32(-7).i64(i64::MIN).u32(7).u64(u64::MAX);
    let call =
        call.f32(0.1).f64(-1e300).decimal(&Decimal::parse("1.10")?).uuid(&uuid).date(&Date::parse("2026-11-23")?);
    let call = call.date_time(&DateTime::parse("2026-11-23T01:12:04+01:00")?).duration(&IsoDuration::parse("PT5M")?);
    call.url(&Url::parse("https://example.com/?a=b")?).await?;
    client.send_all().string("").await?;

    let [all, empty] = &asked.calls()[..] else { return Err("not two calls".into()) };
    assert_eq!(all.string.as_deref(), Some("a+b&c=%20é\n"));
    assert_eq!(
        (all.bool, all.i32, all.i64, all.u32, all.u64),
        (Some(true), Some(-7), Some(i64::MIN), Some(7), Some(u64::MAX))
    );
    assert_eq!((all.f32, all.f64), (Some(0.1), Some(-1e300)));
    assert_eq!(all.decimal.as_ref().map(Decimal::as_str), Some("1.10"));
    assert_eq!(all.uuid.as_ref(), Some(&uuid));
    assert_eq!(all.date.as_ref().map(Date::as_str), Some("2026-11-23"));
    assert_eq!(all.date_time.as_ref().map(DateTime::as_str), Some("2026-11-23T01:12:04+01:00"));
    assert_eq!(all.duration.as_ref().map(IsoDuration::as_str), Some("PT5M"));
    assert_eq!(all.url.as_ref().map(Url::as_str), Some("https://example.com/?a=b"));
    assert_eq!((empty.string.as_deref(), empty.i32, &empty.url), (Some(""), None, &None));
    Ok(())
}

#[tokio::test]
async fn lists_stand_in_paths_queries_and_header_fields() -> Outcome {
    let mock = list_separator::mock::Mock::new();
    let asked = mock.find_orders().when([3_i64, 4]).then(Json::from("found"));
    let client = mock.client()?;
    let tags: BTreeSet<String> = ["a;b", "c,d"].map(str::to_owned).into();
    let answer = client.find_orders(&[3, 4]).tags(&tags).x_parts(&["one", "two"]).await?;
    assert_eq!(*answer, Json::from("found"));
    client.find_orders(&[3, 4]).await?;
    let [all, none] = &asked.calls()[..] else { return Err("not two calls".into()) };
    assert_eq!(
        (&all.numbers, &all.tags, &all.x_parts),
        (&vec![3, 4], &tags, &vec!["one".to_owned(), "two".to_owned()])
    );
    assert!(none.tags.is_empty() && none.x_parts.is_empty());
    Ok(())
}

#[tokio::test]
async fn header_fields_cookies_and_parts_of_segments() -> Outcome {
    let mock = header_parameter::mock::Mock::new();
    let trace = Uuid::parse("9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10")?;
    let asked = mock.replace_note().when("\"7\"").then_with(|_| {
        header_parameter::server::ReplaceNoteAnswer::Other(apiloom_server::Reply::empty(StatusCode::NO_CONTENT))
    });
    drop(mock.client()?.replace_note("\"7\"").x_trace(&trace).await);
    assert_eq!(asked.calls()[0].x_trace.as_ref(), Some(&trace));

    let mock = cookie::mock::Mock::new();
    let asked = mock.who_am_i().when("s3cret".to_owned()).then(Json::Null);
    mock.client()?.who_am_i("s3cret").await?;
    assert_eq!(asked.calls()[0].session, Secret::new("s3cret".to_owned()));
    assert!(!format!("{asked:?}{:?}", asked.calls()).contains("s3cret"));

    let mock = path_parameter::mock::Mock::new();
    let asked = mock.read_order().when(("a/b c".to_owned(), 7)).then(Json::from(1));
    mock.client()?.read_order().shop_id("a/b c").number(7).await?;
    assert_eq!(asked.count(), 1);

    let mock = default_sent::mock::Mock::new();
    let asked = mock.find_orders().matching(|input| input.limit.is_none()).then(Json::Null);
    drop(mock.client()?.find_orders().await);
    assert_eq!(asked.calls()[0].state, Some(default_sent::models::State::Open));
    Ok(())
}

#[tokio::test]
async fn objects_in_parameters() -> Outcome {
    use query_objects::models::{Between, Card, Charge, Created, Field, Filter, Item, Mark, Page, Where};
    let mock = query_objects::mock::Mock::new();
    let (asked, charged) = (mock.find_charges().then(()), mock.create_charge().then(()));
    let client = mock.client()?;
    let mark = |at| Mark::new(at).key("k".to_owned());
    let more: BTreeMap<String, Mark> = [("0".to_owned(), mark(7)), ("1".to_owned(), mark(8))].into();
    let filter = Filter::new("a b").tags(vec!["x".to_owned()]).marks(vec![mark(1), mark(2)]).more(more);
    let page = Page::new().limit(3).fields(vec![Field::Id]);
    let labels: BTreeMap<String, String> = [("color".to_owned(), "red".to_owned())].into();
    let between = Created::Between(Box::new(Between::new().gte(5)));
    let call = client.find_charges().r#where(&Where::new(true)).filter(&filter).page(&page).labels(&labels);
    let call = call.created(&between).expand(&["a", "b"]).raw(&[mark(9)]).x_where(&Where::new(false));
    call.await?;
    client.find_charges().r#where(&Where::new(false)).filter(&Filter::new("b")).created(&Created::At(12)).await?;

    let [all, some] = &asked.calls()[..] else { return Err("not two calls".into()) };
    assert_eq!((&all.r#where, &all.filter, all.page.as_ref()), (&Where::new(true), &filter, Some(&page)));
    assert_eq!(all.labels.as_ref(), Some(&labels));
    assert_eq!(all.created, Some(Secret::new(between)));
    assert_eq!(all.expand.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
    assert_eq!((all.raw.as_deref(), &all.x_where), (Some(&[mark(9)][..]), &Some(Where::new(false))));
    assert_eq!(some.created, Some(Secret::new(Created::At(12))));
    assert_eq!((&some.page, &some.labels, &some.expand, &some.raw), (&None, &None, &None, &None));

    let meta: BTreeMap<String, String> = [("0".to_owned(), "zero".to_owned())].into();
    let items = vec![Item::new("1.5").sizes(vec![1, 2]), Item::new("2")];
    let charge = Charge::new(5).card(Card::new("4242".to_owned())).items(items).tags(vec!["t".to_owned()]).meta(meta);
    client.create_charge(&charge).await?;
    assert_eq!(charged.calls()[0].body, charge);
    Ok(())
}

#[tokio::test]
async fn bodies_of_every_kind() -> Outcome {
    let mock = form_body::mock::Mock::new();
    let asked = mock.get_token().then(Json::Null);
    let token = || form_body::models::TokenRequest::builder().client_id("a b").client_secret("s3+cret");
    for form in [
        token().build(),
        token().scopes(vec!["one".to_owned()]).build(),
        token().scopes(vec!["1".to_owned(), "2".to_owned()]).build(),
    ] {
        mock.client()?.get_token(&form).await?;
        assert_eq!(asked.calls().last().map(|call| call.body.clone()), Some(form));
    }

    let mock = multipart_body::mock::Mock::new();
    let asked = mock.upload().then(());
    let upload =
        multipart_body::models::Upload::builder().name("a\"b").data(Bytes::from_static(b"\r\n--\0\xff")).build();
    mock.client()?.upload(&upload).await?;
    assert_eq!(asked.calls()[0].body, upload);

    let mock = text_body::mock::Mock::new();
    let _rendered = mock.render().when("# é").then("<h1>é</h1>".to_owned());
    let answer = mock.client()?.render("# é").await?;
    assert_eq!((answer.as_str(), answer.headers()["content-type"].to_str()?), ("<h1>é</h1>", "text/html"));

    let mock = bytes_body::mock::Mock::new();
    let _converted = mock.convert().when(Bytes::from_static(b"\xff\0")).then(Bytes::from_static(b"\0"));
    assert_eq!(&mock.client()?.convert(&b"\xff\0"[..]).await?[..], b"\0");

    let mock = optional_body::mock::Mock::new();
    let asked = mock.close_order().when(7).then(());
    mock.client()?.close_order(7).await?;
    mock.client()?.close_order(7).body(&optional_body::models::CloseOrder::new("late")).await?;
    let bodies: Vec<_> = asked.calls().iter().map(|call| call.body.as_ref().map(|body| body.reason.clone())).collect();
    assert_eq!(bodies, [None, Some("late".to_owned())]);
    Ok(())
}

#[tokio::test]
async fn models_in_both_directions() -> Outcome {
    use optional_nullable::models::Note;
    let mock = optional_nullable::mock::Mock::new();
    let asked = mock.change_note().then_with(|input| input.body.clone());
    for both in [apiloom_runtime::Presence::Absent, apiloom_runtime::Presence::Null, "b".to_owned().into()] {
        let note = Note::builder().there("a").null(None).items(vec![None]).both(both).build();
        let answer = mock.client()?.change_note(&note).await?;
        assert_eq!((&asked.calls().last().ok_or("no call")?.body, &*answer), (&note, &note));
    }

    let mock = read_write_only::mock::Mock::new();
    let asked = mock.replace_user().then_with(|input| {
        let mut user = input.body.clone();
        user.id = Some(7);
        user
    });
    let user = read_write_only::models::User::builder().name("A").password("s3cret".to_owned()).build();
    let answer = mock.client()?.replace_user(&user).await?;
    assert_eq!(asked.calls()[0].body.password, Some(Secret::new("s3cret".to_owned())));
    assert_eq!((answer.id, &answer.password), (Some(7), &None));

    let mock = variants::mock::Mock::new();
    let asked = mock.create_job().then(());
    let jobs = [
        variants::models::CreateJob::once().name("a").note("b").build(),
        variants::models::CreateJob::every().name("a").hours(4).build(),
    ];
    for job in &jobs {
        mock.client()?.create_job(job).await?;
    }
    assert_eq!(asked.calls().iter().map(|call| call.body.clone()).collect::<Vec<_>>(), jobs);
    Ok(())
}

#[tokio::test]
async fn what_is_only_received_is_made_by_services() -> Outcome {
    let mock = all_scalars::mock::Mock::new();
    let all = all_scalars::models::All::builder()
        .string("a")
        .bool(true)
        .i32(1)
        .i64(2)
        .u32(3)
        .u64(4)
        .f32(0.5)
        .f64(0.25)
        .decimal(Decimal::parse("1.10")?)
        .uuid(Uuid::parse("9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10")?)
        .date(Date::parse("2026-11-23")?)
        .date_time(DateTime::parse("2026-11-23T01:12:04Z")?)
        .duration(IsoDuration::parse("PT5M")?)
        .url(Url::parse("https://example.com/")?)
        .bytes(Bytes::from_static(b"\0"))
        .json(Json::from(vec![1, 2]))
        .build();
    let _asked = mock.read_all().then(all.clone());
    assert_eq!(*mock.client()?.read_all().await?, all);

    let mut wrong = all;
    wrong.date = serde_json::from_str("\"yesterday\"")?;
    let mock = all_scalars::mock::Mock::new();
    let _asked = mock.read_all().then(wrong);
    let error = mock.client()?.read_all().await.err().ok_or("an answer that no spec allows")?;
    assert!(error.to_string().contains("the mock of `read_all` cannot answer"), "{error}");
    assert!(error.to_string().contains("`body.date`") && !error.to_string().contains("yesterday"), "{error}");

    let mock = union_shapes::mock::Mock::new();
    assert!(mock.board().verify().is_ok());
    Ok(())
}

#[tokio::test]
async fn envelopes_are_made_of_items() -> Outcome {
    use envelope_one_many::models::{Envelope, Note};
    let mock = envelope_one_many::mock::Mock::new();
    let _one = mock.read_note().when("7").then(Note::new("seven"));
    let _many = mock.list_notes().then(vec![Note::new("a"), Note::new("b")]);
    let client = mock.client()?;
    assert_eq!(client.read_note("7").await?.text, "seven");
    let notes = client.list_notes().await?;
    assert_eq!((notes.len(), notes.envelope().map(|envelope| envelope.total_count)), (2, Some(2)));
    let _refused =
        mock.read_note().then(Box::new(Envelope::<Note>::builder().value(Vec::new()).total_count(0).build()).pipe());
    let error = client.read_note("8").await;
    assert!(error.is_err(), "one of none");

    let mock = none::mock::Mock::new();
    let failure = none::models::Failure::new("none");
    let _none = mock.list_notes().then(none::server::ListNotesAnswer::Status404(Box::new(failure)));
    assert!(mock.client()?.list_notes().await?.is_empty());
    Ok(())
}

trait Pipe {
    fn pipe(self) -> envelope_one_many::server::ReadNoteAnswer;
}

impl Pipe for Box<envelope_one_many::models::Envelope<envelope_one_many::models::Note>> {
    fn pipe(self) -> envelope_one_many::server::ReadNoteAnswer {
        envelope_one_many::server::ReadNoteAnswer::Status200(self)
    }
}

#[tokio::test]
async fn every_declared_status() -> Outcome {
    use two_success_statuses::models::Export;
    use two_success_statuses::operations::StartExportOutput as Output;
    use two_success_statuses::server::StartExportAnswer as Answer;
    let url = Url::parse("https://example.com/x")?;
    let export = || Box::new(Export::new(url.clone()));
    let accepted = StatusCode::from_u16(299)?;
    for (answer, output) in [
        (Answer::Status200(export()), Output::Status200(export())),
        (Answer::Status202, Output::Status202),
        (Answer::Status203("text".to_owned()), Output::Status203("text".to_owned())),
        (Answer::Status2xx(accepted, "more".to_owned()), Output::Status2xx("more".to_owned())),
    ] {
        let mock = two_success_statuses::mock::Mock::new();
        let _asked = mock.start_export().then(answer);
        assert_eq!(*mock.client()?.start_export().await?, output);
    }
    let mock = two_success_statuses::mock::Mock::new();
    let _asked = mock.start_export().then(Answer::Status2xx(StatusCode::NOT_FOUND, String::new()));
    let error = mock.client()?.start_export().await.err().ok_or("a status of another class")?;
    assert!(error.to_string().contains("2XX with another status"), "{error}");
    Ok(())
}

#[tokio::test]
async fn every_declared_error() -> Outcome {
    use error_model::models::{Missing, Problem};
    use error_model::server::ReadNoteAnswer as Answer;
    let problem = || Box::new(Problem::new().title("bad"));
    for (answer, status) in [
        (Answer::Status400(problem()), 400),
        (Answer::Status404(Box::new(Missing::new("gone"))), 404),
        (Answer::Status5xx(StatusCode::BAD_GATEWAY, problem()), 502),
        (Answer::StatusDefault(StatusCode::IM_A_TEAPOT), 418),
        (Answer::Other(apiloom_server::Reply::problem(StatusCode::CONFLICT, "later")), 409),
    ] {
        let mock = error_model::mock::Mock::new();
        let _asked = mock.read_note().then(answer);
        let error = mock.client()?.read_note().await.err().ok_or("no error")?;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(
            error.body::<Problem>().is_some_and(|problem| problem.title.as_deref() == Some("bad")),
            status == 400 || status == 502
        );
        assert_eq!(error.body::<Missing>().is_some(), status == 404);
    }
    Ok(())
}

#[tokio::test]
async fn header_fields_of_answers() -> Outcome {
    use response_headers::models::{Note, Phase, State};
    use response_headers::{operations::ReadNoteHeaders, server::ReadNoteAnswer};
    let mut headers = ReadNoteHeaders::default();
    headers.e_tag = Some("\"7\"".to_owned());
    headers.x_left = Some(-3);
    headers.x_state = Some(State::Draft);
    headers.x_phase = Some(Phase::Old);
    headers.x_when = Some(DateTime::parse("2026-11-23T01:12:04Z")?);
    headers.x_readers = Some(vec![1, 2]);
    headers.x_token = Some(Secret::new("s3cret".to_owned()));
    let mock = response_headers::mock::Mock::new();
    let _asked = mock.read_note().then(ReadNoteAnswer::from(Note::new("a")).with_headers(&headers));
    let answer = mock.client()?.read_note().await?;
    assert_eq!((answer.text.as_str(), ReadNoteHeaders::of(answer.headers())), ("a", headers));
    Ok(())
}

#[tokio::test]
async fn exactly_one_of_several() -> Outcome {
    let mock = one_of::mock::Mock::new();
    let asked = mock.test_query().then(Json::Null);
    mock.client()?.test_query().text("a").limit(3).await?;
    assert_eq!((asked.calls()[0].text.as_deref(), &asked.calls()[0].id), (Some("a"), &None));
    Ok(())
}

#[tokio::test]
async fn mocks_say_what_they_were_not_told() -> Outcome {
    let mock = optional_body::mock::Mock::new();
    let seven = mock.close_order().when(7).times(1).then(());
    let _late = mock.close_order().when(8).then_fails(apiloom_runtime::TransportError::timeout("too late"));
    let client = mock.client()?;
    client.close_order(7).await?;
    let again = client.close_order(7).await.err().ok_or("it answers once")?;
    let told = again.to_string();
    assert!(told.contains("`close_order`") && told.contains("when number is 7 (called 1 of 1 times)"), "{told}");
    assert!(told.contains("number: 7"), "{told}");
    assert!(client.close_order(8).await.err().is_some_and(|error| error.is_timeout()));
    assert_eq!((seven.count(), mock.board().unmatched().len()), (1, 1));
    let unverified = mock.board().verify().err().ok_or("a call without an answer")?;
    assert_eq!(unverified.unmatched()[0].operation(), "close_order");

    let mock = optional_body::mock::Mock::new();
    let _never = mock.close_order().when(7).times(2).then(());
    let unverified = mock.board().verify().err().ok_or("a mock that nobody called")?;
    assert_eq!(unverified.to_string(), "`close_order` when number is 7: called 0 times, not 2");
    Ok(())
}

struct Codes;

impl constraints::server::Service for Codes {
    async fn create_code(
        &self,
        input: constraints::server::CreateCodeInput,
        received: apiloom_server::Received,
    ) -> constraints::server::CreateCodeAnswer {
        assert!(received.uri().path().ends_with(input.code.as_str()));
        ().into()
    }
}

/// A request as anybody may send it, and the status and the problems of the answer.
async fn refused(
    method: &str,
    target: &str,
    content_type: &str,
    body: &str,
) -> Result<(u16, String), Box<dyn std::error::Error>> {
    let request = http::Request::builder().method(method).uri(target).header("content-type", content_type);
    let reply = constraints::server::routes(Codes).answer(request.body(Bytes::from(body.to_owned()))?).await;
    let details: Json = serde_json::from_slice(reply.body()).unwrap_or_default();
    let problems = details["problems"].as_array().cloned().unwrap_or_default();
    let places: Vec<&str> = problems.iter().filter_map(|problem| problem["place"].as_str()).collect();
    assert!(!String::from_utf8_lossy(reply.body()).contains("s3cret"), "{details}");
    Ok((reply.status().as_u16(), places.join(" ")))
}

#[tokio::test]
async fn what_is_not_what_the_spec_says_is_refused() -> Outcome {
    let json = "application/json; charset=utf-8";
    let good = r#"{"low":-1,"ratio":null}"#;
    for (method, target, content_type, body, status, places) in [
        ("POST", "/codes/ABCD", json, good, 200, ""),
        ("POST", "/codes/ABCD?size=1&more=2", json, r#"{"low":-1,"ratio":1,"unknown":true}"#, 200, ""),
        ("POST", "/codes/s3cret", json, good, 400, "path.code"),
        ("POST", "/codes/%ff%ff%ff%ff", json, good, 400, "path.code"),
        ("POST", "/codes/ABCD?size=s3cret&part=s3cret;", json, good, 400, "query.size query.part"),
        (
            "POST",
            "/codes/ABCD?size=0",
            json,
            r#"{"low":1,"ratio":7,"name":""}"#,
            400,
            "query.size body.low body.ratio body.name",
        ),
        ("POST", "/codes/ABCD?size=1&size=2", json, good, 400, "query.size"),
        ("POST", "/codes/ABCD", json, r#"{"low":"s3cret","ratio":null}"#, 400, "body.low"),
        ("POST", "/codes/ABCD", json, r#"{"ratio":null}"#, 400, "body.low"),
        ("POST", "/codes/ABCD", json, r#"{"low":-1}"#, 400, "body.ratio"),
        ("POST", "/codes/ABCD", json, "{s3cret", 400, "body"),
        ("POST", "/codes/ABCD", json, "", 400, "body"),
        ("POST", "/codes/ABCD", "text/plain", "s3cret", 415, "header.Content-Type"),
        ("GET", "/codes/ABCD", json, "", 405, ""),
        ("POST", "/codes/", json, good, 404, ""),
        ("POST", "/other/s3cret", json, good, 404, ""),
    ] {
        let found = refused(method, target, content_type, body).await?;
        assert_eq!((found.0, found.1.as_str()), (status, places), "{method} {target} {body}");
    }
    Ok(())
}

#[derive(Clone)]
struct Doors;

macro_rules! doors {
    ($($method:ident($input:ident) -> $answer:ident;)*) => {
        impl several_credentials::server::Service for Doors {
            $(async fn $method(
                &self,
                _input: several_credentials::server::$input,
                received: apiloom_server::Received,
            ) -> several_credentials::server::$answer {
                let names = ["user", "admin", "app", "session", "key"];
                let tokens = names.iter().filter_map(|name| received.credentials(name).map(|token| format!("{name}={}", token.expose())));
                let tokens = tokens.collect::<Vec<_>>().join(",");
                assert!(!format!("{received:?}").contains("t0ken"));
                apiloom_server::Reply::bytes(StatusCode::OK, "text/plain", tokens).into()
            })*
        }
    };
}

doors! {
    list_notes(ListNotesInput) -> ListNotesAnswer;
    delete_notes(DeleteNotesInput) -> DeleteNotesAnswer;
    pay(PayInput) -> PayAnswer;
    look(LookInput) -> LookAnswer;
    ping(PingInput) -> PingAnswer;
}

#[tokio::test]
async fn credentials_are_asked_for() -> Outcome {
    let routes = several_credentials::server::routes(Doors);
    for (target, method, fields, status, told) in [
        ("/notes", "GET", &[][..], 401, ""),
        ("/notes", "GET", &[("authorization", "bearer t0ken")], 200, "user=t0ken"),
        ("/notes", "GET", &[("authorization", "Basic t0ken")], 401, ""),
        ("/notes", "GET", &[("cookie", "theme=dark; session=t0ken")], 200, "session=t0ken"),
        ("/notes", "DELETE", &[("authorization", "Basic t0ken")], 200, "admin=t0ken"),
        ("/pay", "POST", &[("x-app", "a")], 401, ""),
        ("/pay?key=k", "POST", &[("x-app", "a")], 200, "app=a,key=k"),
        ("/pay", "POST", &[("x-app", "a"), ("authorization", "Bearer t0ken")], 200, "user=t0ken,app=a"),
        ("/look", "GET", &[], 200, ""),
        ("/ping", "GET", &[], 200, ""),
    ] {
        let request = http::Request::builder().method(method).uri(target);
        let request = fields.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let reply = routes.answer(request.body(Bytes::new())?).await;
        assert_eq!(reply.status().as_u16(), status, "{method} {target} {fields:?}");
        if status == 200 {
            assert_eq!(reply.body(), told, "{method} {target} {fields:?}");
        }
    }
    Ok(())
}

struct Orders;

impl json_body::server::Service for Orders {
    async fn create_order(
        &self,
        input: json_body::server::CreateOrderInput,
        _received: apiloom_server::Received,
    ) -> json_body::server::CreateOrderAnswer {
        let _ = input;
        apiloom_server::Reply::problem(StatusCode::CONFLICT, "it is there already").into()
    }
}

#[tokio::test]
async fn a_router_answers_on_a_socket() -> Outcome {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}/v1", listener.local_addr()?);
    let app = axum::Router::new().nest("/v1", constraints::server::router(Codes)).merge(path_routes());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let client = constraints::Client::builder().base_url(base).build()?;
    let limits = || constraints::models::Limits::builder().low(-1).ratio(0.5).build();
    client.create_code().code(&constraints::models::Code::new("ABCD")).body(&limits()).await?;
    Ok(())
}

/// A router of an API beside another's: neither has a fallback.
fn path_routes() -> axum::Router {
    json_body::server::router(Orders)
}

#[tokio::test]
async fn a_client_talks_to_a_service_in_its_process() -> Outcome {
    let service = constraints::server::routes(Codes).into_transport().under("/v1");
    let client = constraints::Client::builder().base_url("https://in.process/v1").transport(service).build()?;
    let limits = constraints::models::Limits::builder().low(-1).ratio(None).build();
    client.create_code().code(&constraints::models::Code::new("ABCD")).body(&limits).size(7).await?;
    Ok(())
}

#[tokio::test]
async fn events_are_read_as_they_were_written() -> Outcome {
    let mock = events::mock::Mock::new();
    let mut named = ServerEvent::new("one\ntwo\r\n: three".to_owned());
    (named.event, named.id) = ("added".to_owned(), Some("7".to_owned()));
    let asked = mock.read_log().then(vec![named, ServerEvent::new(String::new())]);
    let client = mock.client()?;
    let mut log = client.read_log("a").events();
    let first = log.next().await.ok_or("no event")??;
    assert_eq!((&*first.event, first.id.as_deref(), &*first.data), ("added", Some("7"), "one\ntwo\n: three"));
    let second = log.next().await.ok_or("one event only")??;
    assert_eq!((&*second.event, second.id.as_deref(), &*second.data), ("message", Some("7"), ""));
    assert!(log.next().await.is_none());
    assert_eq!(asked.calls().len(), 1);
    Ok(())
}

#[tokio::test]
async fn events_hold_models_and_stand_beside_other_contents() -> Outcome {
    let done = "data: {\"text\": \"a\"}\n\ndata: [DONE]\n\n";
    for (media_type, body) in [("text/event-stream", done), ("application/json", "{\"text\": \"a\"}")] {
        let service = apiloom_runtime::InMemory::new(move |_| {
            let mut answer = apiloom_runtime::InMemory::json(200, body);
            answer.headers_mut().insert("content-type", http::HeaderValue::from_static(media_type));
            Ok(answer)
        });
        let client = events::Client::builder().transport(service.clone()).build()?;
        let text = match client.complete(&events::models::Prompt::new("a")).await?.into_inner() {
            events::operations::CompleteOutput::Json(note) => note.text,
            events::operations::CompleteOutput::Events(mut stream) => {
                let event = stream.next().await.ok_or("no event")??;
                assert!(stream.next().await.is_none(), "the stream says that it is done");
                event.data.text
            }
            _ => return Err("another answer".into()),
        };
        assert_eq!(text, "a");
        assert_eq!(service.requests()[0].headers()["accept"], "application/json, text/event-stream");
    }
    Ok(())
}
