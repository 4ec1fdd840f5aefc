//! What OpenTelemetry sees of a client's calls: a span for each, and one within it for each attempt, here printed.
//!
//! ```sh
//! cargo run -p opentelemetry-example
//! ```
//!
//! The service is inside this process, and busy at first: the call takes two attempts. Put the exporter of your
//! collector (`opentelemetry-otlp`) in place of the one that prints.

use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use partner_insights::{AccessToken, Client, Server};
use partner_insights_emulator::{Answer, Emulator, Family};
use tracing_subscriber::layer::SubscriberExt;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let provider =
        SdkTracerProvider::builder().with_simple_exporter(opentelemetry_stdout::SpanExporter::default()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("insights"));
    let subscriber = tracing_subscriber::registry().with(layer);
    let _default = tracing::subscriber::set_default(subscriber);

    let emulator = Emulator::start().await?;
    emulator.answer_next(Answer::gateway(503, "Service is busy."));
    let client = Client::builder()
        .server(Server::Partner)
        .base_url(emulator.url(Family::Partner))
        .credentials(AccessToken::new(emulator.token()))
        .build()?;
    client.list_datasets().await?;
    provider.shutdown()?;
    Ok(())
}
