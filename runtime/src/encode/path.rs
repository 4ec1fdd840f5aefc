//! Where in a body a value stands: a list of steps that lives on the stack, because it is only
//! written out when something is wrong.

use std::fmt;

/// A place in a body.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
    Root,
    Field(&'a str),
    /// A key of a map. It is the caller's data, so places show `*`.
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    pub(crate) const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    pub(crate) fn step<'b>(&'b self, step: Step<'b>) -> Path<'b>
    where
        'a: 'b,
    {
        Path { parent: Some(self), step }
    }

    pub(crate) fn is_root(&self) -> bool {
        matches!(self.step, Step::Root)
    }

    /// The field of a form that a value belongs to: items of a list belong to the list's.
    pub(crate) fn form_field(&self) -> Option<&'a str> {
        match self.step {
            Step::Root => None,
            Step::Field(name) | Step::Key(name) => Some(name),
            Step::Index(_) => self.parent.and_then(Path::form_field),
        }
    }

    /// `a[b]`, `a[0][b]`; a value that is an item itself is `a[]`, as the documents of Stripe, Rails and PHP write it.
    pub(crate) fn in_brackets(&self, root: &str) -> String {
        let mut name = root.to_owned();
        self.push_brackets(&mut name, true);
        name
    }

    fn push_brackets(&self, to: &mut String, is_last: bool) {
        if let Some(parent) = self.parent {
            parent.push_brackets(to, false);
        }
        match self.step {
            Step::Root => {}
            Step::Field(name) | Step::Key(name) if to.is_empty() => to.push_str(name),
            Step::Field(name) | Step::Key(name) => to.extend(["[", name, "]"]),
            Step::Index(_) if is_last => to.push_str("[]"),
            Step::Index(index) => to.extend(["[", &index.to_string(), "]"]),
        }
    }

    /// Whether some key on the way is the caller's and holds one of these.
    pub(crate) fn has_key_with(&self, wanted: [char; 2]) -> bool {
        matches!(self.step, Step::Key(key) if key.contains(wanted))
            || self.parent.is_some_and(|parent| parent.has_key_with(wanted))
    }

    /// How many lists a value is in, directly.
    pub(crate) fn list_depth(&self) -> usize {
        match (self.step, self.parent) {
            (Step::Index(_), Some(parent)) => 1 + parent.list_depth(),
            _ => 0,
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(formatter)?;
        }
        match self.step {
            Step::Root => formatter.write_str("body"),
            Step::Field(name) => write!(formatter, ".{name}"),
            Step::Key(_) => formatter.write_str(".*"),
            Step::Index(index) => write!(formatter, "[{index}]"),
        }
    }
}
