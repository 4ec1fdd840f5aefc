//! What `tracing` sees of a call: the fields that OpenTelemetry names, and nothing of the arguments.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use apiloom_runtime::wire::{Answer, Settings};
use apiloom_runtime::{AccessToken, InMemory};
use tracing::field::{Field, Visit};
use tracing::span;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::support::{API, PARTNER, SendCall, listening, resume};

type Fields = BTreeMap<String, String>;

/// Keeps the fields of every span, in the order in which spans began.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<(u64, String, Fields)>>>);

struct Recording<'f>(&'f mut Fields);

impl Visit for Recording<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Kept {
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, _: Context<'_, S>) {
        let mut fields = Fields::new();
        attributes.record(&mut Recording(&mut fields));
        let name = attributes.metadata().name().to_owned();
        self.0.lock().unwrap().push((id.into_u64(), name, fields));
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, _: Context<'_, S>) {
        let mut spans = self.0.lock().unwrap();
        if let Some((_, _, fields)) = spans.iter_mut().rev().find(|(known, ..)| *known == id.into_u64()) {
            values.record(&mut Recording(fields));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn spans_have_the_fields_of_http_clients() {
    let kept = Kept::default();
    let subscriber = tracing_subscriber::registry().with(kept.clone());
    let _listening = listening(subscriber);
    let service =
        InMemory::in_turn([Ok(InMemory::json(503, "S3NT1NEL")), Ok(InMemory::json(404, r#"{"Message": "S3NT1NEL"}"#))]);
    let settings = Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("S3NT1NEL"));
    let core = settings.transport(service).build().unwrap();
    resume(&core, "S3NT1NEL").send(Answer::empty).await.unwrap_err();

    let spans = kept.0.lock().unwrap();
    let shown: Vec<(&str, String)> = spans
        .iter()
        .map(|(_, name, fields)| {
            let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            (name.as_str(), fields.join(" "))
        })
        .collect();
    let attempt = "http.request.method=PUT";
    let server = "server.address=api.example.com server.port=443 url.template=/Report/resume/{reportId}";
    let name = "otel.kind=client otel.name=PUT /Report/resume/{reportId} otel.status_code=ERROR";
    assert_eq!(
        shown,
        [
            (
                "call",
                "attempts=2 error.type=404 otel.kind=internal otel.name=resume_report otel.status_code=ERROR"
                    .to_owned()
            ),
            ("attempt", format!("error.type=503 {attempt} http.response.status_code=503 {name} {server}")),
            (
                "attempt",
                format!(
                    "error.type=404 {attempt} http.request.resend_count=1 http.response.status_code=404 {name} {server}"
                )
            ),
        ]
    );
    assert!(!format!("{spans:?}").contains("S3NT1NEL"));
}
