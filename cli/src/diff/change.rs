//! What a comparison finds: changes, each with what it does to callers and why.

use std::collections::HashSet;

use serde::Serialize;

/// What a change does to callers, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Effect {
    /// Code that compiled may not compile any more.
    Building,
    /// Code still compiles, and what it does may fail or be something else.
    Running,
    /// There is more than before.
    Addition,
    /// Nobody has to do anything.
    Note,
}

impl Effect {
    /// The part of a version that it raises (<https://semver.org>).
    pub(crate) fn level(self) -> Level {
        match self {
            Effect::Building | Effect::Running => Level::Major,
            Effect::Addition => Level::Minor,
            Effect::Note => Level::Patch,
        }
    }
}

/// The part of a version that changes raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    None,
    Patch,
    Minor,
    Major,
}

/// What kind of thing changed, in the order of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Group {
    Api,
    Servers,
    Security,
    Operations,
    Parameters,
    Bodies,
    Answers,
    Pages,
    Waits,
    Downloads,
    Repeats,
    Schemas,
    Fields,
    Constraints,
    Values,
    Documentation,
}

impl Group {
    pub(crate) fn title(self) -> &'static str {
        match self {
            Group::Api => "the API",
            Group::Servers => "servers",
            Group::Security => "security",
            Group::Operations => "operations",
            Group::Parameters => "parameters",
            Group::Bodies => "bodies",
            Group::Answers => "answers",
            Group::Pages => "pages",
            Group::Waits => "waits",
            Group::Downloads => "downloads",
            Group::Repeats => "timeouts and retries",
            Group::Schemas => "schemas",
            Group::Fields => "fields",
            Group::Constraints => "constraints",
            Group::Values => "enum values",
            Group::Documentation => "documentation",
        }
    }
}

/// What changed: a part of something that has a name, like a parameter of an operation. Quoted already.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) group: Group,
    pub(crate) owner: String,
    /// The part of it; empty where the whole is meant.
    pub(crate) part: String,
}

impl Place {
    /// The same place under another heading.
    pub(crate) fn under(&self, group: Group) -> Place {
        Place { group, ..self.clone() }
    }

    pub(crate) fn text(&self) -> String {
        if self.part.is_empty() { self.owner.clone() } else { format!("{}, {}", self.owner, self.part) }
    }
}

/// One change of an API.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Change {
    pub(crate) effect: Effect,
    /// Stable name of the kind of change.
    pub(crate) code: &'static str,
    pub(crate) place: Place,
    /// What happened to it: words that go on after its name.
    pub(crate) what: String,
    /// What that means for callers.
    pub(crate) why: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
}

impl Change {
    pub(crate) fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
    }
}

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    list: Vec<Change>,
}

impl Changes {
    pub(crate) fn push(
        &mut self,
        effect: Effect,
        code: &'static str,
        place: &Place,
        what: impl Into<String>,
        why: impl Into<String>,
    ) -> &mut Change {
        let (place, what, why) = (place.clone(), what.into(), why.into());
        self.list.push(Change { effect, code, place, what, why, help: None });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Everything, the worst first, then by group, then in the order of the spec.
    pub(crate) fn finish(mut self) -> Vec<Change> {
        self.list.sort_by_key(|change| (change.effect, change.place.group));
        // A field that all variants of a schema share changes in each of them.
        let mut seen = HashSet::new();
        self.list.retain(|change| seen.insert(change.clone()));
        self.list
    }
}

/// The part of a version that all these raise together.
pub(crate) fn level(changes: &[Change]) -> Level {
    changes.iter().map(|change| change.effect.level()).max().unwrap_or(Level::None)
}
