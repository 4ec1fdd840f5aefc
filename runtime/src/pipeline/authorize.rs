//! Credentials: asked for in every attempt, and sent to the server of the client alone.

use http::StatusCode;

use super::Journey;
use super::attempt::{Replay, answered, sent};
use crate::error::Error;
use crate::guard::Received;
use crate::observe::Happened;

/// Sends with a token. One that the server refuses (401) is reported to its source, and where that has another, the
/// request is sent once more: it was refused before anything was done, so that is harmless for every operation.
pub(super) async fn authorized(journey: &Journey<'_>, replay: &mut Replay) -> Result<Received, Error> {
    let Journey { core, operation, .. } = journey;
    let proofs = core.proofs(operation).await?;
    if proofs.is_empty() {
        let request = journey.prepared()?;
        return answered(journey, sent(journey, request)).await;
    }
    let request = journey.prepared()?.authorized(core, operation, &proofs)?;
    let answer = answered(journey, sent(journey, request)).await?;
    let is_refused = answer.status == StatusCode::UNAUTHORIZED && *replay == Replay::Allowed;
    if !is_refused || !core.proofs_refused(&proofs) {
        return Ok(answer.with_tokens(proofs));
    }
    drop(answer);
    *replay = Replay::Done;
    journey.tell(Happened::TokenRefused);
    let proofs = core.proofs(operation).await?;
    let request = journey.prepared()?.authorized(core, operation, &proofs)?;
    let answer = answered(journey, sent(journey, request)).await?;
    Ok(answer.with_tokens(proofs))
}
