//! Any text wherever a spec has prose: it stays prose. No block of code that runs, no HTML, no link but to https.
#![no_main]

use std::sync::LazyLock;

use apiloom_fuzz::generator;
use apiloom_fuzz::oracle::Client;
use apiloom_fuzz::yaml::quoted;
use libfuzzer_sys::fuzz_target;

static HARMLESS: LazyLock<Client> =
    LazyLock::new(|| client("x").unwrap_or_else(|| unreachable!("harmless text is accepted")));

fuzz_target!(|text: &str| {
    if let Some(difference) = client(text).and_then(|client| client.difference(&HARMLESS)) {
        panic!("{text:?} became {difference}");
    }
});

fn client(text: &str) -> Option<Client> {
    let text = quoted(text);
    let spec = format!(
        r"apiloom: 1
name: {text}
description: {text}
servers: {{ main: {{ url: https://a.example, description: {text}, deprecated: {text} }} }}
operations:
  run_it:
    summary: {text}
    description: {text}
    deprecated: {text}
    request: PUT /run
    query: {{ size: {{ type: string?, description: {text}, default: {text}, example: {text}, deprecated: {text} }} }}
    headers: {{ X-Const: {{ const: a, description: {text} }} }}
    body: {{ type: Model, description: {text} }}
    returns: {{ type: Model, description: {text} }}
    errors: {{ 404: {{ type: Model, description: {text} }} }}
schemas:
  Model:
    description: {text}
    deprecated: {text}
    fields: {{ one: {{ type: string?, description: {text}, default: {text}, example: {text}, deprecated: {text} }} }}
  Kind: {{ description: {text}, enum: {{ one: {text}, two: {{ description: {text}, deprecated: {text} }} }} }}
"
    );
    generator::client(spec.as_bytes())
}
