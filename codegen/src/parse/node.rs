//! The span tree: YAML as written, one node for each value, each knowing its place.

use crate::span::{Span, Spanned};

/// A YAML value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// Text, and whether it was written without quotes.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// Something that was reported when it was read: what needs it stays silent.
    Refused,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Spanned<String>,
    /// Whether the key was written without quotes.
    pub(super) plain: bool,
    pub(super) value: Node,
}

impl Node {
    /// What a message calls this value: itself, where it is short enough.
    pub(super) fn found(&self) -> String {
        match &self.kind {
            Kind::Scalar { text, .. } if !self.is_null() && text.len() <= 60 && !text.contains('\n') => {
                format!("`{text}`")
            }
            _ => self.describe().to_owned(),
        }
    }

    /// What a message calls this kind of value.
    pub(super) fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar { .. } if self.is_null() => "nothing",
            Kind::Scalar { .. } => "a single value",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
            Kind::Refused => "something that was refused",
        }
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if super::scalar::is_null(text))
    }
}
