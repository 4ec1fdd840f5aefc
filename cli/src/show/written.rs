//! What an operation says, what it inherits, and where each is written.

use std::collections::BTreeSet;
use std::fmt::Write;

use apiloom_codegen::SourceSet;
use apiloom_codegen::model::{Operation, Shape};
use apiloom_codegen::tools::{self, Place};

use crate::check::places::{Places, Unit};

/// Keys whose members are told one by one.
const MANY: [&str; 9] = ["path", "query", "headers", "cookies", "responses", "errors", "waits", "examples", "one of"];

/// A line: what, its value, where, and from what it is inherited.
struct Line {
    what: String,
    value: String,
    place: String,
    from: &'static str,
}

pub(super) fn written(sources: &SourceSet, operation: &Operation) -> String {
    let keys = Keys { all: tools::places(sources), sources, places: Places::new(sources) };
    let mut lines = keys.own(operation);
    lines.extend(keys.inherited(operation));
    let width = |text: fn(&Line) -> &str| lines.iter().map(|line| text(line).chars().count()).max().unwrap_or_default();
    let (what, value) = (width(|line| &line.what), width(|line| &line.value));
    let mut out = String::new();
    let mut inherits = None;
    for line in &lines {
        let inherited = !line.from.is_empty();
        if inherits != Some(inherited) {
            out.push_str(if inherited { "\nInherited\n" } else { "\nWritten\n" });
            inherits = Some(inherited);
        }
        let from = if inherited { format!(" ({})", line.from) } else { String::new() };
        let _ = writeln!(out, "  {:what$}  {:value$}  {}{from}", line.what, line.value, line.place);
    }
    out
}

struct Keys<'s> {
    all: Vec<Place>,
    sources: &'s SourceSet,
    places: Places<'s>,
}

impl Keys<'_> {
    /// What stands under the operation.
    fn own(&self, operation: &Operation) -> Vec<Line> {
        self.of(operation)
            .filter_map(|place| {
                let is_told = match place.path.get(2..).unwrap_or_default() {
                    [key] => !MANY.contains(&key.as_str()),
                    [key, member] => MANY.contains(&key.as_str()) && member != "one of",
                    [key, between, _] => key == "query" && between == "one of",
                    _ => false,
                };
                is_told.then(|| self.line(place, 2, ""))
            })
            .collect()
    }

    /// The operation's keys, itself the first.
    fn of(&self, operation: &Operation) -> impl Iterator<Item = &Place> {
        let id = operation.id.clone();
        self.all
            .iter()
            .filter(move |place| matches!(place.path.as_slice(), [top, name, ..] if top == "operations" && *name == id))
    }

    fn inherited(&self, operation: &Operation) -> Vec<Line> {
        let own = |keys: &[&str]| self.of(operation).any(|place| place.path.get(2..).is_some_and(|path| path == keys));
        let members = |of: &[&str]| -> BTreeSet<String> {
            let inside = self
                .of(operation)
                .filter(|place| place.path.len() == 4 && of.contains(&place.path.get(2).map_or("", String::as_str)));
            inside.filter_map(|place| place.path.last().cloned()).collect()
        };
        let headers: BTreeSet<String> = members(&["headers"]).iter().map(|name| name.to_ascii_lowercase()).collect();
        let statuses: BTreeSet<String> = members(&["responses", "errors"]).iter().flat_map(|key| each(key)).collect();
        let file = self.of(operation).next().map(|place| place.key.source);
        let main = self.all.iter().find(|place| place.path == ["apiloom"]).map(|place| place.key.source);
        let mut lines = Vec::new();
        for place in &self.all {
            let path: Vec<&str> = place.path.iter().map(String::as_str).collect();
            let from = match path.as_slice() {
                ["every_operation", "headers", name] if !headers.contains(&name.to_ascii_lowercase()) => {
                    "every_operation"
                }
                ["every_operation", "query", name] if *name != "one of" => "every_operation",
                ["every_operation", "query", "one of", _] => "every_operation",
                ["every_operation", "errors", key] if each(key).any(|status| !statuses.contains(&status)) => {
                    "every_operation"
                }
                ["every_operation", "timeout"] if !own(&["timeout"]) => "every_operation",
                ["parameters", name] if self.is_bound(place, operation, name, &own, file, main) => "shared parameters",
                ["security"] if !own(&["security"]) => "the API",
                ["servers", name]
                    if operation.servers.is_empty() || operation.servers.iter().any(|server| server == name) =>
                {
                    "the API"
                }
                ["envelope"] if wrapped(operation) => "the API",
                _ => continue,
            };
            lines.push(self.line(place, 0, from));
        }
        lines
    }

    /// Whether a shared parameter is the one of a placeholder: the operation's own goes first, then its file's.
    fn is_bound(
        &self,
        place: &Place,
        operation: &Operation,
        name: &str,
        own: &dyn Fn(&[&str]) -> bool,
        file: Option<u16>,
        main: Option<u16>,
    ) -> bool {
        let here = Some(place.key.source);
        let nearer =
            || self.all.iter().any(|other| Some(other.key.source) == file && other.path == ["parameters", name]);
        operation.template.contains(&format!("{{{name}}}"))
            && !own(&["path", name])
            && (here == file || here == main && !nearer())
    }

    fn line(&self, place: &Place, from_key: usize, from: &'static str) -> Line {
        let text = tools::text(self.sources, place.value.source);
        let value = text.get(place.value.start as usize..place.value.end as usize).unwrap_or_default();
        let (start, _) = self.places.range(place.key, Unit::Character);
        let path = place.path.get(from_key..).unwrap_or_default();
        let path = if from == "every_operation" { path.get(1..).unwrap_or_default() } else { path };
        Line {
            what: path.join("."),
            // It may hold secrets, and is shown as a request.
            value: if path.first().is_some_and(|key| key == "examples") { String::new() } else { short(value) },
            place: format!("{}:{}", self.places.file(place.key), start.line),
            from,
        }
    }
}

fn wrapped(operation: &Operation) -> bool {
    operation.answers.iter().any(|answer| matches!(answer.shape, Shape::One(..) | Shape::Many(..)))
}

/// The statuses of a key: `400, 404`.
fn each(key: &str) -> impl Iterator<Item = String> {
    key.split(',').map(|status| status.trim().to_owned())
}

/// A value in one short line.
fn short(value: &str) -> String {
    const LONGEST: usize = 60;
    let mut words = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > LONGEST {
        words = words.chars().take(LONGEST).collect();
        words.push_str(" ..");
    }
    words
}
