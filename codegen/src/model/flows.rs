//! What takes several requests: pages, waiting, downloads.

use std::time::Duration;

use proc_macro2::Ident;

use super::{Docs, Presence, Scalar, SchemaName, Type};

/// How the list of an operation goes on after its first page.
#[derive(Debug)]
pub(crate) struct Paging {
    pub(crate) way: PagingWay,
    pub(crate) items: ItemsAt,
    pub(crate) item: Type,
    /// The next link or cursor; of the envelope, where nothing else is said.
    pub(crate) next: NextAt,
    pub(crate) more: Option<Path>,
    /// Where the number of all items is, and what kind of number.
    pub(crate) total: Option<(Path, Scalar)>,
}

/// Indices count the operation's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PagingWay {
    Link,
    LinkHeader,
    Cursor(usize),
    Offset(usize),
    Page(usize, u64),
}

/// Where an answer has its items.
#[derive(Clone, Debug)]
pub(crate) enum ItemsAt {
    /// It gives them itself: an envelope was taken off, or it is a list.
    Whole,
    /// It is one.
    Single,
    Path(Path),
}

#[derive(Debug)]
pub(crate) enum NextAt {
    /// In the envelope's own field for it, or nowhere in the body.
    Envelope,
    Response(Path),
    LastItem(Path),
}

/// A field, reached by fields: none of them is left out.
#[derive(Clone, Debug)]
pub(crate) struct Path(pub(crate) Vec<Step>);

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) field: Ident,
    pub(crate) presence: Presence,
    /// Whether rustc warns where it is used.
    pub(crate) deprecated: bool,
}

/// What can be waited for by asking again and again.
#[derive(Debug)]
pub(crate) struct Wait {
    pub(crate) id: String,
    /// The request's method.
    pub(crate) ident: Ident,
    pub(crate) docs: Docs,
    pub(crate) items: ItemsAt,
    pub(crate) item: Type,
    /// What it sets: the index of a parameter, and its values.
    pub(crate) with: Vec<(usize, Vec<String>)>,
    pub(crate) state: Path,
    pub(crate) reached: Vec<String>,
    pub(crate) failed: Vec<String>,
    pub(crate) of: Of,
    pub(crate) identity: Option<Path>,
    /// The status that means "not yet", and the schema its body must have.
    pub(crate) pending: Option<(u16, Type)>,
    pub(crate) every: Duration,
    pub(crate) within: Duration,
}

#[derive(Debug)]
pub(crate) enum Of {
    Any,
    All,
    Newest(Path),
}

/// A method of the client that fetches what a field of a schema links to.
#[derive(Debug)]
pub(crate) struct Download {
    pub(crate) method: Ident,
    pub(crate) schema: std::rc::Rc<SchemaName>,
    pub(crate) field: Step,
    pub(crate) wire: String,
    pub(crate) hosts: Vec<String>,
    pub(crate) docs: Docs,
}
