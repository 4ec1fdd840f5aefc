//! What is typed.

use std::collections::BTreeSet;

use heck::{ToKebabCase, ToSnakeCase};

/// Flags of every command, and what clap has by itself.
const FLAGS: &[&str] = &["body", "columns", "dry-run", "help", "limit", "output", "quiet", "version"];

/// Names of one kind, each given away once.
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    pub(super) fn commands() -> Self {
        Taken(BTreeSet::from(["help".to_owned()]))
    }

    pub(super) fn flags() -> Self {
        Taken(FLAGS.iter().map(|name| (*name).to_owned()).collect())
    }

    /// The name, or the nearest to it that is free: `output-query`, `output-query-2`.
    pub(super) fn take(&mut self, name: &str, of: &str) -> String {
        let longer = format!("{name}-{of}");
        let counted = (2..).map(|number| format!("{longer}-{number}"));
        let mut candidates = [name.to_owned(), longer.clone()].into_iter().chain(counted);
        let free = candidates.find(|candidate| !self.0.contains(candidate)).unwrap_or(longer);
        self.0.insert(free.clone());
        free
    }
}

/// `reportId` as `report-id`; what has no letter or digit is called after what it is.
pub(super) fn kebab(name: &str, otherwise: &str) -> String {
    let ascii: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let made = ascii.to_kebab_case();
    if made.is_empty() { otherwise.to_owned() } else { made }
}

/// The same for Rust.
pub(super) fn snake(name: &str) -> String {
    name.to_snake_case()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebabs() {
        for (name, expected) in [
            ("reportId", "report-id"),
            ("ReportName", "report-name"),
            ("created[gte]", "created-gte"),
            ("X-Trace", "x-trace"),
            ("\u{e9}\n;", "value"),
            ("", "value"),
        ] {
            assert_eq!(kebab(name, "value"), expected);
        }
    }

    #[test]
    fn names_are_given_away_once() {
        let mut taken = Taken::flags();
        let names = ["a", "output", "a", "a", "a"].map(|name| taken.take(name, "query"));
        assert_eq!(names, ["a", "output-query", "a-query", "a-query-2", "a-query-3"]);
    }
}
