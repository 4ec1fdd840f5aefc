//! What generated code is written with: a user of a client holds none of it.

use std::future::poll_fn;
use std::io;
use std::time::Duration;

use apiloom_chaos::secrets::Sentinels;
use partner_insights::runtime::serde_json;
use partner_insights::runtime::wire::{
    Answer, Api, Call, Casing, Held, Of, Operation, Scheme, Security, Segment, Settings, Shaped, Sign, Tagged,
    WaitForAll, Waiting, decode,
};
use partner_insights::runtime::{Events, PageToken, ReqwestTransport, ServerEvent};
use partner_insights::{AccessToken, Binary, Body, InMemory, Json, Presence, Secret, TransportError};

use super::super::looked::Looked;
use crate::robust::planted::{ACCESS_TOKEN, BODY_FIELD, LINK_SIGNATURE};

static API: Api = Api { name: "Vault", security: Security::Bearer, ..Api::NEW };
static OPEN: Operation =
    Operation { name: "open_vault", template: "/vault", path: &[Segment::Literal("/vault")], ..Operation::NEW };
static WAITING: Waiting<Json> = Waiting {
    name: "opened",
    with: &[],
    state: |_| None,
    reached: &["open"],
    failed: &[],
    of: Of::All,
    identity: None,
    order: None,
    pending: None,
    every: Duration::from_secs(1),
    within: Duration::from_secs(1),
};

pub(super) async fn look(planted: &Sentinels, looked: &mut Looked<'_>) -> io::Result<()> {
    let field = planted.value(BODY_FIELD);
    looked.debug(&Held::new(AccessToken::new(planted.value(ACCESS_TOKEN))));
    looked.debug(&Presence::Present(Secret::new(field.to_owned())));
    looked.debug(&Binary::from(field.as_bytes()));
    looked.debug(&Body::from(field.to_owned()));
    looked.debug(&PageToken::new(planted.value(LINK_SIGNATURE)));
    looked.both(&TransportError::timeout("late"));
    // What generated code says of an API is in its source: it shows what stands there.
    looked.debug(&API);
    looked.debug(&OPEN);
    looked.debug(&Scheme { name: "user", place: Security::Header("X-Key") });
    looked.debug(&API.security);
    looked.debug(&Sign::Kinds(&[]));
    calls(planted, looked).await?;
    read(field, looked);
    Ok(())
}

async fn calls(planted: &Sentinels, looked: &mut Looked<'_>) -> io::Result<()> {
    let answer = planted.value(BODY_FIELD).to_owned();
    let service = InMemory::new(move |_| Ok(InMemory::json(200, answer.clone())));
    let settings = Settings::new(&API).base_url("https://api.example").transport(service);
    let settings = settings.credentials(AccessToken::new(planted.value(ACCESS_TOKEN)));
    looked.debug(&settings);
    let core = settings.build().map_err(io::Error::other)?;
    looked.debug(&core);
    let call = || {
        let mut call = Call::new(&core, &OPEN);
        call.text(planted.value(BODY_FIELD), "text/plain");
        call
    };
    looked.debug(&call());
    let mut called = call();
    let shown = poll_fn(|context| called.poll(context, |answer| Ok(format!("{answer:?}\n{answer:#?}"))));
    looked.was_shown::<Answer>("Debug", &shown.await.map_err(io::Error::other)?);
    looked.debug(&WaitForAll::new(call(), &WAITING, |answer| Ok(answer.json::<Vec<Json>>()?.into_inner())));
    looked.debug(&Events::text(call(), None));
    looked.debug(&ServerEvent::new(Secret::new(planted.value(BODY_FIELD).to_owned())));
    looked.debug(&ReqwestTransport::new(reqwest::Client::new()));
    Ok(())
}

/// What is read from an answer with a secret in it, and why it is not.
fn read(secret: &str, looked: &mut Looked<'_>) {
    let json = format!(r#"{{"kind":"other","password":"{secret}"}}"#);
    let tagged = |json: &str| Tagged::read(&mut serde_json::Deserializer::from_str(json), "kind", Casing::Exact);
    if let Ok(tagged) = tagged(&json) {
        looked.debug(&tagged.into_unknown());
    }
    let shaped = |json: &str| Shaped::read(&mut serde_json::Deserializer::from_str(json), Casing::Exact);
    if let Ok(unknown) = shaped(&json).and_then(Shaped::into_unknown) {
        looked.debug(&unknown);
    }
    if let Err(error) = decode::from_slice::<Vec<u8>>(json.as_bytes(), Casing::Exact) {
        looked.both(&error);
    }
}
