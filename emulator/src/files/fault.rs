//! What can go wrong with a file on its way.

/// A fault for [`Emulator::fault_next_file`](crate::Emulator::fault_next_file).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The connection is closed after so many bytes of the body, as they are on the wire, although `Content-Length`
    /// promised more. Nothing happens if it did not.
    CutAfter(usize),
    /// `Range` is ignored: the whole file comes with 200.
    IgnoreRange,
    /// Before the answer every file is replaced by another one: other rows, another `ETag`, links as before.
    Change,
}
