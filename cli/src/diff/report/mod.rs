//! What was found, for people, for programs and for pages.

mod collapse;
mod json;
mod markdown;
mod text;

pub(super) use self::json::json;
pub(super) use self::markdown::markdown;
pub(super) use self::text::text;

use semver::Version;

use super::change::{Change, Effect, Level};

/// A comparison and what follows from it.
pub(super) struct Report<'r> {
    pub(super) old: &'r str,
    pub(super) new: &'r str,
    pub(super) changes: &'r [Change],
    pub(super) level: Level,
    pub(super) next: Option<Version>,
}

impl Report<'_> {
    fn of(&self, effect: Effect) -> Vec<&Change> {
        self.changes.iter().filter(|change| change.effect == effect).collect()
    }

    fn count(&self, effect: Effect) -> usize {
        self.changes.iter().filter(|change| change.effect == effect).count()
    }

    /// What it all means, in one line: `2 break building, 1 breaks running, 3 are compatible`.
    fn summary(&self) -> String {
        let (building, running) = (self.count(Effect::Building), self.count(Effect::Running));
        let compatible = self.changes.len() - building - running;
        let parts = [
            (building, if building == 1 { "breaks building" } else { "break building" }),
            (running, if running == 1 { "breaks running" } else { "break running" }),
            (compatible, if compatible == 1 { "is compatible" } else { "are compatible" }),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
        if parts.is_empty() { "no caller can notice a change".to_owned() } else { parts.join(", ") }
    }

    /// What the version does.
    fn verdict(&self) -> String {
        let word = match self.level {
            Level::None => "none",
            Level::Patch => "patch",
            Level::Minor => "minor",
            Level::Major => "major",
        };
        let before_one = match self.level {
            Level::Major => " (of a 0.x version, the minor: Cargo takes 0.5.0 to break 0.4.2)",
            Level::Minor => " (of a 0.x version, the patch: Cargo takes 0.4.3 to be compatible with 0.4.2)",
            Level::None | Level::Patch => "",
        };
        match &self.next {
            Some(next) => format!("version: {word}, so the next one is {next}"),
            None => format!("version: {word}{before_one}"),
        }
    }
}

/// What an effect means, as a heading.
fn heading(effect: Effect) -> (&'static str, &'static str) {
    match effect {
        Effect::Building => ("Breaks building", "code that compiles today may not"),
        Effect::Running => ("Breaks running", "code still compiles, and may fail or do something else"),
        Effect::Addition => ("Compatible", "there is more than before"),
        Effect::Note => ("To know", "nobody has to do anything"),
    }
}

const EFFECTS: [Effect; 4] = [Effect::Building, Effect::Running, Effect::Addition, Effect::Note];
