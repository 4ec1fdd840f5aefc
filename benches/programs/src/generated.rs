//! The call with the generated client, as it is by default: deadline, retries and their budget, limits, places; spans that
//! nobody listens to.

use crate::drive::{Answered, Call, Problem};

apiloom_runtime::include_client!(mod api);

/// The generated client.
pub struct Generated(api::Client);

impl Generated {
    /// # Errors
    ///
    /// If the address is none.
    pub fn new(address: &str) -> Result<Self, Problem> {
        let builder = api::Client::builder().base_url(format!("http://{address}"));
        Ok(Self(builder.build()?))
    }
}

impl Call for Generated {
    async fn call(&self, report_id: &str) -> Result<Answered, Problem> {
        match self.0.resume_report(report_id).await {
            Ok(reports) => Ok(Answered::Reports(reports.len())),
            Err(error) => {
                let failure = error.body::<api::models::Failure>();
                let status = error.status().filter(|_| failure.is_some());
                status.map(|status| Answered::Failure(status.as_u16())).ok_or_else(|| error.into())
            }
        }
    }
}
