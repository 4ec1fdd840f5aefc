//! Names with brackets as the object that they lead into: `a[b]=1`, `a[0][b]=1`, `a[]=1`.

use std::collections::BTreeMap;

use serde_json::Value;

/// Deeper than any client nests, and shallow enough for the stack.
const DEEPEST: usize = 32;

type Made = Result<String, &'static str>;

enum Node {
    Text(String),
    /// By key; keys that are all numbers count the items of a list.
    Members(BTreeMap<String, Node>),
    /// `a[]`
    Items(Vec<Node>),
}

/// The value that a parameter has in a query; none where no name begins with its name.
pub(super) fn json(query: &[(String, String)], root: &str) -> Option<Made> {
    let mut found = None;
    for (name, value) in query {
        let Some(rest) = name.strip_prefix(root).filter(|rest| rest.is_empty() || rest.starts_with('[')) else {
            continue;
        };
        let Some(keys) = keys(rest) else { return Some(Err(UNREADABLE)) };
        if let Err(what) = put(&mut found, &keys, value) {
            return Some(Err(what));
        }
    }
    found.map(|node| Ok(node.json()))
}

/// The object that a form holds.
pub(super) fn json_of_form(pairs: &[(String, String)]) -> Made {
    let mut found = Some(Node::Members(BTreeMap::new()));
    for (name, value) in pairs {
        let (first, rest) = name.find('[').map_or((name.as_str(), ""), |at| name.split_at(at));
        let mut all = vec![first];
        all.extend(keys(rest).ok_or(UNREADABLE)?);
        put(&mut found, &all, value)?;
    }
    // The object itself has names for members, and if these were numbers.
    match found {
        Some(Node::Members(members)) => Ok(object(&members)),
        _ => Err(UNREADABLE),
    }
}

const UNREADABLE: &str = "has a name whose brackets lead nowhere";

/// `[a][0]` as `a` and `0`.
fn keys(mut brackets: &str) -> Option<Vec<&str>> {
    let mut keys = Vec::new();
    while !brackets.is_empty() {
        let (key, rest) = brackets.strip_prefix('[')?.split_once(']')?;
        keys.push(key);
        brackets = rest;
    }
    (keys.len() <= DEEPEST).then_some(keys)
}

fn put(node: &mut Option<Node>, keys: &[&str], value: &str) -> Result<(), &'static str> {
    let Some((key, rest)) = keys.split_first() else {
        return match node.replace(Node::Text(value.to_owned())) {
            None => Ok(()),
            Some(_) => Err("has a name twice that is no list"),
        };
    };
    let is_item = key.is_empty();
    let empty = || if is_item { Node::Items(Vec::new()) } else { Node::Members(BTreeMap::new()) };
    match node.get_or_insert_with(empty) {
        Node::Items(items) if is_item && rest.is_empty() => {
            items.push(Node::Text(value.to_owned()));
            Ok(())
        }
        Node::Members(members) if !is_item => {
            let mut inner = members.remove(*key);
            let done = put(&mut inner, rest, value);
            members.extend(inner.map(|inner| ((*key).to_owned(), inner)));
            done
        }
        _ => Err(UNREADABLE),
    }
}

impl Node {
    fn json(&self) -> String {
        match self {
            Node::Text(text) => Value::from(text.as_str()).to_string(),
            Node::Items(items) => list(items.iter()),
            Node::Members(members) => match counted(members) {
                Some(items) => list(items.into_iter()),
                None => object(members),
            },
        }
    }
}

/// The items by their indexes, where those are all the keys.
fn counted(members: &BTreeMap<String, Node>) -> Option<Vec<&Node>> {
    let indexes: Option<BTreeMap<usize, &Node>> =
        members.iter().map(|(key, node)| key.parse().ok().map(|index| (index, node))).collect();
    let indexes = indexes.filter(|indexes| indexes.len() == members.len() && !indexes.is_empty())?;
    indexes.keys().copied().eq(0..indexes.len()).then(|| indexes.into_values().collect())
}

fn list<'n>(items: impl Iterator<Item = &'n Node>) -> String {
    format!("[{}]", items.map(Node::json).collect::<Vec<_>>().join(","))
}

fn object(members: &BTreeMap<String, Node>) -> String {
    let members = members.iter().map(|(key, node)| format!("{}:{}", Value::from(key.as_str()), node.json()));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Option<Made> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        json(&pairs, "a")
    }

    #[test]
    fn brackets_lead_into_values() {
        for (query, expected) in [
            ("b=1&ab=1", None),
            ("a=1", Some(Ok(r#""1""#))),
            ("a[b]=1&a[c][d]=2", Some(Ok(r#"{"b":"1","c":{"d":"2"}}"#))),
            ("a[]=1&a[]=2", Some(Ok(r#"["1","2"]"#))),
            ("a[1][x]=b&a[0][x]=a", Some(Ok(r#"[{"x":"a"},{"x":"b"}]"#))),
            ("a[1]=b&a[7]=a", Some(Ok(r#"{"1":"b","7":"a"}"#))),
            ("a[b]=1&a[b]=2", Some(Err("has a name twice that is no list"))),
            ("a[b=1", Some(Err(UNREADABLE))),
            ("a[b]=1&a[]=2", Some(Err(UNREADABLE))),
            ("a=1&a[b]=2", Some(Err(UNREADABLE))),
            (r#"a["]={"#, Some(Ok(r#"{"\"":"{"}"#))),
        ] {
            assert_eq!(read(query), expected.map(|made| made.map(str::to_owned)), "{query}");
        }
        assert_eq!(read(&format!("a{}=1", "[b]".repeat(DEEPEST + 1))), Some(Err(UNREADABLE)));
    }
}
