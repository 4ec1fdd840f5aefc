//! A token that is kept: until when it is served, and from when a new one is fetched behind it.

use std::time::Duration;

use tokio::time::Instant;

use super::source::FetchedToken;
use crate::credentials::AccessToken;

/// What has less left may be expired when it arrives.
const USABLE: Duration = Duration::from_secs(30);

/// How long before its end a token is renewed, and by how much chance adds to that.
const AHEAD: Duration = Duration::from_secs(5 * 60);
const JITTER: Duration = Duration::from_secs(60);

pub(super) struct Held {
    pub(super) token: AccessToken,
    expires: Option<Instant>,
    due: Option<Instant>,
}

impl Held {
    /// `chance` is from 0 to 1.
    pub(super) fn new(fetched: FetchedToken, now: Instant, chance: f64) -> Self {
        let FetchedToken { token, expires } = fetched;
        let due = expires.map(|expires| {
            let ahead = AHEAD + JITTER.mul_f64(chance.clamp(0.0, 1.0));
            let half = expires.saturating_duration_since(now) / 2;
            expires.checked_sub(ahead.min(half)).unwrap_or(now)
        });
        Self { token, expires, due }
    }

    pub(super) fn is_alive(&self, now: Instant) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }

    pub(super) fn is_usable(&self, now: Instant) -> bool {
        is_usable(self.expires, now)
    }

    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.due.is_some_and(|due| due <= now)
    }
}

pub(super) fn is_usable(expires: Option<Instant>, now: Instant) -> bool {
    expires.is_none_or(|expires| expires.saturating_duration_since(now) > USABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(lifetime: u64, chance: f64, now: Instant) -> Held {
        let fetched = FetchedToken::new(AccessToken::new("token"));
        Held::new(fetched.expires_after(now, Duration::from_secs(lifetime)), now, chance)
    }

    fn due_after(lifetime: u64, chance: f64) -> u64 {
        let now = Instant::now();
        held(lifetime, chance, now).due.unwrap().duration_since(now).as_secs()
    }

    #[test]
    fn renewed_five_to_six_minutes_ahead_and_short_lives_by_half() {
        assert_eq!(due_after(3600, 0.0), 3300);
        assert_eq!(due_after(3600, 1.0), 3240);
        assert_eq!(due_after(600, 0.0), 300);
        assert_eq!(due_after(60, 0.5), 30);
        assert_eq!(due_after(0, 0.5), 0);
        assert_eq!(due_after(u64::MAX, 0.0), 24 * 60 * 60 - 300);
    }

    #[test]
    fn served_with_more_than_half_a_minute_left() {
        let now = Instant::now();
        let held = held(100, 0.0, now);
        let after = |seconds| now + Duration::from_secs(seconds);
        assert!(held.is_usable(after(69)) && !held.is_usable(after(70)));
        assert!(held.is_alive(after(99)) && !held.is_alive(after(100)));
        let endless = Held::new(FetchedToken::new(AccessToken::new("token")), now, 0.5);
        assert!(endless.is_usable(after(1_000_000)) && !endless.is_due(after(1_000_000)));
    }
}
