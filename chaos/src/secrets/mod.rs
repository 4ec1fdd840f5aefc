//! Secrets that must not show: random texts to plant, and a scanner that finds any 12 bytes of them in what a program
//! lets out.
//!
//! ```
//! use apiloom_chaos::secrets::{Scanner, Sentinels};
//!
//! let sentinels = Sentinels::seeded(7, &["access token", "client secret"]);
//! let scanner = Scanner::new(&sentinels);
//! let token = sentinels.value("access token");
//! scanner.sink("display of error", format!("401 for Bearer {token}"));
//! let report = scanner.report();
//! assert_eq!(report.findings[0].sentinel, "access token");
//! assert!(!report.to_string().contains(token), "a report never repeats a secret");
//! ```

mod capture;
mod encoding;
mod patterns;
mod report;
mod scanner;
mod sentinel;

pub use self::capture::{Capture, CaptureError};
pub use self::encoding::Encoding;
pub use self::report::{Finding, Report};
pub use self::scanner::{Scanner, Stream};
pub use self::sentinel::{Sentinel, Sentinels};

/// So many bytes of a secret in a row are a leak.
pub const WINDOW: usize = 12;
