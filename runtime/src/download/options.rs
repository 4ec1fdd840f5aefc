//! What a caller asks of one download.

use std::fmt;
use std::time::Duration;

use super::checksum::Expected;
use crate::error::Error;
use crate::secret::Secret;
use crate::transport::BoxFuture;

type Show = Box<dyn FnMut(u64, Option<u64>) + Send>;
type Renew = Box<dyn FnMut() -> BoxFuture<'static, Result<Secret<String>, Error>> + Send>;

/// What is to become of what a former download left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    Resume,
    Replace,
}

pub(super) struct Options {
    pub(super) expected: Expected,
    pub(super) show: Option<Show>,
    pub(super) renew: Option<Renew>,
    pub(super) existing: Existing,
    pub(super) takes_unverified: bool,
    pub(super) unpack: bool,
    pub(super) mark: bool,
    pub(super) timeout: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            expected: Expected::default(),
            show: None,
            renew: None,
            existing: Existing::Resume,
            takes_unverified: false,
            unpack: true,
            mark: false,
            timeout: None,
        }
    }
}

impl Options {
    pub(super) fn show(&mut self, there: u64, length: Option<u64>) {
        if let Some(show) = &mut self.show {
            show(there, length);
        }
    }

    pub(super) fn can_renew(&self) -> bool {
        self.renew.is_some()
    }

    pub(super) fn renewed(&mut self) -> Option<BoxFuture<'static, Result<Secret<String>, Error>>> {
        self.renew.as_mut().map(|renew| renew())
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Options")
            .field("existing", &self.existing)
            .field("unpack", &self.unpack)
            .field("without_bom", &self.mark)
            .field("accept_unverified", &self.takes_unverified)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
