//! Everything that a program and its dependencies log.

use std::error::Error;
use std::fmt::{self, Debug, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};
use tracing_log::LogTracer;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

/// A layer that writes down every span and event of every target down to `TRACE`: names, targets and all fields, text
/// as it is and everything else as `Debug` writes it. Records of the crate `log` are among the events. Clones write to
/// the same text.
#[derive(Clone, Default)]
pub struct Capture(Arc<Mutex<String>>);

/// Another subscriber or logger of the process was there first.
#[derive(Debug)]
pub struct CaptureError(&'static str);

impl Capture {
    /// Nothing captured yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Captures what this thread logs until the guard is dropped, instead of what is captured for the process. Tasks
    /// of a runtime with one thread are this thread's.
    ///
    /// # Errors
    ///
    /// If the records of the crate `log` go elsewhere.
    pub fn on_this_thread(&self) -> Result<DefaultGuard, CaptureError> {
        listen_to_log()?;
        Ok(tracing::subscriber::set_default(tracing_subscriber::registry().with(self.clone())))
    }

    /// Captures what the process logs from now on, for good.
    ///
    /// # Errors
    ///
    /// If something else does already, or the records of the crate `log` go elsewhere.
    pub fn in_process(&self) -> Result<(), CaptureError> {
        listen_to_log()?;
        let subscriber = tracing_subscriber::registry().with(self.clone());
        tracing::subscriber::set_global_default(subscriber)
            .map_err(|_| CaptureError("the process has another tracing subscriber"))
    }

    /// What was captured since the last call.
    #[must_use]
    pub fn take(&self) -> String {
        std::mem::take(&mut *self.text())
    }

    fn text(&self) -> MutexGuard<'_, String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, what: &str, metadata: &Metadata<'_>, fields: impl FnOnce(&mut Fields)) {
        let mut line = Fields(format!("{} {what} {} {}", metadata.level(), metadata.target(), metadata.name()));
        fields(&mut line);
        line.0.push('\n');
        self.text().push_str(&line.0);
    }
}

/// Makes events of `log` records, once for the process.
fn listen_to_log() -> Result<(), CaptureError> {
    static LISTENING: Mutex<bool> = Mutex::new(false);
    let mut listening = LISTENING.lock().unwrap_or_else(PoisonError::into_inner);
    if !*listening {
        LogTracer::init().map_err(|_| CaptureError("the process has another logger"))?;
        *listening = true;
    }
    Ok(())
}

impl<S: Subscriber> Layer<S> for Capture {
    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        self.write("span", attributes.metadata(), |fields| attributes.record(fields));
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut line = Fields(format!("span {}", id.into_u64()));
        values.record(&mut line);
        line.0.push('\n');
        self.text().push_str(&line.0);
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        self.write("event", event.metadata(), |fields| event.record(fields));
    }
}

/// Fields as text. Writing to a string cannot fail.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let _ = write!(self.0, " {}={value}", field.name());
    }

    fn record_bytes(&mut self, field: &Field, value: &[u8]) {
        let _ = write!(self.0, " {}={}", field.name(), String::from_utf8_lossy(value));
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        let mut next = Some(value);
        while let Some(error) = next {
            let _ = write!(self.0, " {}={error} {error:?}", field.name());
            next = error.source();
        }
    }
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for CaptureError {}

/// Without the text: it is what may be secret.
impl Debug for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Capture({} bytes)", self.text().len())
    }
}
