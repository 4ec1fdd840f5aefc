//! An operation in which everything is secret: a segment, a query, a header field, a cookie, a field of the body, and
//! a key in the query. The client that the proofs are about has no such operation; generated code is like this.

use std::io;
use std::sync::Arc;

use apiloom_chaos::fault::{Carrier, Scene, Stage, Times};
use apiloom_chaos::secrets::Sentinels;
use partner_insights::runtime::wire::{
    Answer, Api, Call, ClientCore, Declared, Encode, Encoder, Operation, Parameter, Security, Segment, Settings,
    StatusKey,
};
use partner_insights::{ApiKey, Json, Limits, Method, Network, Retry, Secret};

use crate::report::Report;
use crate::robust::cases;
use crate::robust::client::Patience;
use crate::robust::planted::{API_KEY, BODY_FIELD, COOKIE, HEADER, SEGMENT, URL_PASSWORD};
use crate::robust::world::World;

static API: Api = Api { name: "Vault", security: Security::Query("key"), ..Api::NEW };

const fn secret(parameter: Parameter) -> Parameter {
    Parameter { secret: true, ..parameter }
}

static OPERATION: Operation = Operation {
    name: "open_vault",
    method: Method::PUT,
    template: "/vaults/{vault}",
    path: &[Segment::Literal("/vaults/"), Segment::Parameter(0)],
    parameters: &[
        secret(Parameter::path("vault")),
        secret(Parameter::query("code")),
        secret(Parameter::header("X-Code")),
        secret(Parameter::cookie("session")),
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[]), Declared::new(StatusKey::Default, "", &["message"])],
    ..Operation::NEW
};

/// A body with a secret field.
struct Body(Secret<String>);

impl Encode for Body {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        object.field("password", &self.0);
        object.end();
    }
}

pub(super) fn run(world: &Arc<World>, report: &mut Report) -> io::Result<()> {
    refused_urls(world);
    let (shared, numbers) = (Arc::clone(world), (0..world.faults.len() as u64).collect());
    let (mut tried_all, mut wrong) = (0, Vec::new());
    let work = move |number| tried(Arc::clone(&shared), number);
    let hanging = cases::run("vault", numbers, work, |number, end| {
        wrong.extend(end.panics);
        match end.value {
            Some(Ok(was_tried)) => tried_all += u64::from(was_tried),
            Some(Err(error)) => wrong.push(format!("fault {number}: {error}")),
            None => {}
        }
    })?;
    let failures = wrong.len() + hanging.len();
    report.must_be_none(
        "S1",
        "an operation full of secrets, at every fault: panics, calls that never end",
        failures,
        tried_all,
    );
    wrong.into_iter().take(5).for_each(|wrong| report.finding(wrong));
    Ok(())
}

/// A password in a URL is refused, and not repeated.
fn refused_urls(world: &World) {
    let password = world.planted.value(URL_PASSWORD);
    for url in [
        format!("https://user:{password}@api.example.com"),
        format!("https://{password}@api.example.com/v1"),
        format!("http://api.example.com/{password}"),
        password.to_owned(),
        format!("https://api.example.com?key={password}"),
    ] {
        let settings = Settings::new(&API).base_url(url.clone());
        world.scanner.sink("settings", format!("{settings:?}"));
        let told = settings.build().map(|core| format!("{core:?}"));
        world.scanner.sink("settings", told.unwrap_or_else(|error| format!("{error} {error:?}")));
        let told = Network::default().proxy(&url).map(|network| format!("{network:?}"));
        world.scanner.sink("settings", told.unwrap_or_else(|error| format!("{error} {error:?}")));
    }
}

/// Whether the fault fits.
async fn tried(world: Arc<World>, number: u64) -> io::Result<bool> {
    let fault = usize::try_from(number).ok().and_then(|number| world.faults.get(number));
    // Pages are of other operations.
    let Some(fault) = fault.filter(|fault| fault.row() != "B62") else { return Ok(false) };
    let carrier = if fault.carriers().contains(&Carrier::Http1Tls) { Carrier::Http1Tls } else { Carrier::Http2Tls };
    let good = apiloom_chaos::Answer::json(r#"{"id":"a"}"#);
    let scene = Scene { times: Times::Always, mebibytes: 1, ..Scene::new(carrier, good) };
    let Some(stage) = Stage::open(fault, &scene, &world.authority).await? else { return Ok(false) };
    let core = core(&world, &stage).map_err(io::Error::other)?;
    let mut call = call(&core, &world.planted);
    let scanner = &world.scanner;
    scanner.sink("calls", format!("{call:?}"));
    if let Ok(request) = call.to_request() {
        scanner.sink("requests", format!("{request}\n{request:?}\n{request:#?}\n{}", request.curl()));
        scanner.sink("requests", format!("{:?}", request.headers().collect::<Vec<_>>()));
    }
    match std::future::poll_fn(|context| call.poll(context, Answer::json::<Json>)).await {
        Ok(response) => scanner.sink("answers", format!("{response:?}")),
        Err(error) => scanner.sink("errors", format!("{error}\n{error:?}\n{error:#?}\n{:?}", error.message())),
    }
    scanner.sink("another server", stage.elsewhere().received());
    drop((call, core));
    stage.stop().await;
    Ok(true)
}

fn core(world: &World, stage: &Stage) -> Result<ClientCore, partner_insights::Error> {
    let network = Network::default().trust(world.authority.pem().as_bytes())?.trust_nothing_else();
    let network = match stage.proxy_url() {
        Some(proxy) => network.proxy(&proxy)?,
        None => network.no_proxy(),
    };
    Settings::new(&API)
        .base_url(stage.base_url())
        .credentials(ApiKey::new(world.planted.value(API_KEY)))
        .network(network)
        .limits(Limits::default().attempt(Patience::Short.attempt()).body(64 * 1024))
        .retry(Retry::never())
        .build()
}

fn call(core: &ClientCore, planted: &Sentinels) -> Call {
    let mut call = Call::new(core, &OPERATION);
    for (index, name) in [SEGMENT, API_KEY, HEADER, COOKIE].into_iter().enumerate() {
        call.set(index, &planted.value(name));
    }
    call.json(&Body(Secret::new(planted.value(BODY_FIELD).to_owned())), "application/json");
    call
}
