//! Where an API is served.

use super::Importer;
use super::exported::extension;
use super::tree::Node;
use super::value::{Map, Value};

/// Where an API is served that does not say where.
pub(super) const PLACEHOLDER: &str = "https://api.example.com";

impl Importer<'_> {
    pub(super) fn servers(&mut self, given: Option<&str>) -> Map {
        let root = self.root;
        let mut servers = Map::default();
        if let Some(url) = given {
            servers.set("main", server(url.trim_end_matches('/').to_owned(), Map::default(), None));
            return servers;
        }
        let mut names = super::names::Names::default();
        if self.exact {
            return self.exact_servers();
        }
        for node in root.get("servers").map(Node::items).unwrap_or_default() {
            let Some((url, variables)) = self.server_url(node) else { continue };
            let description = node.text_of("description").map(super::prose::prose).filter(|text| !text.is_empty());
            let description = description.as_deref();
            let is_short = |text: &&str| text.split_whitespace().count() <= 2;
            let wanted = if servers.is_empty() { "main" } else { description.filter(is_short).unwrap_or("server") };
            let known = servers.0.iter().any(|(_, known)| same_url(known, &url));
            if !known {
                servers.set(names.server(wanted), server(url, variables, description));
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

    fn exact_servers(&self) -> Map {
        let root = self.root;
        let mut servers = Map::default();
        let mut names = super::names::Names::default();
        for node in root.get("servers").map(Node::items).unwrap_or_default() {
            let mut keys = Map::default();
            keys.set_some("url", node.text_of("url"));
            let variables = node.get("variables").map(Node::entries).unwrap_or_default().iter();
            let variables = variables.map(|(name, node)| (name.clone(), self.exact_variable(node)));
            let variables = Map(variables.collect());
            keys.set_some("variables", Some(variables).filter(|variables| !variables.is_empty()));
            self.carry(node, &mut keys);
            let name = extension(node, "name").and_then(Node::text).map(str::to_owned);
            let name = name.unwrap_or_else(|| names.server(node.text_of("description").unwrap_or("server")));
            servers.set(name, super::objects::short_for("url", keys));
        }
        servers
    }

    fn exact_variable(&self, node: &Node) -> Value {
        let mut keys = Map::default();
        keys.set_some("default", node.text_of("default"));
        let values: Vec<&str> =
            node.get("enum").map(Node::items).unwrap_or_default().iter().filter_map(Node::text).collect();
        keys.set_some("enum", Some(values).filter(|values| !values.is_empty()).map(|values| self.texts(node, &values)));
        self.carry(node, &mut keys);
        super::objects::short_for("default", keys)
    }

    /// Whether an operation is served by some of the API's servers alone, which the language can say.
    pub(super) fn own_servers(&self, node: &Node, keys: &mut Map) -> bool {
        let urls: Vec<&str> = node
            .get("servers")
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .filter_map(|one| one.text_of("url"))
            .collect();
        let mut own = Vec::new();
        for (name, known) in &self.servers.0 {
            if urls.iter().any(|url| same_url(known, url) || same_url(known, url.trim_end_matches('/'))) {
                own.push(Value::from(name.as_str()));
            }
        }
        let is_whole = !urls.is_empty() && own.len() == urls.len();
        let is_some = own.len() < self.servers.0.len() || self.exact;
        if is_whole && is_some {
            keys.set("servers", Value::List(own));
        }
        is_whole
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
            variables.set(name.clone(), super::objects::short_for("default", variable_keys(variable, default)));
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
