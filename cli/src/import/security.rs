//! Security schemes and servers.

use std::collections::BTreeMap;

use super::tree::Node;
use super::value::{Map, Value};
use super::{Importer, reference};

/// Where an API is served that does not say where.
pub(super) const PLACEHOLDER: &str = "https://api.example.com";

impl Importer<'_> {
    /// The kind of credentials that most operations want is the API's.
    pub(super) fn security(&mut self) -> Option<Value> {
        let root = self.root;
        let mut wanted: BTreeMap<String, (usize, Value)> = BTreeMap::new();
        let general = root.get("security");
        let operations = root.get("paths").map(Node::entries).unwrap_or_default().iter();
        let operations =
            operations.flat_map(|(_, item)| item.entries()).filter(|(_, node)| node.get("responses").is_some());
        let all: Vec<&Node> = operations.map(|(_, node)| node).collect();
        for node in all {
            let Some(security) = node.get("security").or(general) else { continue };
            if let Some(value) = self.scheme(security) {
                wanted.entry(format!("{value:?}")).or_insert((0, value)).0 += 1;
            }
        }
        let most = wanted.into_values().max_by_key(|(count, _)| *count).map(|(_, value)| value);
        self.security.clone_from(&most);
        most
    }

    /// What an operation says of its own, where that is something else.
    pub(super) fn security_of(&mut self, node: &Node, keys: &mut Map) {
        let root = self.root;
        let Some(security) = node.get("security").or_else(|| root.get("security")) else {
            if self.security.is_some() {
                keys.set("security", "none");
            }
            return;
        };
        let is_optional = security.items().is_empty() || security.items().iter().all(|one| one.entries().is_empty());
        if is_optional {
            if self.security.is_some() {
                keys.set("security", "none");
            }
            return;
        }
        let own = self.scheme(security);
        if own != self.security {
            self.note("security", "another kind of credentials than most operations': these are sent", security.place);
        }
    }

    /// The first of the alternatives that the language has.
    fn scheme(&self, security: &Node) -> Option<Value> {
        let root = self.root;
        let schemes = reference::at(root, "#/components/securitySchemes")?;
        let alternatives = security.items().iter();
        let mut found = alternatives.filter_map(|one| {
            let (name, _) = one.entries().first()?;
            let scheme = schemes.get(name)?;
            let scheme = reference::follow(root, scheme).map_or(scheme, |(target, _)| target);
            kind(scheme)
        });
        found.next()
    }

    pub(super) fn servers(&mut self, given: Option<&str>) -> Map {
        let root = self.root;
        let mut servers = Map::default();
        if let Some(url) = given {
            servers.set("main", server(url.trim_end_matches('/').to_owned(), Map::default(), None));
            return servers;
        }
        let mut names = super::names::Names::default();
        for node in root.get("servers").map(Node::items).unwrap_or_default() {
            let Some((url, variables)) = self.server_url(node) else { continue };
            let description = node.text_of("description").map(super::prose::prose).filter(|text| !text.is_empty());
            let description = description.as_deref();
            let is_short = |text: &&str| text.split_whitespace().count() <= 2;
            let wanted = if servers.is_empty() { "main" } else { description.filter(is_short).unwrap_or("server") };
            let known = servers.0.iter().any(|(_, known)| same_url(known, &url));
            if !known {
                servers.set(names.snake(wanted, "server"), server(url, variables, description));
            }
        }
        if servers.is_empty() {
            let place = root.get("servers").map_or(root.place, |servers| servers.place);
            self.note(
                "servers",
                "no address of its own: give `--server`; `https://api.example.com` stands in its place",
                place,
            );
            servers.set("main", PLACEHOLDER);
        }
        servers
    }

    /// An address, with what callers choose of it. A variable that cannot stand where it does is replaced by its default.
    fn server_url(&mut self, node: &Node) -> Option<(String, Map)> {
        let mut url = node.text_of("url")?.to_owned();
        let mut variables = Map::default();
        for (name, variable) in node.get("variables").map(Node::entries).unwrap_or_default() {
            let braces = format!("{{{name}}}");
            let default = variable.text_of("default").unwrap_or_default();
            let is_plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
            let behind = url.split_once("://").map_or("", |(_, behind)| behind);
            if !is_plain || default.is_empty() || default.contains('/') || behind.matches(&braces).count() != 1 {
                self.note("server variable", "its default is taken", variable.place);
                url = url.replace(&braces, default);
                continue;
            }
            variables.set(name.clone(), super::objects::short_of(variable_keys(variable, default), "default"));
        }
        let url = url.trim_end_matches('/').to_owned();
        let is_whole = (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(['?', '#']);
        let names = variables.0.iter().fold(url.clone(), |url, (name, _)| url.replace(&format!("{{{name}}}"), ""));
        if !is_whole || names.contains(['{', '}']) {
            self.note("server", "not a whole address: left out", node.place);
            return None;
        }
        Some((url, variables))
    }
}

fn variable_keys(variable: &Node, default: &str) -> Map {
    let mut keys = Map::default();
    keys.set("default", default);
    let values = variable.get("enum").map(Node::items).unwrap_or_default();
    let values: Vec<&str> = values.iter().filter_map(Node::text).collect();
    if values.contains(&default) {
        keys.set("enum", Value::List(values.into_iter().map(Value::from).collect()));
    }
    keys.set_some(
        "description",
        variable.text_of("description").map(super::prose::prose).filter(|text| !text.is_empty()),
    );
    keys
}

fn same_url(known: &Value, url: &str) -> bool {
    match known {
        Value::Text(known) => known == url,
        Value::Map(keys) => keys.get("url").is_some_and(|known| same_url(known, url)),
        _ => false,
    }
}

fn server(url: String, variables: Map, description: Option<&str>) -> Value {
    let host = url.split("://").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
    let is_loopback = matches!(host, "localhost" | "127.0.0.1");
    let mut keys = Map::default();
    let is_plain = url.starts_with("http://") && !is_loopback;
    keys.set("url", url);
    if !variables.is_empty() {
        keys.set("variables", variables);
    }
    keys.set_some("description", description);
    if is_plain {
        keys.set("plain", true);
    }
    match keys.0.as_slice() {
        [(_, only)] => only.clone(),
        _ => keys.into(),
    }
}

fn kind(scheme: &Node) -> Option<Value> {
    let name = || scheme.text_of("name");
    let http = scheme.text_of("scheme").unwrap_or_default().to_ascii_lowercase();
    match (scheme.text_of("type")?, http.as_str(), scheme.text_of("in")) {
        ("http", "basic", _) | ("basic", ..) => Some(Value::from("basic")),
        ("http" | "oauth2" | "openIdConnect", ..) => Some(Value::from("bearer")),
        ("apiKey", _, Some(place @ ("header" | "query"))) => {
            // A token in this field is one that has to be written with its scheme: `Bearer`.
            if name()?.eq_ignore_ascii_case("authorization") {
                return Some(Value::from("bearer"));
            }
            Some(Value::Map(Map(vec![(place.to_owned(), Value::from(name()?))])))
        }
        _ => None,
    }
}
