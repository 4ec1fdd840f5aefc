//! Where a page is.

use std::fmt;

use url::Url;

use super::Turn;
use super::link::next_link;
use crate::call::Call;
use crate::error::Error;
use crate::paging::Paging;
use crate::request;

#[derive(Clone, Hash)]
pub(super) enum Position {
    First,
    Link(Url),
    Cursor(String),
    /// Items before it.
    Offset(u64),
    /// Its number.
    Page(u64),
}

/// Where a page of a list is: to be kept, and to go on there later.
///
/// It may hold a link or a cursor of the server, which may hold a key: nothing shows it but [`as_str`](Self::as_str).
#[derive(Clone, PartialEq, Eq)]
pub struct PageToken(String);

impl PageToken {
    /// A token that was kept as text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The token as text, for a file or a database.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PageToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PageToken([redacted])")
    }
}

impl Position {
    /// Where a call begins: at the first page, or at the one that its arguments name.
    pub(super) fn start(call: &Call) -> Self {
        let given = |index| call.arguments.of(index).next().and_then(|value| value.text.parse().ok());
        match call.operation.paging {
            Some(Paging::Offset(index)) => Self::Offset(given(index).unwrap_or(0)),
            Some(Paging::Page(index, first)) => Self::Page(given(index).unwrap_or(first)),
            Some(Paging::Link | Paging::LinkHeader | Paging::Cursor(_)) | None => Self::First,
        }
    }

    /// Makes the call one for this page.
    pub(super) fn apply(&self, call: &mut Call) {
        match (self, call.operation.paging) {
            (Self::Link(link), _) => call.follow(link.clone()),
            (Self::Cursor(cursor), Some(Paging::Cursor(index))) => call.set(index, cursor),
            (Self::Offset(0), _) => {}
            (Self::Offset(offset), Some(Paging::Offset(index))) => call.set(index, offset),
            (Self::Page(number), Some(Paging::Page(index, _))) => call.set(index, number),
            _ => {}
        }
    }

    /// Where the next page is; none after the last. `linked` is the link in the header.
    pub(super) fn after(&self, call: &Call, turn: Turn, linked: Option<String>) -> Result<Option<Self>, Error> {
        if turn.more == Some(false) {
            return Ok(None);
        }
        let next = turn.next.filter(|next| !next.is_empty());
        let count = u64::try_from(turn.count).unwrap_or(u64::MAX);
        let before_all =
            |items: u64| turn.total.is_none_or(|total| i64::try_from(items).is_ok_and(|items| items < total));
        match (call.operation.paging, self) {
            (Some(Paging::Link), _) => next.map(|link| self.link(call, &link)).transpose(),
            (Some(Paging::LinkHeader), _) => linked.map(|link| self.link(call, &link)).transpose(),
            (Some(Paging::Cursor(_)), _) => Ok(next.map(Self::Cursor)),
            (Some(Paging::Offset(_)), Self::Offset(offset)) => {
                let after = offset.saturating_add(count);
                Ok((count > 0 && before_all(after)).then_some(Self::Offset(after)))
            }
            // How many items the pages before had is not known, so a total does not say which page is the last.
            (Some(Paging::Page(..)), Self::Page(number)) => {
                Ok((count > 0).then_some(Self::Page(number.saturating_add(1))))
            }
            _ => Ok(None),
        }
    }

    fn link(&self, call: &Call, link: &str) -> Result<Self, Error> {
        let here = match self {
            Self::Link(link) => link.clone(),
            _ => request::url(call)?,
        };
        let base = call.core.base();
        let link = next_link(base.url(), &here, link).map_err(|what| Error::paging(call.operation, what))?;
        Ok(Self::Link(link))
    }

    pub(super) fn to_token(&self) -> PageToken {
        PageToken(match self {
            Self::First => "first".to_owned(),
            Self::Link(link) => format!("link {link}"),
            Self::Cursor(cursor) => format!("cursor {cursor}"),
            Self::Offset(offset) => format!("offset {offset}"),
            Self::Page(number) => format!("page {number}"),
        })
    }

    /// A token may come from anywhere: a link in it is held to the same rules as one in an answer.
    pub(super) fn of_token(token: &PageToken, call: &Call) -> Result<Self, Error> {
        let wrong = || Error::paging(call.operation, "the token is not one of a page of this list");
        let (kind, value) = token.0.split_once(' ').unwrap_or((&token.0, ""));
        match (kind, call.operation.paging) {
            ("first", _) => Ok(Self::First),
            ("link", Some(Paging::Link | Paging::LinkHeader)) => Self::First.link(call, value),
            ("cursor", Some(Paging::Cursor(_))) => Ok(Self::Cursor(value.to_owned())),
            ("offset", Some(Paging::Offset(_))) => value.parse().map(Self::Offset).map_err(|_| wrong()),
            ("page", Some(Paging::Page(..))) => value.parse().map(Self::Page).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}
