//! What the reference says of the wire, seen by callers of the golden clients.

use apiloom_runtime::{HeaderValue, InMemory, Presence};
use clients::{
    constraints, cookie, default_sent, form_body, generics, none, optional_nullable, query_objects, read_write_only, rest,
    server_variables, servers, several_bodies, several_credentials, union, union_shapes, variants, whole_number_enum,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Answers every request alike.
fn always(status: u16, body: &'static str) -> InMemory {
    InMemory::new(move |_| Ok(InMemory::json(status, body)))
}

#[test]
fn absent_and_null_are_kept_apart() -> Outcome {
    use optional_nullable::{Client, models::Note};
    let client = Client::builder().build()?;
    let body = |both: Presence<String>| -> Result<_, Box<dyn std::error::Error>> {
        let note = Note::builder().there("a").null(None).items(vec![None]).both(both).build();
        Ok(client.change_note(&note).to_request()?.body_text().map(str::to_owned))
    };
    assert_eq!(body(Presence::Absent)?.as_deref(), Some(r#"{"there":"a","null":null,"items":[null]}"#));
    assert_eq!(body(Presence::Null)?.as_deref(), Some(r#"{"there":"a","null":null,"both":null,"items":[null]}"#));
    assert_eq!(body("b".to_owned().into())?.as_deref(), Some(r#"{"there":"a","null":null,"both":"b","items":[null]}"#));
    Ok(())
}

#[tokio::test]
async fn what_stands_beside_the_fields_is_kept_and_sent_again() -> Outcome {
    use rest::{Client, models::Note};
    let text = r#"{"more":[{"Id":2,"kind":"note","deep":null}],"Id":1,"kind":"note","Text":"a","password":"p","Id":3}"#;
    let note = Note::new(1);
    let answer = Client::builder().transport(always(200, text)).build()?.replace_note(&note).await?;
    assert_eq!((answer.id, answer.text.as_deref(), answer.rest.len()), (1, Some("a"), 1));
    let again = Client::builder().build()?.replace_note(&answer).to_request()?.body_text().map(str::to_owned);
    let wanted = r#"{"Id":1,"kind":"note","text":"a","more":[{"Id":2,"kind":"note","deep":null}]}"#;
    assert_eq!(again.as_deref(), Some(wanted));
    Ok(())
}

#[tokio::test]
async fn the_rest_of_a_member_does_not_hold_what_tells_it_apart() -> Outcome {
    use rest::models::{Shape, Task};
    let text = r#"[{"kind":"circle","radius":1.5,"weight":2.0},{"kind":"square","side":1.0}]"#;
    let task = Task::now().name("a").rest([("more".to_owned(), apiloom_runtime::serde_json::json!([1]))]).build();
    let client = rest::Client::builder().transport(always(200, text)).build()?;
    let shapes = client.create_task(&task).await?;
    let Some(Shape::Circle(circle)) = shapes.first() else { return Err("no circle".into()) };
    assert_eq!(circle.rest.iter().map(|(name, weight)| (name.as_str(), *weight)).collect::<Vec<_>>(), [("weight", 2.0)]);
    let sent = client.create_task(&task).to_request()?.body_text().map(str::to_owned);
    assert_eq!(sent.as_deref(), Some(r#"{"name":"a","now":true,"more":[1]}"#));
    Ok(())
}

#[test]
fn the_rest_goes_into_forms_and_queries_but_is_no_field() -> Outcome {
    use rest::{Client, models::Labels};
    let client = Client::builder().build()?;
    let labels = Labels::new("red").sizes([("s m".to_owned(), vec![1, 2])]);
    let request = client.fill_in_labels(&labels).also(&labels).to_request()?;
    assert_eq!(request.body_text(), Some("color=red&s%20m=1&s%20m=2"));
    assert!(request.url().ends_with("/labels?color=red&s%20m=1&s%20m=2"), "{}", request.url());
    let twice = Labels::new("red").sizes([("color".to_owned(), vec![1])]);
    let refused = client.fill_in_labels(&twice).to_request().err();
    assert!(refused.is_some_and(|error| error.is_invalid_argument() && error.to_string().contains("already")));
    Ok(())
}

#[tokio::test]
async fn the_kind_of_an_answer_is_asked_for_and_looked_at() -> Outcome {
    use several_bodies::{
        Client,
        operations::{ReadReportOutput, StartReportOutput},
    };
    let client = |media_type: &'static str, body: &'static str| {
        let transport = InMemory::new(move |_| {
            let mut answer = InMemory::json(200, body);
            answer.headers_mut().insert("content-type", HeaderValue::from_static(media_type));
            Ok(answer)
        });
        Client::builder().transport(transport).build()
    };
    let plain = client("application/json", "[]")?;
    let every = "application/json, text/csv, application/octet-stream";
    assert!(plain.read_report().to_request()?.headers().any(|field| field == ("accept", every)));
    assert!(plain.read_report().accept_csv().to_request()?.headers().any(|field| field == ("accept", "text/csv")));
    for (media_type, wanted) in [
        ("application/vnd.more+json", ReadReportOutput::Json(Vec::new())),
        ("Text/CSV; charset=utf-8", ReadReportOutput::Csv("[]".to_owned())),
        ("application/octet-stream", ReadReportOutput::Raw("[]".into())),
    ] {
        let answer = client(media_type, "[]")?.read_report().accept_csv().await?;
        assert_eq!(*answer, wanted, "{media_type}");
    }
    let page = client("text/html", "<p>")?.read_report().await;
    assert!(page.is_err_and(|error| error.is_decode()));
    let text = client("text/plain", "done")?.start_report().accept_text().await?;
    assert_eq!(*text, StartReportOutput::Status200Text("done".to_owned()));
    Ok(())
}

#[test]
fn a_body_is_given_in_one_of_several_ways() -> Outcome {
    use several_bodies::{Client, models::Draft};
    let client = Client::builder().build()?;
    let draft = Draft::new("a b").tags(vec!["x".to_owned()]);
    let start = || client.create_note().id(7);
    for (request, media_type, body) in [
        (start().body_json(&draft), "application/json", r#"{"text":"a b","tags":["x"]}"#),
        (start().body_form(&draft), "application/x-www-form-urlencoded", "text=a%20b&tags%5B%5D=x"),
        (start().body_text("a b"), "text/plain; charset=utf-8", "a b"),
        (start().body_tar(&b"a b"[..]), "application/x-tar", "a b"),
    ] {
        let request = request.to_request()?;
        assert!(request.headers().any(|field| field == ("content-type", media_type)), "{media_type}");
        assert_eq!(request.body_text(), Some(body));
    }
    let nothing = client.change_note().to_request()?;
    assert_eq!(nothing.body_text(), None);
    Ok(())
}

#[tokio::test]
async fn the_variables_of_a_server_are_chosen_and_stay_where_they_are() -> Outcome {
    use server_variables::{Client, Server, ServerRegion};
    let builder = |server| Client::builder().server(server).credentials(apiloom_runtime::AccessToken::new("t0ken"));
    let url = |client: Client| client.ping().to_request().map(|request| request.url().to_owned());
    assert_eq!(url(builder(Server::Main).build()?)?, "https://eu.example.com/api/v2/ping");
    #[expect(deprecated, reason = "a deprecated value can still be chosen")]
    let region = ServerRegion::Us;
    let chosen = builder(Server::Main).server_region(region).server_port("8443").server_version("v1").build()?;
    assert_eq!(url(chosen)?, "https://us.example.com:8443/api/v1/ping");
    assert_eq!(url(builder(Server::Tenant).server_tenant("a-1").build()?)?, "https://a-1.example.net/v2/ping");
    assert_eq!(url(builder(Server::Other).server_tenant("a/b").build()?)?, "https://other.example.com/ping");
    for hostile in ["evil.example/", "a.evil.example", "a@evil.example", "a:1", "a\\b", "a#b", "a?b", "%2e", "", "é"] {
        let refused = builder(Server::Tenant).server_tenant(hostile).build().err();
        assert!(refused.is_some_and(|error| error.is_configuration()), "{hostile}");
    }
    for hostile in ["..", "a/b", "a?b"] {
        assert!(builder(Server::Tenant).server_version(hostile).build().is_err(), "{hostile}");
    }
    let service = always(200, "{}");
    let client = builder(Server::Tenant).server_tenant("two").transport(service.clone()).build()?;
    client.ping().await?;
    let sent = service.requests();
    assert_eq!(sent.first().and_then(|request| request.uri().host()), Some("two.example.net"));
    Ok(())
}

#[tokio::test]
async fn what_is_received_may_lack_what_is_optional_alone() -> Outcome {
    use optional_nullable::{Client, models::Note};
    let note = Note::new_for_change();
    let client = |text| Client::builder().transport(always(200, text)).build();
    let answer = client(r#"{"there":"a","null":null,"items":[],"absent":null,"more":1}"#)?.change_note(&note).await?;
    assert_eq!((&answer.absent, &answer.both), (&None, &Presence::Absent));
    let missing = client(r#"{"there":"a","items":[]}"#)?.change_note(&note).await;
    assert!(missing.is_err_and(|error| error.is_decode()));
    Ok(())
}

trait ForChange {
    fn new_for_change() -> Self;
}

impl ForChange for optional_nullable::models::Note {
    fn new_for_change() -> Self {
        Self::builder().there("a").null(None).items(Vec::new()).build()
    }
}

#[test]
fn defaults_that_are_sent_can_be_replaced() -> Outcome {
    let client = default_sent::Client::builder().build()?;
    let left_alone = client.find_orders().to_request()?;
    assert_eq!(left_alone.url(), "https://api.example.com/orders?api-version=2026-01-01&state=open");
    let given = client.find_orders().state(&default_sent::models::State::Closed).limit(5).to_request()?;
    assert_eq!(given.url(), "https://api.example.com/orders?limit=5&api-version=2026-01-01&state=closed");
    Ok(())
}

#[test]
fn secrets_are_not_shown() -> Outcome {
    let request = cookie::Client::builder().build()?.who_am_i("s3cret").to_request()?;
    assert!(!format!("{request}{request:?}{}", request.curl()).contains("s3cret"));
    let form = form_body::models::TokenRequest::builder().client_id("a b").client_secret("s3cret").build();
    let request = form_body::Client::builder().build()?.get_token(&form).to_request()?;
    assert_eq!(request.body_text(), Some("grant_type=client_credentials&client_id=a%20b&client_secret=[redacted]"));
    Ok(())
}

#[test]
fn every_problem_is_told_before_anything_is_sent() -> Outcome {
    use constraints::models::{Code, Limits};
    let client = constraints::Client::builder().build()?;
    let limits = Limits::builder().low(1).ratio(2.0).build();
    let request = client.create_code().code(&Code::new("abc")).body(&limits).size(0);
    let told = request.to_request().err().map(|error| error.to_string()).unwrap_or_default();
    for wrong in ["code", "size", "low", "ratio"] {
        assert!(told.contains(wrong), "{told}");
    }
    assert!(!told.contains("abc"), "{told}");
    Ok(())
}

#[test]
fn servers_that_need_more_or_lack_something_say_so() -> Outcome {
    use servers::{Client, Server, models::Note};
    let on = |server| Client::builder().server(server).build();
    let elsewhere = on(Server::Other)?.ping().to_request().err();
    assert!(elsewhere.is_some_and(|error| error.is_configuration()));
    #[expect(deprecated, reason = "a deprecated server can still be talked to")]
    let old = on(Server::Old)?;
    let without = old.ping().body(&Note::new()).to_request().err();
    assert!(without.is_some_and(|error| error.is_invalid_argument()));
    assert!(old.ping().body(&Note::new().text("x")).to_request().is_ok());
    Ok(())
}

#[tokio::test]
async fn unknown_members_go_back_as_they_came() -> Outcome {
    let text = r#"{"kind":"bird","wings":[2,{"left":null}]}"#;
    let client = union::Client::builder().transport(always(200, text)).build()?;
    let cat = union::models::Pet::Cat(Box::new(union::models::Cat::new(9)));
    let pet = client.swap_pet(&cat).await?;
    assert!(matches!(*pet, union::models::Pet::Unknown(_)));
    assert_eq!(client.swap_pet(&pet).to_request()?.body_text(), Some(text));
    assert_eq!(client.swap_pet(&cat).to_request()?.body_text(), Some(r#"{"kind":"cat","lives":9}"#));
    Ok(())
}

fn decoded(url: &str) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query
        .replace("%5B", "[")
        .replace("%5D", "]")
        .replace("%22", "'")
        .replace("%7B", "{")
        .replace("%7D", "}")
        .replace("%3A", ":")
}

#[test]
fn objects_go_in_a_query() -> Outcome {
    use query_objects::models::{Between, Created, Field, Filter, Mark, Page, Where};
    let client = query_objects::Client::builder().build()?;
    let filter = Filter::new("a").tags(vec!["b".to_owned(), "c&d".to_owned()]).marks(vec![Mark::new(1), Mark::new(2)]);
    let place = Where::new(true);
    let page = Page::new().limit(5).fields(vec![Field::Id, Field::Amount]);
    let request = client.find_charges().r#where(&place).filter(&filter).page(&page).expand(&["x", "y"]);
    let request = request.raw(&[Mark::new(7)]).to_request()?;
    assert_eq!(
        decoded(request.url()),
        "filter[name]=a&filter[tags][]=b&filter[tags][]=c%26d&filter[marks][0][at]=1&filter[marks][1][at]=2\
         &limit=5&fields=id&fields=amount&expand[]=x&expand[]=y&raw=[{'at':7}]",
    );
    assert!(request.url().contains("/charges/%7B%22open%22%3Atrue%7D?"), "{}", request.url());
    let asked = |created: Created| client.find_charges().r#where(&place).filter(&filter).created(&created).to_request();
    assert!(decoded(asked(Created::At(4))?.url()).starts_with("created=[redacted]&"));
    let between = Created::Between(Box::new(Between::new().gte(1).lt(2)));
    assert!(decoded(asked(between)?.url()).starts_with("created[gte]=[redacted]&created[lt]=[redacted]&"));
    Ok(())
}

#[test]
fn what_is_wrong_inside_a_parameter_is_named() -> Outcome {
    use query_objects::models::{Filter, Mark, Where};
    let client = query_objects::Client::builder().build()?;
    let filter = Filter::new("").more([("a]".to_owned(), Mark::new(1))]);
    let place = Where::new(true);
    let refused = client.find_charges().r#where(&place).filter(&filter).to_request();
    let told = refused.err().ok_or("it cannot be sent")?.to_string();
    assert!(told.contains("`query.filter.name` must"), "{told}");
    assert!(told.contains("`query.filter.more.*.at` has a key with `[` or `]`"), "{told}");
    Ok(())
}

#[test]
fn forms_nest_with_brackets() -> Outcome {
    use query_objects::models::{Card, Charge, Item};
    let client = query_objects::Client::builder().build()?;
    let items = vec![Item::new("p").sizes(vec![1, 2])];
    let charge = Charge::new(5).card(Card::new("4242")).items(items).tags(vec!["t".to_owned()]);
    let charge = charge.meta([("k".to_owned(), "v".to_owned())]);
    let request = client.create_charge(&charge).to_request()?;
    assert_eq!(
        request.body_text().map(|text| decoded(&format!("?{text}"))).as_deref(),
        Some(
            "amount=5&card[number]=[redacted]&items[0][price]=p&items[0][sizes][]=1&items[0][sizes][]=2&tags[]=t&meta[k]=v"
        ),
    );
    Ok(())
}

#[tokio::test]
async fn a_call_proves_itself_as_its_operation_wants() -> Outcome {
    use several_credentials::{AccessToken, ApiKey, Client, Scheme};
    let service = always(200, "");
    let builder =
        Client::builder().credentials(Scheme::Session, ApiKey::new("s")).credentials(Scheme::App, ApiKey::new("a"));
    let client = builder.credentials(Scheme::Key, ApiKey::new("k&k")).transport(service.clone()).build()?;
    client.list_notes().theme("dark").await?;
    client.pay().await?;
    client.look().await?;
    client.ping().await?;
    let refused = client.delete_notes().await.err().ok_or("the client is no admin")?;
    assert!(refused.is_configuration(), "{refused}");
    assert!(refused.to_string().contains("the operation needs the credentials `admin`, and the client lacks them"));
    let sent: Vec<[String; 4]> = service
        .requests()
        .iter()
        .map(|request| {
            let field = |name: &str| {
                request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
            };
            let place = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
            [place, field("cookie"), field("x-app"), field("authorization")]
        })
        .collect();
    let none = ["", "", ""];
    let with = |place: &str, [cookie, app, user]: [&str; 3]| [place, cookie, app, user].map(str::to_owned);
    assert_eq!(
        sent,
        [
            with("/notes", ["theme=dark; session=s", "", ""]),
            with("/pay?key=k%26k", ["", "a", ""]),
            with("/look", none),
            with("/ping", none),
        ]
    );
    let shown = client.list_notes().theme("dark").to_request()?;
    let cookie = shown.headers().find(|(name, _)| *name == "cookie").map(|(_, value)| value);
    assert_eq!(cookie, Some("theme=dark; session=[redacted]"));
    let user = Client::builder().credentials(Scheme::User, AccessToken::new("u")).transport(service.clone()).build()?;
    assert!(user.pay().await.is_err_and(|error| error.to_string().contains("`user` and `app`, or `app` and `key`")));
    user.list_notes().await?;
    let last = service.requests().pop().ok_or("it was sent")?;
    assert_eq!((last.headers()["authorization"].to_str()?, last.headers().get("cookie")), ("Bearer u", None));
    Ok(())
}

#[tokio::test]
async fn a_token_that_would_end_its_cookie_is_not_sent() -> Outcome {
    use several_credentials::{ApiKey, Client, Scheme};
    let service = always(200, "");
    for token in ["a;b", "a b", "a\"", "\u{e9}"] {
        let builder = Client::builder().credentials(Scheme::Session, ApiKey::new(token));
        let client = builder.transport(service.clone()).build()?;
        let refused = client.list_notes().await.err().ok_or("it cannot be sent")?;
        assert!(refused.is_credentials() && !refused.to_string().contains(token), "{refused}");
    }
    assert!(service.requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn whole_numbers_of_an_enum_are_numbers_on_the_wire() -> Outcome {
    use whole_number_enum::models::{Level, Priority, Task};
    const TEXT: &str = r#"{"level":7,"priority":10}"#;
    let client = |text| whole_number_enum::Client::builder().transport(always(200, text)).build();
    let task = Task::builder().level(Level::Minus1).priority(Priority::Soon).build();
    assert_eq!(client(TEXT)?.put_task(&task).to_request()?.body_text(), Some(r#"{"level":-1,"priority":10}"#));
    let answer = client(TEXT)?.put_task(&task).await?;
    assert!(matches!(answer.level, Level::Unknown(_)));
    assert_eq!((answer.level.as_i64(), answer.priority), (7, Priority::Soon));
    assert_eq!(client(TEXT)?.put_task(&answer).to_request()?.body_text(), Some(TEXT));
    let found = client(TEXT)?.find_tasks().level(&[Level::Value1, Level::Minus1]).to_request()?;
    assert_eq!(found.url(), "https://api.example.com/tasks?level=1&level=-1&priority=10");
    for wrong in [r#"{"level":1,"priority":11}"#, r#"{"level":"1","priority":10}"#, r#"{"level":1.5,"priority":10}"#] {
        assert!(client(wrong)?.put_task(&task).await.is_err_and(|error| error.is_decode()), "{wrong}");
    }
    Ok(())
}

#[tokio::test]
async fn a_member_is_known_by_what_it_looks_like() -> Outcome {
    use union_shapes::models::{Block, Content, Message};
    const TEXT: &str = r#"{"content":["a",true,-1.5,{"text":"b","reply":"c"}],"blocks":[{"kind":"text","text":"t"},{"kind":2,"image":"i"},{"quote":["q"]},{"form":"oval","link":"l"}]}"#;
    let client = union_shapes::Client::builder().transport(always(200, TEXT)).build()?;
    let message = Message::builder().content(Content::Size(0.5)).blocks(Vec::new()).build();
    assert_eq!(client.post_message(&message).to_request()?.body_text(), Some(r#"{"content":0.5,"blocks":[]}"#));
    let answer = client.post_message(&message).await?.into_inner();
    let Content::List(parts) = &answer.content else { return Err("a list was sent".into()) };
    assert!(matches!(parts.as_slice(), [Content::Text(_), Content::Sent(true), Content::Size(_), Content::Draft(_)]));
    assert!(matches!(answer.blocks.as_slice(), [Block::Text(_), Block::Number(_), Block::Quote(_), Block::Unknown(_)]));
    assert_eq!(client.post_message(&answer).to_request()?.body_text(), Some(TEXT));
    Ok(())
}

#[tokio::test]
async fn what_has_two_signs_or_none_is_unknown() -> Outcome {
    use union_shapes::models::{Block, Content, Message};
    const TEXT: &str = r#"{"content":"a","blocks":[7,{"kind":"text","quote":[]},{"kind":"video","size":18}]}"#;
    let client = |text| union_shapes::Client::builder().transport(always(200, text)).build();
    let message = Message::builder().content(Content::Sent(true)).blocks(Vec::new()).build();
    let answer = client(TEXT)?.post_message(&message).await?.into_inner();
    assert!(answer.blocks.iter().all(|block| matches!(block, Block::Unknown(_))), "{:?}", answer.blocks);
    assert_eq!(format!("{:?}", answer.blocks[0]), "Unknown(UnknownShape(a number))");
    assert_eq!(client(TEXT)?.post_message(&answer).to_request()?.body_text(), Some(TEXT));
    for null in [r#"{"content":null,"blocks":[]}"#, r#"{"content":"a","blocks":[null]}"#] {
        assert!(client(null)?.post_message(&message).await.is_err_and(|error| error.is_decode()), "{null}");
    }
    Ok(())
}

#[tokio::test]
async fn none_is_an_empty_list_if_its_body_is_as_declared() -> Outcome {
    let client = |text| none::Client::builder().transport(always(404, text)).build();
    assert!(client(r#"{"message":"none"}"#)?.list_notes().await?.is_empty());
    assert!(client(r#"{"other":1}"#)?.list_notes().await.is_err_and(|error| error.is_not_found()));
    assert!(client("<html>")?.list_notes().await.is_err());
    Ok(())
}

#[test]
fn a_variant_sends_its_constants() -> Outcome {
    let client = variants::Client::builder().build()?;
    let once = variants::models::CreateJob::once().name("a").build();
    assert_eq!(client.create_job(&once).to_request()?.body_text(), Some(r#"{"name":"a","now":true}"#));
    Ok(())
}

#[tokio::test]
async fn fields_go_one_way() -> Outcome {
    use read_write_only::{Client, models::User};
    let client = Client::builder().transport(always(200, r#"{"id":7,"name":"a","password":"b"}"#)).build()?;
    let user = User::builder().name("a").password("p".to_owned()).build();
    let sent = client.replace_user(&user).to_request()?;
    assert_eq!(sent.body_text(), Some(r#"{"name":"a","password":[redacted]}"#));
    let received = client.replace_user(&user).await?;
    assert_eq!((received.id, &received.password), (Some(7), &None));
    Ok(())
}

#[test]
fn type_parameters_are_inferred() -> Outcome {
    use generics::{Client, models};
    let numbers = std::collections::BTreeMap::from([("one".to_owned(), 1)]);
    let outer = models::Outer::new(models::Pair::builder().first(models::Item::new("a")).second(numbers).build());
    let request = Client::builder().build()?.exchange(&outer).to_request()?;
    assert_eq!(request.body_text(), Some(r#"{"pair":{"first":{"name":"a"},"second":{"one":1}}}"#));
    Ok(())
}
