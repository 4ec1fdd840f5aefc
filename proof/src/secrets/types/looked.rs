//! Which types were looked at, by the names that the compiler gives them.

use std::any::type_name;
use std::collections::BTreeSet;
use std::fmt::{Debug, Display};

use apiloom_chaos::secrets::Scanner;

/// Takes values in which secrets are planted, reads what they show, and remembers their types.
pub(super) struct Looked<'s> {
    scanner: &'s Scanner,
    seen: BTreeSet<(&'static str, String)>,
}

impl<'s> Looked<'s> {
    pub(super) fn new(scanner: &'s Scanner) -> Self {
        Self { scanner, seen: BTreeSet::new() }
    }

    /// Reads its `Debug`.
    pub(super) fn debug<T: Debug>(&mut self, value: &T) {
        self.read("Debug", path::<T>(), &format!("{value:?}\n{value:#?}"));
    }

    /// Reads its `Display`.
    pub(super) fn display<T: Display>(&mut self, value: &T) {
        self.read("Display", path::<T>(), &format!("{value}\n{value:#}"));
    }

    /// Reads both.
    pub(super) fn both<T: Debug + Display>(&mut self, value: &T) {
        self.debug(value);
        self.display(value);
    }

    /// Reads what somebody else was shown of a value of this type.
    pub(super) fn was_shown<T>(&mut self, view: &'static str, shown: &str) {
        self.read(view, path::<T>(), shown);
    }

    /// Whether a value of this type was read.
    pub(super) fn has(&self, view: &'static str, path: &str) -> bool {
        self.seen.contains(&(view, path.to_owned()))
    }

    fn read(&mut self, view: &'static str, path: String, shown: &str) {
        self.scanner.sink("views of public types", shown);
        self.seen.insert((view, path));
    }
}

/// Without its parameters.
fn path<T>() -> String {
    let name = type_name::<T>();
    name.split('<').next().unwrap_or(name).to_owned()
}
