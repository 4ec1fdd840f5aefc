//! Commercial marketplace: documented system queries and the datasets behind them.

use super::{Dataset, SystemQuery};

pub(super) const DATASETS: &[&Dataset] = &[&ISV_CUSTOMER, &ISV_ORDER, &ISV_MARKETPLACE_INSIGHTS, &ISV_OFFER_RETENTION];

pub(super) const SYSTEM_QUERIES: &[SystemQuery] = &[
    SystemQuery { id: "b9df4929-073f-4795-b0cb-a2c81b11e28d", dataset: &ISV_CUSTOMER },
    SystemQuery { id: "fd0f299c-5a1c-4929-9f48-bfc6cc44355d", dataset: &ISV_ORDER },
    SystemQuery { id: "6fd7624b-aa9f-42df-a61d-67d42fd00e92", dataset: &ISV_MARKETPLACE_INSIGHTS },
    SystemQuery { id: "6d37d057-06f3-45aa-a971-3a34415e8511", dataset: &ISV_OFFER_RETENTION },
];

/// The ranges of the documented examples.
const DATE_RANGES: &[&str] = &["LAST_MONTH", "LAST_3_MONTHS", "LAST_6_MONTHS", "LIFETIME"];

static ISV_CUSTOMER: Dataset = Dataset {
    name: "ISVCustomer",
    columns: &[
        "MarketplaceSubscriptionId",
        "DateAcquired",
        "DateLost",
        "ProviderName",
        "ProviderEmail",
        "FirstName",
        "LastName",
        "Email",
        "CustomerCompanyName",
        "CustomerCity",
        "CustomerPostalCode",
        "CustomerCommunicationCulture",
        "CustomerCountryRegion",
        "AzureLicenseType",
        "PromotionalCustomers",
        "CustomerState",
        "CommerceRootCustomer",
        "CustomerId",
        "BillingAccountId",
        "ID",
    ],
    metrics: &[],
    date_ranges: DATE_RANGES,
};

static ISV_ORDER: Dataset = Dataset {
    name: "ISVOrder",
    columns: &[
        "MarketplaceSubscriptionId",
        "MonthStartDate",
        "OfferType",
        "AzureLicenseType",
        "MarketplaceLicenseType",
        "Sku",
        "CustomerCountry",
        "IsPreviewSKU",
        "OrderId",
        "OrderQuantity",
        "CloudInstanceName",
        "IsNewCustomer",
        "OrderStatus",
        "OrderCancelDate",
        "CustomerCompanyName",
        "CustomerName",
        "OrderPurchaseDate",
        "OfferName",
        "TrialEndDate",
        "CustomerId",
        "BillingAccountId",
    ],
    metrics: &[],
    date_ranges: DATE_RANGES,
};

static ISV_MARKETPLACE_INSIGHTS: Dataset = Dataset {
    name: "ISVMarketplaceInsights",
    columns: &[
        "Date",
        "OfferName",
        "ReferralDomain",
        "CountryName",
        "PageVisits",
        "GetItNow",
        "ContactMe",
        "TestDrive",
        "FreeTrial",
    ],
    metrics: &[],
    date_ranges: DATE_RANGES,
};

static ISV_OFFER_RETENTION: Dataset = Dataset {
    name: "ISVOfferRetention",
    columns: &[
        "OfferCategory",
        "OfferName",
        "ProductId",
        "DeploymentMethod",
        "ServicePlanName",
        "Sku",
        "SkuBillingType",
        "CustomerId",
        "CustomerName",
        "CustomerCompanyName",
        "CustomerCountryName",
        "CustomerCountryCode",
        "CustomerCurrencyCode",
        "FirstUsageDate",
        "AzureLicenseType",
        "OfferType",
        "Offset",
    ],
    metrics: &[],
    date_ranges: DATE_RANGES,
};
