//! What every operation says is said once.

use super::answers::grouped;
use super::value::{Map, Value};

/// Errors that all operations have go to `every_operation`; path parameters that several of a file share, to the file.
pub(super) fn share(files: &mut [(String, Map)], api: &mut Map) {
    let mut operations: Vec<&mut Map> = files.iter_mut().flat_map(|(_, file)| operations_of(file)).collect();
    // An exported document says what every operation has.
    if operations.len() > 1 && api.get("every_operation").is_none() {
        share_errors(&mut operations, api);
    }
    files.iter_mut().for_each(|(_, file)| share_path_parameters(file));
}

fn operations_of(file: &mut Map) -> Vec<&mut Map> {
    let Some(Value::Map(operations)) = file.get_mut("operations") else { return Vec::new() };
    let maps =
        operations.0.iter_mut().filter_map(|(_, value)| if let Value::Map(map) = value { Some(map) } else { None });
    maps.collect()
}

fn share_errors(operations: &mut [&mut Map], api: &mut Map) {
    let errors = |operation: &Map| match operation.get("errors") {
        Some(Value::Map(errors)) => single(errors),
        _ => Map::default(),
    };
    let Some(first) = operations.first() else { return };
    let mut shared = errors(first);
    for operation in operations.iter() {
        let own = errors(operation);
        shared.0.retain(|(status, value)| own.get(status) == Some(value));
    }
    if shared.is_empty() {
        return;
    }
    for operation in operations {
        let mut own = errors(operation);
        own.0.retain(|(status, _)| shared.get(status).is_none());
        if own.is_empty() {
            operation.remove("errors");
        } else {
            operation.set("errors", grouped(&own));
        }
    }
    let mut every = Map::default();
    every.set("errors", grouped(&shared));
    api.set("every_operation", every);
}

/// Each status by itself.
fn single(errors: &Map) -> Map {
    let each = |(statuses, value): &(String, Value)| {
        let value = value.clone();
        statuses.split(", ").map(move |status| (status.to_owned(), value.clone())).collect::<Vec<_>>()
    };
    Map(errors.0.iter().flat_map(each).collect())
}

fn share_path_parameters(file: &mut Map) {
    let mut uses: Vec<(String, Value, usize)> = Vec::new();
    for operation in operations_of(file) {
        let Some(Value::Map(path)) = operation.get("path") else { continue };
        for (name, value) in &path.0 {
            match uses.iter_mut().find(|(known, _, _)| known == name) {
                Some((_, known, count)) if known == value => *count += 1,
                // Two operations mean something else by it.
                Some((_, _, count)) => *count = usize::MAX / 2,
                None => uses.push((name.clone(), value.clone(), 1)),
            }
        }
    }
    let is_shared = |count: usize| (2..usize::MAX / 2).contains(&count);
    let shared: Vec<(String, Value)> =
        uses.into_iter().filter(|(_, _, count)| is_shared(*count)).map(|(name, value, _)| (name, value)).collect();
    if shared.is_empty() {
        return;
    }
    for operation in operations_of(file) {
        let Some(Value::Map(path)) = operation.get_mut("path") else { continue };
        path.0.retain(|(name, _)| !shared.iter().any(|(known, _)| known == name));
        if path.is_empty() {
            operation.remove("path");
        }
    }
    let at = file.0.iter().position(|(key, _)| key == "operations").unwrap_or_default();
    file.0.insert(at, ("parameters".to_owned(), Value::Map(Map(shared))));
}
