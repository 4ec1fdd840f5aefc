//! The same call with the clients that the other generators made: a feature for each that is there.

use apiloom_benches::by_hand::plain_client;
use apiloom_benches::drive::{Answered, Call, Problem, Work, drive};

pub async fn run(allocated: fn() -> (usize, usize)) -> Result<(), Problem> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [subject, count, report_id, mode, address] =
        <[String; 5]>::try_from(given).map_err(|_| "expected: SUBJECT COUNT REPORT sequential|concurrent ADDRESS")?;
    let work = Work { count: count.parse()?, report_id, at_once: mode == "concurrent", allocated };
    let base = format!("http://{address}");
    match subject.as_str() {
        #[cfg(feature = "progenitor")]
        "progenitor" => drive(Progenitor(progenitor::Client::new_with_client(&base, plain_client()?)), work).await,
        #[cfg(feature = "openapi-generator")]
        "openapi-generator" => {
            let configuration = openapi_generator::apis::configuration::Configuration {
                base_path: base,
                client: plain_client()?,
                ..Default::default()
            };
            drive(OpenapiGenerator(configuration), work).await
        }
        #[cfg(feature = "oas3-gen")]
        "oas3-gen" => drive(Oas3Gen(oas3_gen::SyntheticClient::with_client(&base, plain_client()?)?), work).await,
        #[cfg(feature = "openapi-to-rust")]
        "openapi-to-rust" => {
            let client = openapi_to_rust::HttpClient::with_client(plain_client()?).with_base_url(&base);
            drive(OpenapiToRust(client), work).await
        }
        _ => Err(format!("nothing is called `{subject}`").into()),
    }
}

#[cfg(feature = "progenitor")]
struct Progenitor(progenitor::Client);

#[cfg(feature = "progenitor")]
impl Call for Progenitor {
    async fn call(&self, report_id: &str) -> Result<Answered, Problem> {
        match self.0.resume_report(report_id).await {
            Ok(answer) => Ok(Answered::Reports(answer.into_inner().value.len())),
            Err(progenitor::Error::ErrorResponse(failure)) => Ok(Answered::Failure(failure.status().as_u16())),
            Err(error) => Err(error.to_string().into()),
        }
    }
}

#[cfg(feature = "openapi-generator")]
struct OpenapiGenerator(openapi_generator::apis::configuration::Configuration);

#[cfg(feature = "openapi-generator")]
impl Call for OpenapiGenerator {
    async fn call(&self, report_id: &str) -> Result<Answered, Problem> {
        match openapi_generator::apis::report_api::resume_report(&self.0, report_id).await {
            Ok(answer) => Ok(Answered::Reports(answer.value.len())),
            Err(openapi_generator::apis::Error::ResponseError(failure)) => {
                Ok(Answered::Failure(failure.status.as_u16()))
            }
            Err(error) => Err(error.to_string().into()),
        }
    }
}

#[cfg(feature = "oas3-gen")]
struct Oas3Gen(oas3_gen::SyntheticClient);

#[cfg(feature = "oas3-gen")]
impl Call for Oas3Gen {
    async fn call(&self, report_id: &str) -> Result<Answered, Problem> {
        let path = oas3_gen::ResumeReportRequestPath { report_id: report_id.to_owned() };
        match self.0.resume_report(oas3_gen::ResumeReportRequest { path }).await {
            Ok(oas3_gen::ApiResponse::Ok(answer)) => Ok(Answered::Reports(answer.value.len())),
            Ok(oas3_gen::ApiResponse::NotFound(_)) => Ok(Answered::Failure(404)),
            Ok(_) => Err("another status".into()),
            Err(error) => Err(error.to_string().into()),
        }
    }
}

#[cfg(feature = "openapi-to-rust")]
struct OpenapiToRust(openapi_to_rust::HttpClient);

#[cfg(feature = "openapi-to-rust")]
impl Call for OpenapiToRust {
    async fn call(&self, report_id: &str) -> Result<Answered, Problem> {
        match self.0.resume_report(report_id).await {
            Ok(answer) => Ok(Answered::Reports(answer.value.len())),
            Err(openapi_to_rust::ApiOpError::Api(failure)) => Ok(Answered::Failure(failure.status)),
            Err(error) => Err(error.to_string().into()),
        }
    }
}
