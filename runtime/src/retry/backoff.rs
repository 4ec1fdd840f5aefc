//! How long to wait where the server says nothing.

use std::time::Duration;

use super::Retry;
use crate::cause::Cause;

/// Below this a wait is none: it would only add to what the server suffers from.
const SHORTEST: Duration = Duration::from_millis(50);

/// Whoever is throttled comes back later than whoever met an accident.
const THROTTLED: Duration = Duration::from_secs(1);

/// A random part of a span that doubles: `chance` is from 0 to 1.
pub(super) fn wait(retry: &Retry, failed: u32, cause: Cause, chance: f64) -> Duration {
    let first = if cause.is_throttled() { retry.first_wait.max(THROTTLED) } else { retry.first_wait };
    let doubled = 1_u32.checked_shl(failed.saturating_sub(1)).unwrap_or(u32::MAX);
    let span = first.saturating_mul(doubled).min(retry.longest_wait);
    span.mul_f64(chance.clamp(0.0, 1.0)).max(SHORTEST)
}

/// What a server asks for, and up to a quarter of it (10 s at most) besides: it told others the same.
pub(super) fn after(asked: Duration, chance: f64) -> Duration {
    let more = asked.mul_f64(0.25).clamp(SHORTEST, Duration::from_secs(10));
    asked.saturating_add(more.mul_f64(chance.clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_double_up_to_the_longest() {
        let retry = Retry::default();
        let spans = [1, 2, 3, 7, 8, 40].map(|failed| wait(&retry, failed, Cause::NotSent, 1.0));
        assert_eq!(spans.map(|span| span.as_millis()), [250, 500, 1000, 16_000, 20_000, 20_000]);
        assert_eq!(wait(&retry, 1, Cause::Status(http::StatusCode::TOO_MANY_REQUESTS), 1.0), THROTTLED);
        assert_eq!(wait(&retry, 1, Cause::NotSent, 0.0), SHORTEST);
    }

    #[test]
    fn what_is_asked_for_is_waited_for_in_full() {
        assert_eq!(after(Duration::from_secs(4), 0.0), Duration::from_secs(4));
        assert_eq!(after(Duration::from_secs(4), 1.0), Duration::from_secs(5));
        assert_eq!(after(Duration::from_secs(60), 1.0), Duration::from_secs(70));
        assert_eq!(after(Duration::MAX, 1.0), Duration::MAX);
    }
}
