//! The items of all pages.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Pages;
use crate::error::Error;

type NextItems<T> = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<Result<Vec<T>, Error>>> + Send>;

/// The items of a list, whatever pages they come in: the next page is fetched when the items of one are used up. It is a
/// stream; [`next`](Self::next) does without one of the crates that have `StreamExt`. After an error there are no more.
#[must_use = "nothing is fetched before it is asked for"]
pub struct Items<T> {
    ready: VecDeque<T>,
    more: NextItems<T>,
    #[cfg(feature = "blocking")]
    is_over: bool,
}

impl<T: 'static> Items<T> {
    /// The items of pages.
    pub fn new<P: 'static>(mut pages: Pages<P>, items: fn(P) -> Vec<T>) -> Self {
        Self {
            ready: VecDeque::new(),
            #[cfg(feature = "blocking")]
            is_over: false,
            more: Box::new(move |context| pages.poll_page(context).map(|page| page.map(|page| page.map(items)))),
        }
    }

    /// The next item; none after the last, and none after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    /// All of them, in memory.
    ///
    /// # Errors
    ///
    /// That of the first page that could not be fetched; the items before it are lost, which [`next`](Self::next) gives.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    /// Ends with an error.
    #[cfg(feature = "blocking")]
    pub(crate) fn fail(&mut self, error: Error) -> Option<Result<T, Error>> {
        let is_over = std::mem::replace(&mut self.is_over, true);
        (!is_over).then_some(Err(error))
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!((self.more)(context)) {
                Some(Ok(items)) => self.ready = items.into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Unpin + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Items({} ready)", self.ready.len())
    }
}
