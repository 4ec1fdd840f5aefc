//! The facts of an API that reviews are about, each on a line: what kind of fact, about what, and the fact.

use std::collections::BTreeSet;

use apiloom_codegen::model::{Api, HeadersStruct, Operation, Schema, SchemaKind, Security, Struct};

use crate::text::split_url;

/// Every fact, in a fixed order: what matters most first, then by name.
pub(super) fn of(api: &Api) -> Vec<String> {
    let operations: Vec<&Operation> = api.tags.iter().flat_map(|tag| &tag.operations).collect();
    let sections = [
        hosts(api),
        servers(api),
        vec![line(&["security", &security(&api.security, api)])],
        operations.iter().filter_map(|operation| own_security(operation, api)).collect(),
        operations.iter().copied().flat_map(scopes).collect(),
        downloads(api),
        operations.iter().copied().flat_map(secret_parameters).collect(),
        api.schemas.iter().flat_map(secrets).collect(),
        operations.iter().copied().map(request).collect(),
    ];
    let ordered = sections.into_iter().map(BTreeSet::from_iter);
    ordered.flat_map(BTreeSet::<String>::into_iter).collect()
}

/// What a line is about, by which the old and the new fact about it stand together.
pub(super) fn subject(line: &str) -> (&str, &str) {
    let mut words = line.split(' ');
    (words.next().unwrap_or_default(), words.next().unwrap_or_default())
}

/// A line of a file that anyone may have written, for a terminal.
pub(super) fn shown(line: &str) -> String {
    let is_plain = |c: char| !c.is_control() && !crate::text::is_unseen(c);
    line.chars().map(|c| if is_plain(c) { c.to_string() } else { c.escape_unicode().to_string() }).collect()
}

/// Every host that is talked to, whatever for.
fn hosts(api: &Api) -> Vec<String> {
    let of_servers = api.servers.iter().map(|server| split_url(&server.template).0);
    let of_downloads = api.downloads.iter().flat_map(|download| &download.hosts).map(String::as_str);
    let any = api.downloads.iter().any(|download| download.hosts.is_empty());
    let hosts = of_servers.chain(of_downloads).map(|host| line(&["host", host]));
    hosts.chain(any.then(|| line(&["host", ANY_HOST]))).collect()
}

const ANY_HOST: &str = "any-public-host";

fn servers(api: &Api) -> Vec<String> {
    let mut lines = Vec::new();
    for server in &api.servers {
        lines.push(line(&["server", &server.name, &server.template]));
        lines.extend(server.variables.iter().map(|variable| {
            let values = variable.choice.as_ref().map(|(_, kind)| kind.values.iter().map(|value| value.wire.as_str()));
            let values = values.map_or_else(|| "any".to_owned(), |values| values.collect::<Vec<_>>().join(","));
            line(&["server-variable", &format!("{}.{}", server.name, variable.name), &variable.default, &values])
        }));
        lines.push(line(&["audience", &server.name, &server.audience]));
        lines.extend(server.plain.then(|| line(&["without-tls", &server.name])));
    }
    lines
}

fn security(security: &Security, api: &Api) -> String {
    let way = |way: Vec<&Security>| match way.as_slice() {
        [] => "none".to_owned(),
        places => places.iter().map(|place| place_of(place)).collect::<Vec<_>>().join("+"),
    };
    security.ways(&api.credentials).into_iter().map(way).collect::<Vec<_>>().join(",")
}

fn place_of(security: &Security) -> String {
    match security {
        Security::OneOf(_) | Security::None => "none".to_owned(),
        Security::Bearer => "bearer".to_owned(),
        Security::Basic => "basic".to_owned(),
        Security::Header(name) => format!("header:{name}"),
        Security::Query(name) => format!("query:{name}"),
        Security::Cookie(name) => format!("cookie:{name}"),
    }
}

fn own_security(operation: &Operation, api: &Api) -> Option<String> {
    let own = operation.security.as_ref().filter(|own| **own != api.security)?;
    Some(line(&["security-of", &operation.id, &security(own, api)]))
}

/// What an operation asks for of those who grant access: a widened scope stands out.
fn scopes(operation: &Operation) -> Vec<String> {
    operation.scopes.iter().map(|scope| line(&["scope", &operation.id, scope])).collect()
}

fn downloads(api: &Api) -> Vec<String> {
    let mut lines = Vec::new();
    for download in &api.downloads {
        let (method, field) = (download.method.to_string(), format!("{}.{}", download.schema.wire, download.wire));
        lines.push(line(&["download", &method, &field]));
        lines.extend(download.hosts.iter().map(|host| line(&["download-host", &method, host])));
        lines.extend(download.hosts.is_empty().then(|| line(&["download-host", &method, ANY_HOST])));
    }
    lines
}

fn secret_parameters(operation: &Operation) -> Vec<String> {
    let given = operation.parameters.iter().filter(|parameter| parameter.secret);
    let given = given.map(|parameter| {
        line(&["secret", &operation.id, &format!("{}:{}", parameter.location.word(), parameter.wire)])
    });
    let answered = operation.headers_struct.iter().flat_map(|HeadersStruct { fields, .. }| fields);
    let answered = answered.filter(|field| field.secret);
    given.chain(answered.map(|field| line(&["secret", &operation.id, &format!("answer:{}", field.wire)]))).collect()
}

fn secrets(schema: &Schema) -> Vec<String> {
    let of = |object: &Struct| -> Vec<String> {
        let fields = object.fields.iter().filter(|field| field.secret);
        fields.map(|field| line(&["secret", &schema.name.wire, &format!("field:{}", field.wire)])).collect()
    };
    match &schema.kind {
        SchemaKind::Struct(object) => of(object),
        SchemaKind::Variants(variants) => variants.iter().flat_map(|(_, _, object)| of(object)).collect(),
        SchemaKind::Named(named) if named.secret => vec![line(&["secret", &schema.name.wire, "value"])],
        SchemaKind::Named(_) | SchemaKind::Enum(_) | SchemaKind::Union(_) | SchemaKind::Alias(_) => Vec::new(),
    }
}

fn request(operation: &Operation) -> String {
    let method = operation.method.word();
    line(&["request", &operation.id, method, &operation.template])
}

/// Words with blanks between; one that has blanks itself, or anything but plain characters, is quoted as Rust does.
fn line(words: &[&str]) -> String {
    let plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_graphic() && c != '"');
    let words: Vec<String> =
        words.iter().map(|word| if plain(word) { (*word).to_owned() } else { format!("{word:?}") }).collect();
    words.join(" ")
}
