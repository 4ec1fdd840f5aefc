//! Taking off what is around a file.

use bytes::{Bytes, BytesMut};

use super::wrapping::{Coding, GZIP, MARK, Wrapping, too_large};
use crate::body::length_of;
use crate::guard::unpack::Unpacker;
use crate::transport::TransportError;

/// Takes it off piece by piece.
pub(super) struct Unwrapper {
    wrapping: Wrapping,
    unpacker: Unpacker,
    is_unpacking: bool,
    /// The first bytes, while they are too few to tell gzip by.
    beginning: Option<BytesMut>,
    /// The first bytes of what comes out, while they are too few to tell a mark by.
    opening: Option<BytesMut>,
    /// How much came out.
    length: u64,
}

impl Unwrapper {
    pub(super) fn new(wrapping: Wrapping, coding: Coding) -> Self {
        let is_to_be_told = cfg!(feature = "gzip") && coding == Coding::Plain && wrapping.unpack;
        let beginning = is_to_be_told.then(BytesMut::new);
        let opening = wrapping.mark.then(BytesMut::new);
        let mut new = Self { wrapping, unpacker: Unpacker::Plain, is_unpacking: false, beginning, opening, length: 0 };
        if coding != Coding::Plain {
            new.unpack();
        }
        new
    }

    /// The next piece of what `rest` holds, none after the last.
    pub(super) fn next(&mut self, rest: &mut Bytes) -> Result<Option<Bytes>, TransportError> {
        if let Some(mut beginning) = self.beginning.take() {
            beginning.extend_from_slice(&std::mem::take(rest));
            if beginning.len() < GZIP.len() {
                self.beginning = Some(beginning);
                return Ok(None);
            }
            if beginning.starts_with(&GZIP) {
                self.unpack();
            }
            *rest = beginning.freeze();
        }
        while let Some(piece) = self.unpacker.next(rest).map_err(for_good)? {
            let piece = self.without_mark(piece);
            self.length = self.length.saturating_add(length_of(&piece));
            self.check()?;
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    /// What was held back, at the end of the file.
    pub(super) fn finish(&mut self) -> Result<Bytes, TransportError> {
        let mut last = BytesMut::new();
        if let Some(beginning) = self.beginning.take() {
            let mut rest = beginning.freeze();
            while let Some(piece) = self.next(&mut rest)? {
                last.extend_from_slice(&piece);
            }
        }
        self.unpacker.finish().map_err(for_good)?;
        if let Some(opening) = self.opening.take() {
            self.length = self.length.saturating_add(length_of(&opening));
            last.extend_from_slice(&opening);
        }
        Ok(last.freeze())
    }

    /// How much came out.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn is_unpacking(&self) -> bool {
        self.is_unpacking
    }

    /// Without the feature there is never a reason to: no coding is asked for, and no beginning is looked at.
    fn unpack(&mut self) {
        #[cfg(feature = "gzip")]
        {
            self.unpacker = Unpacker::gzip();
        }
        self.is_unpacking = true;
    }

    fn without_mark(&mut self, piece: Bytes) -> Bytes {
        let Some(mut opening) = self.opening.take() else { return piece };
        opening.extend_from_slice(&piece);
        if opening.len() < MARK.len() {
            self.opening = Some(opening);
            return Bytes::new();
        }
        let mut opening = opening.freeze();
        if opening.starts_with(&MARK) { opening.split_off(MARK.len()) } else { opening }
    }

    fn check(&self) -> Result<(), TransportError> {
        let Wrapping { largest, ratio, .. } = self.wrapping;
        if self.length > largest {
            return Err(too_large(largest));
        }
        self.unpacker.check_ratio(self.length, ratio)
    }
}

/// What cannot be unpacked could not be the next time: it is all there, or the connection would have failed.
fn for_good(error: TransportError) -> TransportError {
    if error.cause().is_transient() { TransportError::unusable("what came is not what gzip makes") } else { error }
}

#[cfg(test)]
#[path = "unwrapper_tests.rs"]
mod tests;
