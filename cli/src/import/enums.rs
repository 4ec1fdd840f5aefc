//! The values of enums: texts or whole numbers, and what is said of them.

use heck::ToPascalCase;

use super::exported::extension;
use super::tree::{Kind, Node};
use super::value::{Map, Value};
use super::{Importer, names, scalars};

/// What tools call the extension with the names of values, and the one with their descriptions.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

impl Importer<'_> {
    /// A list, or a map where there is more to say of some.
    pub(super) fn texts(&self, node: &Node, texts: &[&str]) -> Value {
        let all = node.get("enum").map(Node::items).unwrap_or_default();
        let about = About::of(node, all).filter(|_| texts.len() == all.len()).unwrap_or_default();
        let mut rust_names = names::rust_names(texts.iter().copied(), true);
        if self.exact {
            let own = |(at, text): (usize, &&str)| {
                about.name(at).filter(|name| *name != text.to_pascal_case()).map(str::to_owned)
            };
            rust_names = texts.iter().enumerate().map(own).collect();
        }
        let mut values = Map::default();
        for (at, (text, rust_name)) in texts.iter().zip(rust_names).enumerate() {
            let mut keys = Map::default();
            about.describe(at, text, &mut keys);
            keys.set_some("rust_name", rust_name);
            values.set(*text, keys);
        }
        if values.0.iter().all(|(_, value)| matches!(value, Value::Map(keys) if keys.is_empty())) {
            return Value::List(texts.iter().map(|text| Value::from(*text)).collect());
        }
        let only_described = |value: Value| match value {
            Value::Map(mut keys) if keys.0.len() == 1 => keys.remove("description").unwrap_or(Value::Map(keys)),
            value => value,
        };
        Map(values.0.into_iter().map(|(text, value)| (text, only_described(value))).collect()).into()
    }
}

/// An enum of whole numbers; none where a value is something else.
pub(super) fn numbers(node: &Node, values: &[&Node]) -> Option<Map> {
    let mut numbers: Vec<i64> = Vec::new();
    for value in values {
        let number = i64::try_from(scalars::whole(value)?).ok()?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    // With a value that stands there twice, nobody knows which name is whose.
    let all = node.get("enum").map(Node::items).unwrap_or_default();
    let about = About::of(node, all).filter(|_| numbers.len() == values.len() && !numbers.is_empty());
    let written = |number: &i64| Value::Plain(number.to_string());
    let mut keys = Map::default();
    let Some(about) = about else {
        keys.set_some(
            "enum",
            Some(numbers.iter().map(written).collect()).filter(|_| !numbers.is_empty()).map(Value::List),
        );
        return keys.get("enum").is_some().then_some(keys);
    };
    let mut entries = Map::default();
    for (at, number) in numbers.iter().enumerate() {
        let mut entry = Map::default();
        entry.set("value", written(number));
        about.describe(at, &number.to_string(), &mut entry);
        let entry = if entry.0.len() == 1 { written(number) } else { Value::Map(entry) };
        entries.set(about.name(at).map_or_else(|| unnamed(*number), str::to_owned), entry);
    }
    let is_whole = entries.0.len() == numbers.len();
    keys.set("enum", if is_whole { Value::Map(entries) } else { Value::List(numbers.iter().map(written).collect()) });
    Some(keys)
}

/// What extensions say of values, in their order.
#[derive(Default)]
struct About<'n> {
    names: Vec<&'n str>,
    descriptions: Vec<&'n str>,
    deprecated: Option<&'n Node>,
    /// Keys that have no extension of their own, by value.
    further: Option<&'n Node>,
}

impl<'n> About<'n> {
    /// None where nothing is said of the values, or not of each.
    fn of(node: &'n Node, values: &[Node]) -> Option<Self> {
        let texts = |keys: &[&str]| {
            let list = keys.iter().find_map(|key| node.get(key)).map(Node::items).unwrap_or_default();
            let texts: Vec<&str> = list.iter().filter_map(Node::text).collect();
            if texts.len() == values.len() { texts } else { Vec::new() }
        };
        let about = About {
            names: texts(&NAMES),
            descriptions: texts(&DESCRIPTIONS),
            deprecated: extension(node, "deprecated-values"),
            further: extension(node, "values"),
        };
        let says = !about.names.is_empty()
            || !about.descriptions.is_empty()
            || about.deprecated.is_some()
            || about.further.is_some();
        (says && !values.iter().any(|value| value.kind == Kind::Null)).then_some(about)
    }

    fn name(&self, at: usize) -> Option<&'n str> {
        self.names.get(at).copied().filter(|name| !name.is_empty())
    }

    fn describe(&self, at: usize, value: &str, keys: &mut Map) {
        keys.set_some("description", self.descriptions.get(at).copied().filter(|text| !text.is_empty()));
        keys.set_some("deprecated", self.deprecated.and_then(|all| all.text_of(value)));
        for (key, of_value) in self.further.and_then(|all| all.get(value)).map(Node::entries).unwrap_or_default() {
            keys.set(key.as_str(), scalars::value(of_value));
        }
    }
}

/// What Rust calls a number without a name: `Value7`, `Minus7`.
fn unnamed(number: i64) -> String {
    let word = if number < 0 { "minus" } else { "value" };
    format!("{word}_{}", number.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_other_extension_says_of_a_value_comes_back() {
        let root = super::super::tree::read(
            "{ texts: { enum: [a, b], x-apiloom-values: { b: { grows: true } } },\n  \
             whole: { enum: [1, 2], x-enum-varnames: [low, high], x-apiloom-values: { 2: { grows: [7] } } } }",
        );
        let root = root.unwrap_or_default();
        let of = |key: &str| root.get(key).cloned().unwrap_or_default();
        let texts = Importer::new(&root).texts(&of("texts"), &["a", "b"]);
        let grows = |value: Value| Value::Map(Map(vec![("grows".to_owned(), value)]));
        let expected = Map(vec![
            ("a".to_owned(), Value::Map(Map::default())),
            ("b".to_owned(), grows(Value::Plain("true".to_owned()))),
        ]);
        assert_eq!(texts, Value::Map(expected));
        let whole = of("whole");
        let values: Vec<&Node> = whole.get("enum").map(Node::items).unwrap_or_default().iter().collect();
        let keys = numbers(&whole, &values).unwrap_or_default();
        let Some(Value::Map(entries)) = keys.get("enum") else { panic!("{keys:?}") };
        let Some(Value::Map(high)) = entries.get("high") else { panic!("{keys:?}") };
        assert_eq!(high.get("grows"), Some(&Value::List(vec![Value::Plain("7".to_owned())])));
    }
}
