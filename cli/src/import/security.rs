//! Security schemes: one kind of credentials, or several with names.

use super::exported::extension;
use super::tree::Node;
use super::value::{Map, Value};
use super::{Importer, names, reference};

/// What callers may prove who they are with.
#[derive(Debug, Default)]
pub(super) struct Credentials {
    /// By the names of their schemes: those of one kind are the same.
    known: Vec<(String, Value)>,
    /// What each scheme is called.
    names: Vec<(String, String)>,
    /// Whether they have names in the spec.
    named: bool,
    /// What is wanted where an operation says nothing else.
    usual: Option<Value>,
}

impl Importer<'_> {
    /// What credentials there are, and what most operations want.
    pub(super) fn security(&mut self, api: &mut Map) {
        let root = self.root;
        let general = root.get("security");
        let all: Vec<&Node> = operations(root).filter_map(|node| node.get("security").or(general)).collect();
        self.declare(&all, general);
        if self.credentials.named {
            let known = self.credentials.known.iter();
            api.set("credentials", Map(known.map(|(name, kind)| (name.clone(), kind.clone())).collect()));
        }
        let mut usual = general.filter(|_| self.exact).and_then(|security| self.wanted(security));
        if !self.exact {
            // Of two that are wanted as often, the one that the document says of the API.
            let said = general.and_then(|security| self.wanted(security));
            let mut counted: Vec<(Value, usize)> = said.map(|said| (said, 0)).into_iter().collect();
            for wanted in all.iter().filter_map(|security| self.wanted(security)) {
                match counted.iter_mut().find(|(known, _)| *known == wanted) {
                    Some((_, count)) => *count += 1,
                    None => counted.push((wanted, 1)),
                }
            }
            let most = counted.iter().map(|(_, count)| *count).max();
            let most = counted.into_iter().find(|(_, count)| *count > 0 && Some(*count) == most);
            usual = most.map(|(wanted, _)| wanted);
        }
        api.set_some("security", usual.clone());
        self.credentials.usual = usual;
    }

    /// Which schemes are used, and whether they need names: one kind that is always wanted needs none.
    fn declare(&mut self, all: &[&Node], general: Option<&Node>) {
        let root = self.root;
        let schemes = reference::at(root, "#/components/securitySchemes").map(Node::entries).unwrap_or_default();
        let is_used = |name: &str| {
            let used = all.iter().copied().chain(general).flat_map(Node::items);
            self.exact || used.flat_map(Node::entries).any(|(known, _)| known == name)
        };
        let mut taken = names::Names::default();
        let mut credentials = Credentials::default();
        let mut unknown = Vec::new();
        for (scheme, node) in schemes.iter().filter(|(name, _)| is_used(name)) {
            let node = reference::follow(root, node).map_or(node, |(target, _)| target);
            let Some(kind) = kind(node) else {
                unknown.push(node.place);
                continue;
            };
            let same = credentials.known.iter().find(|(_, known)| *known == kind).filter(|_| !self.exact);
            let name = match same {
                Some((name, _)) => name.clone(),
                None if self.exact => scheme.clone(),
                None => taken.snake(scheme, "credentials"),
            };
            if same.is_none() {
                credentials.known.push((name.clone(), kind));
            }
            credentials.names.push((scheme.clone(), name));
        }
        for place in unknown {
            self.note("security", "credentials of a kind that is not sent with a request: left out", place);
        }
        let is_choice = |security: &&&Node| {
            let empty = security.items().iter().filter(|way| way.entries().is_empty()).count();
            empty > 0 && empty < security.items().len()
        };
        credentials.named = match self.exact {
            true => schemes.iter().any(|(_, node)| extension(node, "credentials").is_some()),
            false => credentials.known.len() > 1 || all.iter().any(|security| is_choice(&security)),
        };
        credentials.named &= !credentials.known.is_empty();
        self.credentials = credentials;
    }

    /// What a list of alternatives says in the language; none where it has no credentials that the language has.
    fn wanted(&self, security: &Node) -> Option<Value> {
        let credentials = &self.credentials;
        let mut ways: Vec<Vec<&str>> = Vec::new();
        for way in security.items() {
            let named = |scheme: &str| {
                let found = credentials.names.iter().find(|(known, _)| known == scheme);
                found.map(|(_, name)| name.as_str())
            };
            let Some(mut names) = way.entries().iter().map(|(scheme, _)| named(scheme)).collect::<Option<Vec<_>>>()
            else {
                continue;
            };
            names.dedup();
            if !ways.contains(&names) {
                ways.push(names);
            }
        }
        if !credentials.named {
            let name = ways.iter().flatten().next()?;
            return credentials.known.iter().find(|(known, _)| known == name).map(|(_, kind)| kind.clone());
        }
        let text = |way: &Vec<&str>| if way.is_empty() { "none".to_owned() } else { way.join(" + ") };
        match ways.as_slice() {
            [] => None,
            [only] if !only.is_empty() || !self.exact => Some(Value::from(text(only))),
            several => Some(Value::List(several.iter().map(|way| Value::from(text(way))).collect())),
        }
    }

    /// What an operation says of its own, where that is something else, and what tokens have to be good for.
    pub(super) fn security_of(&mut self, node: &Node, keys: &mut Map) {
        let root = self.root;
        let security = node.get("security").or_else(|| root.get("security"));
        let ways = security.map(Node::items).unwrap_or_default();
        let is_open = ways.iter().all(|way| way.entries().is_empty());
        let wanted = if is_open && !self.exact { None } else { security.and_then(|security| self.wanted(security)) };
        let is_said = match self.exact {
            true => node.get("security").is_some() && extension(node, "inherited-security").is_none(),
            false => wanted != self.credentials.usual,
        };
        if is_said {
            keys.set("security", wanted.unwrap_or_else(|| Value::from("none")));
        }
        self.scopes(ways, keys);
    }

    /// OAuth's scopes, and what other schemes call roles: those of the first alternative that has some.
    fn scopes(&mut self, ways: &[Node], keys: &mut Map) {
        let scopes = |way: &Node| {
            let mut scopes: Vec<String> = Vec::new();
            let all = way.entries().iter().flat_map(|(_, scopes)| scopes.items()).filter_map(Node::text);
            all.for_each(|scope| {
                if !scopes.iter().any(|known| known == scope) {
                    scopes.push(scope.to_owned());
                }
            });
            scopes
        };
        let is_scope =
            |text: &String| !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && c != '"' && c != '\\');
        let alternatives: Vec<(Vec<String>, &Node)> =
            ways.iter().map(|way| (scopes(way), way)).filter(|(scopes, _)| !scopes.is_empty()).collect();
        let Some((first, _)) = alternatives.first() else { return };
        for (other, way) in &alternatives {
            if other != first {
                self.note("scopes", "those of the first alternative are said", way.place);
            }
            if !other.iter().all(is_scope) {
                self.note("scopes", "no scope of OAuth (RFC 6749 section 3.3): left out", way.place);
            }
        }
        let kept: Vec<Value> =
            first.iter().filter(|scope| is_scope(scope)).map(|scope| scope.as_str().into()).collect();
        keys.set_some("scopes", Some(kept).filter(|kept| !kept.is_empty()).map(Value::List));
    }
}

fn operations(root: &Node) -> impl Iterator<Item = &Node> {
    let items = root.get("paths").map(Node::entries).unwrap_or_default().iter();
    let operations = items.flat_map(|(_, item)| item.entries()).map(|(_, node)| node);
    operations.filter(|node| node.get("responses").is_some())
}

fn kind(scheme: &Node) -> Option<Value> {
    let name = || scheme.text_of("name");
    let http = scheme.text_of("scheme").unwrap_or_default().to_ascii_lowercase();
    match (scheme.text_of("type")?, http.as_str(), scheme.text_of("in")) {
        ("http", "basic", _) | ("basic", ..) => Some(Value::from("basic")),
        ("http" | "oauth2" | "openIdConnect", ..) => Some(Value::from("bearer")),
        ("apiKey", _, Some(place @ ("header" | "query" | "cookie"))) => {
            // A token in this field is one that has to be written with its scheme: `Bearer`.
            if place == "header" && name()?.eq_ignore_ascii_case("authorization") {
                return Some(Value::from("bearer"));
            }
            Some(Value::Map(Map(vec![(place.to_owned(), Value::from(name()?))])))
        }
        _ => None,
    }
}
