//! What takes several requests: pages, waiting, downloads.

use std::time::Duration;

use proc_macro2::Ident;

use super::{Docs, Presence, Scalar, SchemaName, Type};

/// How the list of an operation goes on after its first page.
#[derive(Debug)]
pub struct Paging {
    pub way: PagingWay,
    pub items: ItemsAt,
    pub item: Type,
    /// The next link or cursor; of the envelope, where nothing else is said.
    pub next: NextAt,
    pub more: Option<Path>,
    /// Where the number of all items is, and what kind of number.
    pub total: Option<(Path, Scalar)>,
}

/// Indices count the operation's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagingWay {
    Link,
    LinkHeader,
    Cursor(usize),
    Offset(usize),
    Page(usize, u64),
}

/// Where an answer has its items.
#[derive(Clone, Debug)]
pub enum ItemsAt {
    /// It gives them itself: an envelope was taken off, or it is a list.
    Whole,
    /// It is one.
    Single,
    Path(Path),
}

#[derive(Debug)]
pub enum NextAt {
    /// In the envelope's own field for it, or nowhere in the body.
    Envelope,
    Response(Path),
    LastItem(Path),
}

/// A field, reached by fields: none of them is left out.
#[derive(Clone, Debug)]
pub struct Path(pub Vec<Step>);

#[derive(Clone, Debug)]
pub struct Step {
    pub field: Ident,
    pub presence: Presence,
    /// Whether rustc warns where it is used.
    pub deprecated: bool,
}

/// What can be waited for by asking again and again.
#[derive(Debug)]
pub struct Wait {
    pub id: String,
    /// The request's method.
    pub ident: Ident,
    pub docs: Docs,
    pub items: ItemsAt,
    pub item: Type,
    /// What it sets: the index of a parameter, and its values.
    pub with: Vec<(usize, Vec<String>)>,
    pub state: Path,
    pub reached: Vec<String>,
    pub failed: Vec<String>,
    pub of: Of,
    pub identity: Option<Path>,
    /// The status that means "not yet", and the schema its body must have.
    pub pending: Option<(u16, Type)>,
    pub every: Duration,
    pub within: Duration,
}

#[derive(Debug)]
pub enum Of {
    Any,
    All,
    Newest(Path),
}

/// A method of the client that fetches what a field of a schema links to.
#[derive(Debug)]
pub struct Download {
    pub method: Ident,
    pub schema: std::rc::Rc<SchemaName>,
    pub field: Step,
    pub wire: String,
    pub hosts: Vec<String>,
    pub docs: Docs,
}
