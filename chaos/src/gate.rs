//! A door that a test opens: scripts wait at it without a clock.

use tokio::sync::watch;

/// Closed until a test opens it; then it stays open. Clones are the same gate.
///
/// With a gate a test decides the order of events instead of sleeping and hoping.
#[derive(Clone, Debug)]
pub struct Gate(watch::Sender<bool>);

impl Gate {
    /// A gate that nothing passes yet.
    #[must_use]
    pub fn closed() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Lets through everyone who waits and everyone who will come.
    pub fn open(&self) {
        self.0.send_replace(true);
    }

    /// Waits until the gate is open.
    pub async fn passed(&self) {
        // An error would mean that the sender is gone, and `self` holds it.
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}
