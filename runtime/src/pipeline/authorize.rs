//! Credentials: asked for in every attempt, and sent to the server of the client alone.

use http::StatusCode;

use super::Journey;
use super::attempt::{Replay, answered, sent};
use crate::error::Error;
use crate::guard::Received;
use crate::observe::Happened;

/// Sends with a token. One that the server refuses (401) is reported to its source, and where that has another, the
/// request is sent once more: it was refused before anything was done, so that is harmless for every operation.
pub(super) async fn authorized(
    journey: &Journey<'_>,
    replay: &mut Replay,
    answer: &mut Option<Received>,
) -> Result<(), Error> {
    let Journey { core, operation, .. } = journey;
    loop {
        let proofs = core.proofs(operation).await?;
        if proofs.is_empty() {
            let request = journey.prepared()?;
            return answered(journey, sent(journey, request), answer).await;
        }
        let request = journey.prepared()?.authorized(core, operation, &proofs)?;
        answered(journey, sent(journey, request), answer).await?;
        let Some(received) = answer else { return Ok(()) };
        let is_refused = received.status == StatusCode::UNAUTHORIZED && *replay == Replay::Allowed;
        if !is_refused || !core.proofs_refused(&proofs) {
            received.keep_tokens(proofs);
            return Ok(());
        }
        *answer = None;
        *replay = Replay::Done;
        journey.tell(Happened::TokenRefused);
    }
}
