//! Whether a failed attempt is followed by another.

use std::time::Duration;

use super::{Budget, Retry, backoff};
use crate::cause::Cause;

/// What a decision depends on.
pub(crate) struct Situation {
    pub(crate) cause: Cause,
    /// How many attempts failed, this one included.
    pub(crate) failed: u32,
    /// Whether doing it twice does no harm.
    pub(crate) repeatable: bool,
    pub(crate) retry_after: Option<Duration>,
    /// Until the deadline.
    pub(crate) remaining: Duration,
    /// From 0 up to 1.
    pub(crate) chance: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Stop,
    Wait(Duration),
}

pub(crate) fn decide(retry: &Retry, budget: &Budget, situation: &Situation) -> Decision {
    let Situation { cause, failed, repeatable, retry_after, remaining, chance } = *situation;
    let harmless = repeatable || cause == Cause::NotSent;
    if !cause.is_transient() || !harmless || failed >= retry.attempts {
        return Decision::Stop;
    }
    let wait = match retry_after {
        Some(asked) if asked > retry.longest_retry_after => return Decision::Stop,
        Some(asked) if asked > Duration::ZERO => backoff::after(asked, chance).min(retry.longest_retry_after),
        _ => backoff::wait(retry, failed, cause, chance),
    };
    if wait >= remaining || (retry.budget && !budget.take(cause)) {
        return Decision::Stop;
    }
    Decision::Wait(wait)
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    const BUSY: Cause = Cause::Status(StatusCode::SERVICE_UNAVAILABLE);

    fn situation(cause: Cause) -> Situation {
        let remaining = Duration::from_secs(90);
        Situation { cause, failed: 1, repeatable: true, retry_after: None, remaining, chance: 0.5 }
    }

    fn goes_on(situation: &Situation) -> bool {
        decide(&Retry::default(), &Budget::full(), situation) != Decision::Stop
    }

    #[tokio::test]
    async fn only_what_may_pass() {
        for status in 300..600 {
            let status = StatusCode::from_u16(status).unwrap();
            let expected = matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504);
            assert_eq!(goes_on(&situation(Cause::Status(status))), expected, "{status}");
        }
        for cause in [Cause::NotSent, Cause::Timeout, Cause::Interrupted, Cause::Stalled] {
            assert!(goes_on(&situation(cause)), "{cause}");
        }
        for cause in [Cause::Tls, Cause::Proxy, Cause::Limit, Cause::Unusable] {
            assert!(!goes_on(&situation(cause)), "{cause}");
        }
    }

    #[tokio::test]
    async fn what_is_not_repeatable_is_sent_again_only_if_it_never_was() {
        for cause in [Cause::Timeout, Cause::Interrupted, Cause::Stalled, BUSY] {
            assert!(!goes_on(&Situation { repeatable: false, ..situation(cause) }), "{cause}");
        }
        let throttled = Cause::Status(StatusCode::TOO_MANY_REQUESTS);
        assert!(!goes_on(&Situation { repeatable: false, ..situation(throttled) }));
        assert!(goes_on(&Situation { repeatable: false, ..situation(Cause::NotSent) }));
    }

    #[tokio::test]
    async fn neither_too_often_nor_too_late() {
        assert!(goes_on(&Situation { failed: 2, ..situation(BUSY) }));
        assert!(!goes_on(&Situation { failed: 3, ..situation(BUSY) }));
        let asked = |seconds| Situation { retry_after: Some(Duration::from_secs(seconds)), ..situation(BUSY) };
        assert!(goes_on(&asked(60)) && !goes_on(&asked(61)) && !goes_on(&asked(u64::MAX)));
        for seconds in [51, 60] {
            let latest = Situation { chance: 0.999, ..asked(seconds) };
            let decision = decide(&Retry::default(), &Budget::full(), &latest);
            assert_eq!(decision, Decision::Wait(Duration::from_secs(60)), "what is added is within the longest, too");
        }
        let late = Situation { remaining: Duration::from_secs(2), ..asked(2) };
        assert!(!goes_on(&late));
    }
}
