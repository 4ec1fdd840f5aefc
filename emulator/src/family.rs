//! The API families, and where each of them lives.

use crate::identity::Resource;

/// A family of the Insights API: the same operations, with other datasets and other rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Partner insights (`mpn`), v1.
    Partner,
    /// Commercial marketplace (`cmp`), v1.1.
    Marketplace,
    /// Commercial marketplace (`cmp`), v1: the same data as [`Family::Marketplace`], in the
    /// shapes of the deprecated version.
    MarketplaceV1,
    /// Apps and games of the Microsoft Store (`consumer`), v1.1.
    Store,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 4] = [Self::Partner, Self::Marketplace, Self::MarketplaceV1, Self::Store];

    /// The path all operations of the family start with.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Partner => "/insights/v1/mpn",
            Self::Marketplace => "/insights/v1.1/cmp",
            Self::MarketplaceV1 => "/insights/v1/cmp",
            Self::Store => "/consumer/insights/v1.1",
        }
    }

    /// The audience of the access tokens that the family accepts.
    #[must_use]
    pub const fn audience(self) -> &'static str {
        self.resource().audience()
    }

    pub(crate) const fn resource(self) -> Resource {
        match self {
            Self::Partner | Self::Marketplace | Self::MarketplaceV1 => Resource::PartnerCenter,
            Self::Store => Resource::Store,
        }
    }

    /// Whether either version of the commercial marketplace is meant: only its documentation has
    /// the quotas and the longer list of refusals.
    pub(crate) const fn is_marketplace(self) -> bool {
        matches!(self, Self::Marketplace | Self::MarketplaceV1)
    }
}
