//! Lists that come in pages.

mod items;
mod link;
mod position;
mod turn;

use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub use self::items::Items;
pub(crate) use self::link::linked;
pub use self::position::PageToken;
use self::position::Position;
pub use self::turn::{Turn, turn_of_envelope, turn_of_list};
use crate::answer::Answer;
use crate::call::Call;
use crate::error::Error;

/// More pages than this are a server that repeats itself.
const MOST_PAGES: u32 = 10_000;

/// The pages of a list, fetched one after the other as they are asked for. It is a stream; [`next`](Self::next) does
/// without one of the crates that have `StreamExt`.
///
/// A page is a call of its own, with its own deadline, retries and limits. After an error there are no more pages; where
/// it went wrong, [`resume_token`](Self::resume_token) says.
#[must_use = "no page is fetched before it is asked for"]
pub struct Pages<P> {
    template: Call,
    decode: fn(Answer) -> Result<P, Error>,
    turn: fn(&P) -> Turn,
    /// Where the next page is; none after the last.
    position: Option<Position>,
    /// Why there is no next page although there should be one.
    failure: Option<Error>,
    current: Option<Call>,
    /// Hashes of the positions that were fetched.
    seen: HashSet<u64>,
    fetched: u32,
    most: u32,
}

impl<P> Pages<P> {
    /// The pages of a call that was not sent.
    pub fn new(call: Call, decode: fn(Answer) -> Result<P, Error>, turn: fn(&P) -> Turn) -> Self {
        Self {
            position: Some(Position::start(&call)),
            template: call,
            decode,
            turn,
            failure: None,
            current: None,
            seen: HashSet::new(),
            fetched: 0,
            most: MOST_PAGES,
        }
    }

    /// Begins with another page than the first: the one that a [`resume_token`](Self::resume_token) of the same list
    /// names. One that is not of this list is an error of the first page.
    pub fn starting_at(mut self, token: &PageToken) -> Self {
        match Position::of_token(token, &self.template) {
            Ok(position) => self.position = Some(position),
            Err(error) => self.failure = Some(error),
        }
        self
    }

    /// How many pages are fetched at most; another one is an error. 10,000 if nothing is said.
    pub fn at_most(mut self, pages: u32) -> Self {
        self.most = pages;
        self
    }

    /// Where the next page is, to be kept and given to [`starting_at`](Self::starting_at) later; none after the last
    /// page. After an error it is the page that could not be fetched.
    #[must_use]
    pub fn resume_token(&self) -> Option<PageToken> {
        self.position.as_ref().map(Position::to_token)
    }

    /// The next page; none after the last, and none after an error.
    pub async fn next(&mut self) -> Option<Result<P, Error>> {
        std::future::poll_fn(|context| self.poll_page(context)).await
    }

    /// Ends with an error.
    #[cfg(feature = "blocking")]
    pub(crate) fn fail(&mut self, error: Error) -> Option<Result<P, Error>> {
        let is_over = std::mem::take(&mut self.most) == 0;
        (!is_over).then_some(Err(error))
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, Error>>> {
        if let Some(failure) = self.failure.take() {
            self.most = 0;
            return Poll::Ready(Some(Err(failure)));
        }
        if self.current.is_none() {
            match self.begin() {
                Ok(Some(call)) => self.current = Some(call),
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        let Some(call) = &mut self.current else { return Poll::Ready(None) };
        let answer = ready!(call.poll_answer(context));
        self.current = None;
        Poll::Ready(Some(answer.and_then(|answer| self.turn_page(answer)).inspect_err(|_| self.most = 0)))
    }

    /// The call for the page at the position.
    fn begin(&mut self) -> Result<Option<Call>, Error> {
        let (Some(position), true) = (&self.position, self.most > 0) else { return Ok(None) };
        let mut hasher = DefaultHasher::new();
        position.hash(&mut hasher);
        let problem = if self.fetched >= self.most {
            Some("there are more pages than the client fetches at most")
        } else if !self.seen.insert(hasher.finish()) {
            Some("the link to the next page leads to one that was fetched already")
        } else {
            None
        };
        if let Some(problem) = problem {
            self.most = 0;
            return Err(Error::paging(self.template.operation, problem));
        }
        self.fetched += 1;
        let mut call = self.template.again();
        position.apply(&mut call);
        Ok(Some(call))
    }

    /// Decodes a page, and finds the next.
    fn turn_page(&mut self, answer: Answer) -> Result<P, Error> {
        let linked = answer.linked("next");
        let page = (self.decode)(answer)?;
        let turn = (self.turn)(&page);
        match self.position.as_ref().map(|position| position.after(&self.template, turn, linked)) {
            Some(Ok(next)) => self.position = next,
            // The page is good; what is wrong is said when the next is asked for.
            Some(Err(error)) => self.failure = Some(error),
            None => {}
        }
        Ok(page)
    }
}

impl<P> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Pages({}: {} fetched)", self.template.operation.name, self.fetched)
    }
}
