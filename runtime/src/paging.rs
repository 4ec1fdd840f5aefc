//! How lists come in pages: part of what an operation says, whether or not pages are compiled.

/// How the next page is asked for; indices count [`Operation::parameters`](crate::wire::Operation::parameters).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By the link that the answer holds.
    Link,
    /// By the link in the header field `Link` with the relation `next` (RFC 8288).
    LinkHeader,
    /// By giving this parameter the text that the answer holds.
    Cursor(usize),
    /// By giving this parameter the number of items before.
    Offset(usize),
    /// By counting this parameter up; the second number is that of the first page.
    Page(usize, u64),
}
