//! Get all datasets.

use partner_insights_emulator::Family;

use crate::session::Session;

#[tokio::test]
async fn every_family_lists_its_own() {
    for (family, name) in [
        (Family::Partner, "OfficeUsage"),
        (Family::Marketplace, "ISVOrder"),
        (Family::MarketplaceV1, "ISVOrder"),
        (Family::Store, "Acquisitions"),
    ] {
        let session = Session::start(family).await;
        let reply = session.get("/ScheduledDataset").await;
        assert!(reply.items().iter().any(|dataset| dataset["datasetName"] == name));
        assert_eq!(reply.json()["message"], "Dataset fetched successfully");
    }
}

#[tokio::test]
async fn one_is_found_by_name() {
    let session = Session::start(Family::Partner).await;
    let dataset = session.get("/ScheduledDataset?datasetName=OfficeUsage").await.item();
    assert_eq!(dataset["minimumRecurrenceInterval"], 24);
    assert_eq!(dataset["selectableColumns"][0], "CustomerTenantId");
    assert_eq!(dataset["availableMetrics"][0], "CustomerCount");
    assert_eq!(dataset["availableDateRanges"][0], "LAST_MONTH");
    let profile = session.get("/ScheduledDataset?DatasetName=Profile").await.item();
    assert_eq!(profile["availableDateRanges"].as_array().map(Vec::len), Some(0));
    let none = session.get("/ScheduledDataset?datasetName=Other").await;
    none.refused(404, "No item found with given filters.");
}

#[tokio::test]
async fn the_marketplace_has_no_minimum_interval() {
    let session = Session::start(Family::Marketplace).await;
    let dataset = session.get("/ScheduledDataset?datasetName=ISVOrder").await.item();
    assert!(dataset.get("minimumRecurrenceInterval").is_none());
}
