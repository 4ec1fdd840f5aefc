//! Names and values as the object that they describe: JSON in which every value is a text.

use std::collections::BTreeMap;

use apiloom_runtime::wire::{Casing, In, Operation, Style};
use serde_json::Value;

/// What a form, or a query, cannot say about the object in it.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// Every name of a field.
    pub names: &'static [&'static str],
    /// Fields that are lists, and whether they have to be there: an empty one is not.
    pub lists: &'static [(&'static str, bool)],
    /// Fields that hold bytes.
    pub files: &'static [&'static str],
    /// Whether it is a map: then any name is one of its keys.
    pub is_map: bool,
    /// Whether it is a map of lists.
    pub holds_lists: bool,
    /// For a map: names that are fields of other objects.
    pub others: &'static [&'static str],
}

impl Fields {
    /// An object without fields, for struct update syntax.
    pub const NEW: Self = Self { names: &[], lists: &[], files: &[], is_map: false, holds_lists: false, others: &[] };

    fn is_list(&self, name: &str, casing: Casing) -> bool {
        self.holds_lists || self.lists.iter().any(|(known, _)| casing.matches(name, known))
    }

    pub(super) fn is_file(&self, name: &str, casing: Casing) -> bool {
        self.files.iter().any(|known| casing.matches(name, known))
    }
}

type Made = Result<String, &'static str>;

/// The object of a parameter whose fields are parameters; none where none of them is there.
pub(super) fn of_parameter(
    query: &[(String, String)],
    operation: &Operation,
    fields: &Fields,
    casing: Casing,
) -> Option<Made> {
    let is_mine = |name: &str| {
        let is_field = fields.names.iter().any(|known| casing.matches(name, known));
        let is_others = fields.others.iter().any(|known| casing.matches(name, known));
        is_field || (fields.is_map && !is_others && !is_of_other(name, operation, casing))
    };
    let mine: Vec<(String, String)> = query.iter().filter(|(name, _)| is_mine(name)).cloned().collect();
    (!mine.is_empty()).then(|| of_body(&mine, fields, casing))
}

/// Whether a name in a query is a parameter's that has one.
fn is_of_other(name: &str, operation: &Operation, casing: Casing) -> bool {
    let root = name.split('[').next().unwrap_or(name);
    let others = operation.parameters.iter().filter(|parameter| parameter.location == In::Query);
    others.filter(|parameter| parameter.style != Style::Flat).any(|parameter| match parameter.style {
        Style::Deep => parameter.name == root,
        _ => casing.matches(name, parameter.name),
    })
}

/// The object of a form.
pub(super) fn of_body(pairs: &[(String, String)], fields: &Fields, casing: Casing) -> Made {
    let texts = pairs.iter().map(|(name, value)| (name.as_str(), Value::from(value.as_str()).to_string()));
    object(texts, fields, casing)
}

/// The object of names and JSON texts: a list has any number of them, anything else one.
pub(super) fn object<'p>(pairs: impl Iterator<Item = (&'p str, String)>, fields: &Fields, casing: Casing) -> Made {
    let mut members: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, json) in pairs {
        members.entry(name).or_default().push(json);
    }
    let has = |known: &str| members.keys().any(|name| casing.matches(name, known));
    let empty: Vec<&str> =
        fields.lists.iter().filter(|(name, is_required)| *is_required && !has(name)).map(|(name, _)| *name).collect();
    members.extend(empty.into_iter().map(|name| (name, Vec::new())));
    let mut written = Vec::with_capacity(members.len());
    for (name, values) in members {
        let value = match (fields.is_list(name, casing), values.as_slice()) {
            (true, values) => format!("[{}]", values.join(",")),
            (false, [value]) => value.clone(),
            (false, _) => return Err("has a field twice that is no list"),
        };
        written.push(format!("{}:{value}", Value::from(name)));
    }
    Ok(format!("{{{}}}", written.join(",")))
}
