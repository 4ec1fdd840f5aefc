//! Any text as the request of an operation: refused, or a path whose text is literals and whose placeholders are the
//! declared parameters.
#![no_main]

use std::collections::BTreeSet;

use apiloom_fuzz::generator;
use apiloom_fuzz::oracle::Client;
use apiloom_fuzz::yaml::quoted;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let names = placeholders(text);
    let Some(found) = client(&format!("GET {text}"), &names).or_else(|| client(text, &names)) else { return };
    let plain: String = names.iter().flat_map(|name| ["/x/{", name, "}"]).collect();
    let Some(plain) = client(&format!("GET {plain}/x"), &names) else { return };
    let known: BTreeSet<String> = plain.words().chain(&verbs()).cloned().collect();
    let words: Vec<&String> = found.words().filter(|word| !known.contains(*word)).collect();
    assert!(words.is_empty(), "{text:?} became {words:?}");
});

/// The names between braces, each a parameter of the operation.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).filter(is_name).collect()
}

/// The methods: they become names of the code.
fn verbs() -> BTreeSet<String> {
    ["PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "Literal"].map(str::to_owned).into()
}

fn client(request: &str, names: &BTreeSet<&str>) -> Option<Client> {
    let path: String = names.iter().flat_map(|name| [quoted(name), ": string, ".to_owned()]).collect();
    let spec = format!(
        "apiloom: 1\nname: Paths\nservers: {{ main: https://a.example }}\noperations:\n  run_it: {{ summary: Runs., \
         request: {}, path: {{ {path} }}, returns: empty }}\n",
        quoted(request)
    );
    generator::client(spec.as_bytes())
}
