//! Swagger 2.0 as the same document of OpenAPI 3: what stands elsewhere there, or is called otherwise.

use super::reference;
use super::tree::{Kind, Node};

const METHODS: [&str; 7] = ["get", "head", "put", "post", "patch", "delete", "options"];

/// What a parameter says about its values, which OpenAPI 3 has in a `schema`.
const OF_SCHEMA: [&str; 17] = [
    "type",
    "format",
    "items",
    "default",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "x-nullable",
];

pub(super) fn to_openapi(root: &Node) -> Node {
    let renamed = rename(root);
    let mut components = map(&renamed);
    for (from, to) in
        [("definitions", "schemas"), ("securityDefinitions", "securitySchemes"), ("responses", "responses")]
    {
        if let Some(node) = renamed.get(from) {
            components = components.with(to, node.clone());
        }
    }
    let parameters = renamed.get("parameters").cloned().unwrap_or_default();
    let paths = renamed.get("paths").cloned().unwrap_or_default();
    let context = Context { root: &renamed, parameters: &parameters };
    let responses = components.get("responses").map(|all| each(all, |node| context.response(node, &renamed)));
    if let Some(responses) = responses {
        components = components.with("responses", responses);
    }
    let paths = each(&paths, |item| context.path_item(item));
    let servers = servers(&renamed);
    renamed.with("components", components).with("paths", paths).with("servers", servers)
}

struct Context<'d> {
    root: &'d Node,
    parameters: &'d Node,
}

impl Context<'_> {
    fn path_item(&self, item: &Node) -> Node {
        let shared: Vec<Node> = item.get("parameters").map(Node::items).unwrap_or_default().to_vec();
        let mut out = item.clone();
        for (method, node) in item.entries().iter().filter(|(method, _)| METHODS.contains(&method.as_str())) {
            out = out.with(method, self.operation(node, &shared));
        }
        out.without("parameters")
    }

    fn operation(&self, node: &Node, shared: &[Node]) -> Node {
        let own: Vec<Node> = node.get("parameters").map(Node::items).unwrap_or_default().to_vec();
        let resolved: Vec<Node> = own.iter().chain(shared).map(|node| self.resolved(node)).collect();
        let mut seen: Vec<(Option<&str>, Option<&str>)> = Vec::new();
        let mut plain = Vec::new();
        let mut form = Vec::new();
        let mut body = None;
        for parameter in &resolved {
            let key = (parameter.text_of("in"), parameter.text_of("name"));
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            match key.0 {
                Some("body") => body = Some(parameter),
                Some("formData") => form.push(parameter),
                _ => plain.push(with_schema(parameter)),
            }
        }
        let consumes = self.media(node, "consumes");
        let content = body.map(|body| request(body, &consumes)).or_else(|| form_request(node, &form, &consumes));
        let responses = node.get("responses").map(|all| each(all, |response| self.response(response, node)));
        let mut out = node.clone().with("parameters", node.here(Kind::List(plain)));
        if let Some(content) = content {
            out = out.with("requestBody", content);
        }
        if let Some(responses) = responses {
            out = out.with("responses", responses);
        }
        out
    }

    fn resolved(&self, node: &Node) -> Node {
        let pointer = node.text_of("$ref").and_then(|pointer| pointer.strip_prefix("#/parameters/"));
        let target = pointer.and_then(|name| self.parameters.get(&reference::unescaped(name)));
        target.unwrap_or(node).clone()
    }

    fn response(&self, node: &Node, operation: &Node) -> Node {
        let Some(schema) = node.get("schema") else { return headers(node) };
        let mut content = map(node);
        for media in self.media(operation, "produces") {
            content = content.with(&media, map(schema).with("schema", schema.clone()));
        }
        headers(node).without("schema").with("content", content)
    }

    fn media(&self, node: &Node, key: &str) -> Vec<String> {
        let written = node.get(key).or_else(|| self.root.get(key)).map(Node::items).unwrap_or_default();
        let media: Vec<String> = written.iter().filter_map(|media| media.text().map(str::to_owned)).collect();
        if media.is_empty() { vec!["application/json".to_owned()] } else { media }
    }
}

/// The same keys, each value changed.
fn each(node: &Node, change: impl Fn(&Node) -> Node) -> Node {
    match &node.kind {
        Kind::Map(entries) => {
            node.here(Kind::Map(entries.iter().map(|(key, node)| (key.clone(), change(node))).collect()))
        }
        _ => node.clone(),
    }
}

fn map(node: &Node) -> Node {
    node.here(Kind::Map(Vec::new()))
}

fn text(node: &Node, text: &str) -> Node {
    node.here(Kind::Text(text.to_owned()))
}

/// References lead to where OpenAPI 3 has things, and `x-nullable` is `nullable`.
fn rename(node: &Node) -> Node {
    match &node.kind {
        Kind::List(items) => node.here(Kind::List(items.iter().map(rename).collect())),
        Kind::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| match (key.as_str(), value.text()) {
                ("$ref", Some(pointer)) => (key.clone(), text(value, &moved(pointer))),
                ("x-nullable", _) => ("nullable".to_owned(), value.clone()),
                _ => (key.clone(), rename(value)),
            });
            node.here(Kind::Map(entries.collect()))
        }
        _ => node.clone(),
    }
}

fn moved(pointer: &str) -> String {
    match pointer.split_once("#/definitions/") {
        Some(("", rest)) => format!("#/components/schemas/{rest}"),
        _ => match pointer.strip_prefix("#/responses/") {
            Some(rest) => format!("#/components/responses/{rest}"),
            None => pointer.to_owned(),
        },
    }
}

fn with_schema(parameter: &Node) -> Node {
    let mut schema = map(parameter);
    let mut out = parameter.clone();
    for key in OF_SCHEMA {
        if let Some(value) = parameter.get(key) {
            schema = schema.with(key, value.clone());
            out = out.without(key);
        }
    }
    let (style, explode) = match parameter.text_of("collectionFormat") {
        Some("multi") => ("form", true),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        _ => ("form", false),
    };
    if parameter.text_of("type") == Some("array") && parameter.text_of("in") == Some("query") {
        out = out.with("style", text(parameter, style)).with("explode", parameter.here(Kind::Boolean(explode)));
    }
    out.without("collectionFormat").with("schema", schema)
}

fn request(body: &Node, consumes: &[String]) -> Node {
    let schema = body.get("schema").cloned().unwrap_or_default();
    let mut content = map(body);
    for media in consumes {
        content = content.with(media, map(body).with("schema", schema.clone()));
    }
    let mut out = map(body).with("content", content);
    for key in ["description", "required"] {
        if let Some(value) = body.get(key) {
            out = out.with(key, value.clone());
        }
    }
    out
}

/// Fields of a form as one object.
fn form_request(node: &Node, form: &[&Node], consumes: &[String]) -> Option<Node> {
    let first = form.first()?;
    let mut properties = map(first);
    let mut required = Vec::new();
    for field in form {
        let name = field.text_of("name")?;
        let of_schema = with_schema(field);
        let mut schema = of_schema.get("schema").cloned().unwrap_or_default();
        if field.text_of("type") == Some("file") {
            schema = schema.with("type", text(field, "string")).with("format", text(field, "binary"));
        }
        if let Some(description) = field.get("description") {
            schema = schema.with("description", description.clone());
        }
        properties = properties.with(name, schema);
        if field.says("required") {
            required.push(text(field, name));
        }
    }
    let has_file = form.iter().any(|field| field.text_of("type") == Some("file"));
    let media = consumes.iter().find(|media| media.starts_with("multipart/") || media.contains("form-urlencoded"));
    let usual = if has_file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let media = media.map_or(usual, String::as_str);
    let is_required = !required.is_empty();
    let schema = map(first)
        .with("type", text(first, "object"))
        .with("properties", properties)
        .with("required", first.here(Kind::List(required)));
    let content = map(first).with(media, map(first).with("schema", schema));
    Some(map(node).with("content", content).with("required", node.here(Kind::Boolean(is_required))))
}

fn headers(node: &Node) -> Node {
    match node.get("headers") {
        Some(headers) => node.clone().with("headers", each(headers, with_schema)),
        None => node.clone(),
    }
}

fn servers(root: &Node) -> Node {
    let Some(host) = root.text_of("host") else { return root.here(Kind::List(Vec::new())) };
    let schemes: Vec<&str> =
        root.get("schemes").map(Node::items).unwrap_or_default().iter().filter_map(Node::text).collect();
    let scheme = if schemes.contains(&"https") || !schemes.contains(&"http") { "https" } else { "http" };
    let base = root.text_of("basePath").unwrap_or_default();
    let url = format!("{scheme}://{host}/{}", base.trim_start_matches('/'));
    let place = root.get("host").unwrap_or(root);
    root.here(Kind::List(vec![map(place).with("url", text(place, &url))]))
}
