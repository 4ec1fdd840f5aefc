//! What takes several requests, seen by callers of the golden clients.

use std::time::Duration;

use apiloom_runtime::{InMemory, http::HeaderValue};
use clients::{
    deduplicated_by, download, pages_by_cursor, pages_by_link, pages_by_link_header, pages_by_number, pages_by_offset,
    pages_by_response_link, plain_server, waits,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Answers the first request with the first body, the second with the second.
fn in_turn<const N: usize>(bodies: [&'static str; N]) -> InMemory {
    InMemory::in_turn(bodies.map(|body| Ok(InMemory::json(200, body))))
}

/// Path and query of each request so far.
fn asked(service: &InMemory) -> Vec<String> {
    service.requests().iter().filter_map(|request| Some(request.uri().path_and_query()?.to_string())).collect()
}

#[tokio::test]
async fn pages_by_the_envelope_s_link() -> Outcome {
    let link = "https://api.example.com/notes?tag=x&after=1";
    let first = format!(r#"{{"value":[{{"text":"a"}},{{"text":"b"}}],"nextLink":"{link}"}}"#);
    let service =
        InMemory::in_turn([Ok(InMemory::json(200, first)), Ok(InMemory::json(200, r#"{"value":[{"text":"c"}]}"#))]);
    let client = pages_by_link::Client::builder().transport(service.clone()).build()?;
    let notes = client.list_notes().tag("x").items().all().await?;
    assert_eq!(notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(asked(&service), ["/notes?tag=x", "/notes?tag=x&after=1"]);
    Ok(())
}

#[tokio::test]
async fn pages_by_a_link_that_may_be_missing() -> Outcome {
    let service = in_turn([
        r#"{"data":{"value":[{"text":"a"}]},"paging":{"@odata.nextLink":"/notes?page=2","more":true}}"#,
        r#"{"paging":{"@odata.nextLink":"/notes?page=3","more":null}}"#,
        r#"{"data":{"value":null},"paging":{"@odata.nextLink":"/notes?page=4","more":false}}"#,
    ]);
    let client = pages_by_response_link::Client::builder().transport(service.clone()).build()?;
    let notes = client.list_notes().items().all().await?;
    assert_eq!(notes.len(), 1);
    assert_eq!(asked(&service), ["/notes", "/notes?page=2", "/notes?page=3"]);
    Ok(())
}

#[tokio::test]
async fn pages_by_the_link_header() -> Outcome {
    let mut first = InMemory::json(200, r#"[{"text":"a"}]"#);
    let link = HeaderValue::from_static(r#"</me/notes?sort=age&page=2>; rel="next""#);
    first.headers_mut().insert("link", link);
    let service = InMemory::in_turn([Ok(first), Ok(InMemory::json(200, r#"[{"text":"b"}]"#))]);
    let client = pages_by_link_header::Client::builder().transport(service.clone()).build()?;
    let mut pages = client.list_notes().owner("me").sort("age").pages();
    let first = pages.next().await.ok_or("there is a first page")??;
    assert_eq!((first.len(), first.status().as_u16()), (1, 200));
    let kept = pages.resume_token().ok_or("there is a second page")?;
    let mut again = client.list_notes().owner("me").sort("age").pages().starting_at(&kept);
    assert_eq!(again.next().await.ok_or("the page that was kept")??.first().map(|note| note.text.as_str()), Some("b"));
    assert!(again.next().await.is_none());
    assert_eq!(asked(&service), ["/me/notes?sort=age", "/me/notes?sort=age&page=2"]);
    Ok(())
}

#[tokio::test]
async fn pages_by_a_cursor() -> Outcome {
    let service = in_turn([
        r#"{"items":[{"text":"a"}],"cursor":"one two","more":true}"#,
        r#"{"items":[],"cursor":"three","more":false}"#,
    ]);
    let client = pages_by_cursor::Client::builder().transport(service.clone()).build()?;
    assert_eq!(client.list_notes().items().all().await?.len(), 1);
    assert_eq!(asked(&service), ["/notes", "/notes?cursor=one%20two"]);

    let service = in_turn([r#"[{"id":4},{"id":7}]"#, r#"[{"id":9}]"#, "[]"]);
    let client = pages_by_cursor::Client::builder().transport(service.clone()).build()?;
    assert_eq!(client.list_events().items().all().await?.len(), 3);
    assert_eq!(asked(&service), ["/events", "/events?after=7", "/events?after=9"]);
    Ok(())
}

#[tokio::test]
async fn pages_by_an_offset() -> Outcome {
    let service = in_turn([
        r#"{"items":[{"text":"a"},{"text":"b"}],"meta":{"total":3}}"#,
        r#"{"items":[{"text":"c"}],"meta":{"total":3}}"#,
    ]);
    let client = pages_by_offset::Client::builder().transport(service.clone()).build()?;
    assert_eq!(client.list_notes().limit(2).items().all().await?.len(), 3);
    assert_eq!(asked(&service), ["/notes?limit=2", "/notes?offset=2&limit=2"]);

    let service = in_turn([r#"{"value":["a"],"total":9}"#, r#"{"value":[],"total":9}"#]);
    let client = pages_by_offset::Client::builder().transport(service.clone()).build()?;
    assert_eq!(client.list_events().skip(5).items().all().await?, ["a"]);
    assert_eq!(asked(&service), ["/events?skip=5", "/events?skip=6"]);
    Ok(())
}

#[tokio::test]
async fn pages_that_are_counted() -> Outcome {
    let service = in_turn([r#"[{"text":"a"}]"#, "[]"]);
    let client = pages_by_number::Client::builder().transport(service.clone()).build()?;
    assert_eq!(client.list_notes().items().all().await?.len(), 1);
    assert_eq!(asked(&service), ["/notes?page=1", "/notes?page=2"]);

    let service = in_turn([r#"{"hits":[{"text":"a"}]}"#, r#"{"hits":[{"text":"b"}],"more":false}"#]);
    let client = pages_by_number::Client::builder().transport(service.clone()).build()?;
    let search = pages_by_number::models::Search::new("a");
    assert_eq!(client.find_notes(&search).items().all().await?.len(), 2);
    assert_eq!(asked(&service), ["/notes/find?page=0", "/notes/find?page=1"]);
    Ok(())
}

const OLD: &str = "5c0c2b4e-8a5c-4a50-9d0a-3f6f0f9a0001";
const NEW: &str = "5c0c2b4e-8a5c-4a50-9d0a-3f6f0f9a0002";

/// The answer of a look at runs: the id of each, its state, and when it started.
fn runs(runs: &[(&str, &str, &str)]) -> String {
    let runs: Vec<String> = runs
        .iter()
        .map(|(id, state, hour)| format!(r#"{{"id":"{id}","state":"{state}","started":"2026-11-22T{hour}:00:00Z"}}"#))
        .collect();
    format!(r#"{{"items":[{}]}}"#, runs.join(","))
}

fn waiting(looks: Vec<String>) -> Result<(waits::Client, InMemory), apiloom_runtime::Error> {
    let service = InMemory::in_turn(looks.into_iter().map(|body| Ok(InMemory::json(200, body))));
    Ok((waits::Client::builder().transport(service.clone()).build()?, service))
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_with_an_item_in_the_state() -> Outcome {
    let looks = [vec![], vec![(OLD, "running", "08")], vec![(OLD, "failed", "08"), (NEW, "done", "09")]];
    let (client, service) = waiting(looks.iter().map(|look| runs(look)).collect())?;
    let run = client.list_runs("j").until_done().await?;
    assert_eq!(run.id.as_str(), NEW);
    assert_eq!(asked(&service), ["/jobs/j/runs?state=done&state=failed"; 3]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_wait_can_leave_out_what_was_there_before() -> Outcome {
    let looks = [vec![(OLD, "done", "08")], vec![(NEW, "done", "09"), (OLD, "done", "08")]];
    let (client, _) = waiting(looks.iter().map(|look| runs(look)).collect())?;
    let run = client.list_runs("j").until_done().only_new().await?;
    assert_eq!(run.id.as_str(), NEW);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_where_there_is_no_way() -> Outcome {
    let (client, _) = waiting(vec![runs(&[(OLD, "failed", "08")])])?;
    let refused = client.list_runs("j").until_done().await.err().ok_or("the run failed")?;
    assert!(refused.is_hopeless());
    assert_eq!(refused.last_state(), Some("failed"));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_in_time() -> Outcome {
    let (client, service) = waiting(vec![runs(&[(OLD, "running", "08")]); 20])?;
    let wait = client.list_runs("j").until_done().every(Duration::from_secs(10)).within(Duration::from_secs(60));
    let late = wait.await.err().ok_or("the run never ends")?;
    assert!(late.is_timeout());
    assert!((4..=8).contains(&service.requests().len()), "{} requests", service.requests().len());
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_wait_can_be_for_all_items() -> Outcome {
    let looks = [[(OLD, "done", "08"), (NEW, "running", "09")], [(OLD, "done", "08"), (NEW, "done", "09")]];
    let (client, service) = waiting(looks.iter().map(|look| runs(look)).collect())?;
    assert_eq!(client.list_runs("j").until_all_done().await?.len(), 2);
    assert_eq!(asked(&service), ["/jobs/j/runs"; 2]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_wait_can_be_for_the_newest_item() -> Outcome {
    let look = |published: &str| {
        let old = runs(&[(OLD, "done", "08")]).replace("\"state\"", r#""published":{"at":"2026-11-22"},"state""#);
        let new = runs(&[(NEW, "done", "19")]).replace("\"state\"", &format!("{published}\"state\""));
        format!("{},{}", old.trim_end_matches("]}"), new.trim_start_matches(r#"{"items":["#))
    };
    let looks = ["", r#""published":{"at":null},"#, r#""published":{"at":"2026-11-22"},"#].map(look);
    let (client, service) = waiting(looks.to_vec())?;
    assert_eq!(client.list_runs("j").until_newest_published().await?.id.as_str(), NEW);
    assert_eq!(asked(&service), ["/jobs/j/runs?latest=true"; 3]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_wait_can_begin_before_there_is_something() -> Outcome {
    let service = InMemory::in_turn([
        Ok(InMemory::json(404, r#"{"message":"none yet"}"#)),
        Ok(InMemory::json(200, "{}")),
        Ok(InMemory::json(200, r#"{"ready":true}"#)),
    ]);
    let client = waits::Client::builder().transport(service.clone()).build()?;
    client.read_export().name("a").r#await().await?;
    assert_eq!(asked(&service), ["/exports?name=a"; 3]);

    // The page of a gateway does not mean "not yet".
    let client = waits::Client::builder().transport(InMemory::new(|_| Ok(InMemory::json(404, "[]")))).build()?;
    assert!(client.read_export().id(1).r#await().await.is_err_and(|error| error.is_not_found()));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_request_is_repeated_with_the_header_by_which_the_server_recognises_it() -> Outcome {
    let service = InMemory::in_turn([Ok(InMemory::json(503, "{}")), Ok(InMemory::json(200, "{}"))]);
    let client = deduplicated_by::Client::builder().transport(service.clone()).build()?;
    client.add_note().await?;
    let keys: Vec<_> =
        service.requests().iter().map(|request| request.headers().get("idempotency-key").cloned()).collect();
    assert!(keys.len() == 2 && keys[0].is_some() && keys[0] == keys[1], "{keys:?}");
    Ok(())
}

#[tokio::test]
async fn a_download_needs_a_link_to_a_host_that_the_spec_names() -> Outcome {
    let service = InMemory::new(|_| Ok(InMemory::json(200, r#"{"CsvLink":"https://elsewhere.example/a.csv"}"#)));
    let client = download::Client::builder().transport(service.clone()).build()?;
    let export = client.read_export().await?;
    let refused = client.download_csv(&export).to_bytes(1_000).await.err().ok_or("the host is another")?;
    let missing = client.download_log(&export).to_bytes(1_000).await.err().ok_or("there is no link")?;
    assert!(missing.to_string().contains("Log"), "{missing}");
    assert_eq!(service.requests().len(), 1, "{refused}");
    Ok(())
}

#[test]
fn a_server_may_be_plain_if_the_spec_says_so() -> Outcome {
    use plain_server::{Client, Server};
    let client = Client::builder().server(Server::Device).build()?;
    assert_eq!(client.ping().to_request()?.url(), "http://device.example.com/api/ping");
    assert!(Client::builder().server(Server::Device).base_url("http://elsewhere.example.com").build().is_err());
    Ok(())
}
