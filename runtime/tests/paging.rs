//! Lists that come in pages, from a service in memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use apiloom_runtime::wire::{
    Answer, Call, ClientCore, Declared, Operation, Pages, Paging, Parameter, Repeat, Segment, Settings, StatusKey,
    Turn, turn_of_envelope, turn_of_list,
};
use apiloom_runtime::{AccessToken, Body, Error, InMemory, Items, PageToken, Response, http};
use serde::Deserialize;

use crate::support::{API, PARTNER, Wrapped};

#[derive(Debug, Deserialize)]
struct Numbers {
    data: Vec<u32>,
    next: Option<String>,
    total: Option<i64>,
    more: Option<bool>,
}

fn turn(page: &Response<Numbers>) -> Turn {
    Turn { count: page.data.len(), next: page.next.clone(), total: page.total, more: page.more }
}

const LIST: Operation = Operation {
    name: "list_numbers",
    template: "/numbers",
    path: &[Segment::Literal("/numbers")],
    parameters: &[Parameter::query("at"), Parameter::query("size")],
    responses: &[Declared { status: StatusKey::Code(200), ..Declared::NEW }],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

static BY_CURSOR: Operation = Operation { paging: Some(Paging::Cursor(0)), ..LIST };
static BY_OFFSET: Operation = Operation { paging: Some(Paging::Offset(0)), ..LIST };
static BY_PAGE: Operation = Operation { paging: Some(Paging::Page(0, 1)), ..LIST };
static BY_LINK: Operation = Operation { paging: Some(Paging::Link), ..LIST };
static BY_HEADER: Operation = Operation { paging: Some(Paging::LinkHeader), ..LIST };

fn client(service: &InMemory) -> ClientCore {
    let settings = Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t0ken"));
    settings.transport(service.clone()).build().unwrap()
}

fn numbers(service: &InMemory, operation: &'static Operation) -> Pages<Response<Numbers>> {
    Pages::new(Call::new(&client(service), operation), Answer::json::<Numbers>, turn)
}

async fn all(pages: Pages<Response<Numbers>>) -> Result<Vec<u32>, Error> {
    Items::new(pages, |page| page.into_inner().data).all().await
}

fn queries(service: &InMemory) -> Vec<String> {
    service.requests().iter().map(|sent| sent.uri().query().unwrap_or_default().to_owned()).collect()
}

fn pages(bodies: &[&'static str]) -> InMemory {
    let answers: Vec<_> = bodies.iter().map(|body| Ok(InMemory::json(200, *body))).collect();
    InMemory::in_turn(answers)
}

#[tokio::test]
async fn by_cursor() {
    let service =
        pages(&[r#"{"data": [1, 2], "next": "a b"}"#, r#"{"data": [], "next": "c"}"#, r#"{"data": [3], "next": ""}"#]);
    assert_eq!(all(numbers(&service, &BY_CURSOR)).await.unwrap(), [1, 2, 3]);
    assert_eq!(queries(&service), ["", "at=a%20b", "at=c"]);
    let ended = pages(&[r#"{"data": [1], "next": "x", "more": false}"#]);
    assert_eq!(all(numbers(&ended, &BY_CURSOR)).await.unwrap(), [1]);
}

#[tokio::test]
async fn by_offset_and_by_number() {
    let service = pages(&[r#"{"data": [1, 2]}"#, r#"{"data": [3]}"#, r#"{"data": []}"#]);
    assert_eq!(all(numbers(&service, &BY_OFFSET)).await.unwrap(), [1, 2, 3]);
    assert_eq!(queries(&service), ["", "at=2", "at=3"]);
    let service = pages(&[r#"{"data": [1, 2], "total": 3}"#, r#"{"data": [3], "total": 3}"#]);
    assert_eq!(all(numbers(&service, &BY_OFFSET)).await.unwrap(), [1, 2, 3]);
    let service = pages(&[r#"{"data": [1]}"#, r#"{"data": [2], "more": false}"#]);
    assert_eq!(all(numbers(&service, &BY_PAGE)).await.unwrap(), [1, 2]);
    assert_eq!(queries(&service), ["at=1", "at=2"]);

    let service = pages(&[r#"{"data": [1]}"#, r#"{"data": []}"#]);
    let mut call = Call::new(&client(&service), &BY_OFFSET);
    call.set(0, &10);
    assert_eq!(all(Pages::new(call, Answer::json::<Numbers>, turn)).await.unwrap(), [1]);
    assert_eq!(queries(&service), ["at=10", "at=11"]);
}

#[tokio::test]
async fn by_link() {
    let service = pages(&[
        r#"{"data": [1], "next": "https://api.example.com/v1/numbers?at=2"}"#,
        r#"{"data": [2], "next": "?at=3"}"#,
        r#"{"data": [3], "next": null}"#,
    ]);
    let mut call = Call::new(&client(&service), &BY_LINK);
    call.set(1, &50);
    assert_eq!(all(Pages::new(call, Answer::json::<Numbers>, turn)).await.unwrap(), [1, 2, 3]);
    assert_eq!(queries(&service), ["size=50", "at=2", "at=3"], "a link says everything");
    let requests = service.requests();
    assert!(requests.iter().all(|sent| sent.headers()["authorization"] == "Bearer t0ken"));
}

#[tokio::test]
async fn by_link_header() {
    let with_link = |body: &'static str, link: &'static str| {
        let mut answer = InMemory::json(200, body);
        answer.headers_mut().insert("link", http::HeaderValue::from_static(link));
        Ok(answer)
    };
    let service = InMemory::in_turn([
        with_link("[1, 2]", r#"</v1/numbers?at=2>; rel="next", </v1/numbers?at=9>; rel="last""#),
        with_link("[3]", r#"</v1/numbers>; rel="first""#),
    ]);
    let call = Call::new(&client(&service), &BY_HEADER);
    let list = Pages::new(call, Answer::json::<Vec<u32>>, turn_of_list);
    assert_eq!(Items::new(list, Response::into_inner).all().await.unwrap(), [1, 2, 3]);
    assert_eq!(queries(&service), ["", "at=2"]);
}

#[tokio::test]
async fn by_envelope() {
    let service = pages(&[r#"{"Value": [{"ReportId": "a"}], "NextLink": null}"#]);
    let call = Call::new(&client(&service), &BY_LINK);
    let mut list = Pages::new(call, Answer::many::<Wrapped>, turn_of_envelope);
    assert_eq!(list.next().await.unwrap().unwrap().len(), 1);
    assert!(list.next().await.is_none() && list.resume_token().is_none());
}

#[tokio::test]
async fn links_that_lead_elsewhere_are_not_followed() {
    for link in [
        "https://evil.example/v1/numbers",
        "//evil.example/v1",
        "http://api.example.com/v1/numbers",
        "https://api.example.com/other",
        "https://u:p@api.example.com/v1/numbers",
        "javascript:1",
    ] {
        let body = serde_json::json!({ "data": [1], "next": link }).to_string();
        let service = InMemory::new(move |_| Ok(InMemory::json(200, body.clone())));
        let mut pages = numbers(&service, &BY_LINK);
        assert_eq!(pages.next().await.unwrap().unwrap().data, [1], "the page itself is good");
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(error.is_paging(), "{error}");
        assert!(pages.next().await.is_none());
        assert_eq!(service.requests().len(), 1);
    }
}

#[tokio::test]
async fn circles_and_endless_lists_end() {
    let circle = InMemory::new(|_| Ok(InMemory::json(200, r#"{"data": [1], "next": "?at=1"}"#)));
    let error = all(numbers(&circle, &BY_LINK)).await.unwrap_err();
    assert!(error.is_paging() && circle.requests().len() == 2, "{error}");

    let count = Arc::new(AtomicUsize::new(0));
    let endless = InMemory::new(move |_| {
        let next = count.fetch_add(1, Ordering::Relaxed);
        Ok(InMemory::json(200, format!(r#"{{"data": [1], "next": "{next}"}}"#)))
    });
    let error = all(numbers(&endless, &BY_CURSOR).at_most(20)).await.unwrap_err();
    assert!(error.is_paging() && endless.requests().len() == 20, "{error}");
    let error = all(numbers(&endless, &BY_CURSOR)).await.unwrap_err();
    assert!(error.is_paging() && endless.requests().len() == 10_020, "{error}");
}

#[tokio::test]
async fn a_list_goes_on_where_it_stopped() {
    for (operation, answers) in [
        (&BY_CURSOR, [r#"{"data": [1], "next": "b"}"#, r#"{"data": [2]}"#]),
        (&BY_LINK, [r#"{"data": [1], "next": "?at=b"}"#, r#"{"data": [2]}"#]),
        (&BY_OFFSET, [r#"{"data": [1]}"#, r#"{"data": [2], "more": false}"#]),
        (&BY_PAGE, [r#"{"data": [1]}"#, r#"{"data": [2], "more": false}"#]),
    ] {
        let broken = InMemory::in_turn([Ok(InMemory::json(200, answers[0])), Ok(InMemory::json(400, ""))]);
        let mut list = numbers(&broken, operation);
        assert!(list.next().await.unwrap().is_ok() && list.next().await.unwrap().is_err());
        assert!(list.next().await.is_none());
        let token = PageToken::new(list.resume_token().unwrap().as_str());
        let again = pages(&[answers[1]]);
        assert_eq!(all(numbers(&again, operation).starting_at(&token)).await.unwrap(), [2]);
        assert_eq!(queries(&again)[0], queries(&broken)[1], "{token:?}");
    }
}

#[tokio::test]
async fn tokens_are_held_to_the_rules_of_links() {
    for token in ["", "x", "link https://evil.example/v1/x", "link /", "offset -1", "page x", "cursor x"] {
        let service = pages(&[r#"{"data": []}"#]);
        let mut list = numbers(&service, &BY_LINK).starting_at(&PageToken::new(token));
        assert!(list.next().await.unwrap().unwrap_err().is_paging(), "{token}");
        assert!(list.next().await.is_none() && service.requests().is_empty());
    }
    assert!(!format!("{:?}", PageToken::new("link S3NT1NEL")).contains("S3NT1NEL"));
}

#[tokio::test]
async fn errors_of_pages_are_those_of_calls() {
    let service = InMemory::in_turn([Ok(http::Response::new(Body::new("<html>")))]);
    let error = all(numbers(&service, &BY_CURSOR)).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}
