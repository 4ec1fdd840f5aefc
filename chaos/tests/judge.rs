//! What is allowed, and what is not.

use apiloom_chaos::fault::{Breach, Cut, Expect, Failure, Fate, Observation, Outcome, Repeat, Seen, Times};

const UNKNOWN: Expect = Expect::error(Fate::Unknown, Failure::Interrupted);

/// A call that got an error after one request which had its effect.
fn failed(repeat: Repeat) -> Observation {
    Observation { seen: Seen::Error, repeat, attempts: 3, requests: 1, effects: 1, strangers: 0 }
}

#[test]
fn an_error_may_be_told_and_a_success_must_be_true() {
    let observed = failed(Repeat::Forbidden);
    let told = |seen| Observation { seen, ..observed };
    let breaches = |expect: Expect, seen| expect.breaches(Times::Always, &told(seen));
    assert_eq!(breaches(UNKNOWN, Seen::Error), []);
    assert_eq!(breaches(UNKNOWN, Seen::Good), [Breach::MadeUpSuccess]);
    assert_eq!(breaches(UNKNOWN, Seen::Other), [Breach::MadeUpSuccess]);
    assert_eq!(breaches(Expect::good(), Seen::Good), []);
    assert_eq!(breaches(Expect::good(), Seen::Error), [Breach::NeedlessError]);
    let either = Expect::good_or_error(Fate::Final, Failure::Protocol);
    assert_eq!([breaches(either, Seen::Good), breaches(either, Seen::Error)], [[], []]);
    assert_eq!(breaches(either, Seen::Other), [Breach::WrongContent]);
    assert_eq!(breaches(Expect::any(Fate::Final, Failure::Decode), Seen::Other), []);
    let nothing = Observation { effects: 0, ..told(Seen::Good) };
    assert_eq!(Expect::good().breaches(Times::Always, &nothing), [Breach::NoEffect]);
    let strangers = Observation { strangers: 2, ..observed };
    assert_eq!(UNKNOWN.breaches(Times::Always, &strangers), [Breach::Strangers(2)]);
}

#[test]
fn the_fate_decides_who_tries_again() {
    let again = |fate, repeat| {
        let expect = Expect::error(fate, Failure::Status);
        let observed = Observation { seen: Seen::Good, requests: 2, ..failed(repeat) };
        expect.breaches(Times::Once, &observed).is_empty()
    };
    for (fate, any_method, idempotent) in [
        (Fate::Unprocessed, true, true),
        (Fate::TurnedAway, true, true),
        (Fate::NeedsCredentials, true, true),
        (Fate::Unknown, false, true),
        (Fate::Final, false, false),
    ] {
        assert_eq!(again(fate, Repeat::Forbidden), any_method, "{fate:?}");
        assert_eq!(again(fate, Repeat::Allowed), idempotent, "{fate:?}");
    }
}

#[test]
fn requests_and_effects_are_counted() {
    let thrice = Observation { requests: 3, effects: 3, ..failed(Repeat::Forbidden) };
    let expected = [Breach::RepeatedEffect(3), Breach::TooManyRequests { sent: 3, allowed: 1 }];
    assert_eq!(UNKNOWN.breaches(Times::Always, &thrice), expected);
    assert_eq!(UNKNOWN.breaches(Times::Always, &Observation { repeat: Repeat::Allowed, ..thrice }), []);
    let unauthorized = Expect::error(Fate::NeedsCredentials, Failure::Unauthorized);
    let refused = Observation { effects: 0, ..thrice };
    assert_eq!(unauthorized.breaches(Times::Always, &refused), [Breach::TooManyRequests { sent: 3, allowed: 2 }]);
    assert_eq!(
        expected.map(|breach| breach.to_string()),
        ["what must not be repeated had 3 effects", "3 requests were sent, 1 are allowed",]
    );
}

#[test]
fn who_has_to_recover() {
    let recovers = |fate, failure, repeat| Expect::error(fate, failure).recovers(repeat);
    assert!(recovers(Fate::Unprocessed, Failure::Connect, Repeat::Forbidden));
    assert!(!recovers(Fate::Unprocessed, Failure::Tls, Repeat::Forbidden));
    assert!(!recovers(Fate::TurnedAway, Failure::RateLimited, Repeat::Forbidden));
    assert!(recovers(Fate::Unknown, Failure::Timeout, Repeat::Allowed));
    assert!(!recovers(Fate::Final, Failure::Status, Repeat::Allowed));
    assert_eq!(UNKNOWN.outcome(Times::Once, Repeat::Allowed), Outcome::GoodOrError);
    assert_eq!(UNKNOWN.outcome(Times::Once, Repeat::Forbidden), Outcome::Error);
    assert_eq!(UNKNOWN.outcome(Times::Always, Repeat::Allowed), Outcome::Error);
}

#[test]
fn cuts_are_inside() {
    assert_eq!(Cut::EDGES.map(|cut| cut.of(10)), [0, 1, 5, 8, 9]);
    let mut random = fastrand::Rng::with_seed(1);
    for length in [0, 1, 2, 3, 1000] {
        for cut in Cut::EDGES.into_iter().chain((0..100).map(|_| Cut::random(&mut random))) {
            assert!(cut.of(length) < length.max(1), "{cut:?} of {length}");
        }
    }
    assert_eq!(Cut(7).chance().u64(..), Cut(7).chance().u64(..));
}
