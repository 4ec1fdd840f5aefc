//! Sign-ins on another device (RFC 8628): a code for the program, a code for the user.

use std::collections::BTreeMap;
use std::time::Duration;

use super::failure::Failure;
use super::resource::Scope;
use crate::timestamp::Timestamp;

pub(super) const LIFETIME: Duration = Duration::from_secs(15 * 60);
const INTERVAL: Duration = Duration::from_secs(5);

/// The sign-ins under way.
#[derive(Debug)]
pub(crate) struct Devices {
    /// How long a program is told to wait between two requests.
    pub interval: Duration,
    /// By the code of the program.
    devices: BTreeMap<String, Device>,
}

#[derive(Debug)]
struct Device {
    user_code: String,
    scope: Scope,
    end: Timestamp,
    decision: Option<Decision>,
}

/// What the program hears next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Approve,
    Decline,
    /// That it asks too often, once.
    SlowDown,
}

impl Devices {
    pub(super) const fn new() -> Self {
        Self { interval: INTERVAL, devices: BTreeMap::new() }
    }

    /// Begins a sign-in.
    pub(super) fn begin(&mut self, device_code: String, user_code: String, scope: Scope, now: Timestamp) {
        let end = now.plus(LIFETIME);
        self.devices.insert(device_code, Device { user_code, scope, end, decision: None });
    }

    /// Decides what happens to the sign-in of a code that a user typed, in any case. False if there is none.
    pub(crate) fn decide(&mut self, user_code: &str, decision: Decision, now: Timestamp) -> bool {
        let mut devices = self.devices.values_mut();
        let device = devices.find(|device| device.user_code.eq_ignore_ascii_case(user_code.trim()) && now < device.end);
        device.map(|device| device.decision = Some(decision)).is_some()
    }

    /// The permission, once there is one. A code is good for that once.
    pub(super) fn poll(&mut self, device_code: &str, now: Timestamp) -> Result<Scope, Failure> {
        let device = self.devices.get_mut(device_code).ok_or_else(Failure::unknown_device_code)?;
        if now >= device.end {
            return Err(Failure::device_code_expired());
        }
        let decision = device.decision.take();
        let scope = device.scope.clone();
        if matches!(decision, Some(Decision::Approve | Decision::Decline)) {
            self.devices.remove(device_code);
        }
        match decision {
            Some(Decision::Approve) => Ok(scope),
            Some(Decision::Decline) => Err(Failure::authorization_declined()),
            Some(Decision::SlowDown) => Err(Failure::slow_down()),
            None => Err(Failure::authorization_pending()),
        }
    }
}
