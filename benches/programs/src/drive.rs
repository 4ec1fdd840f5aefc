//! Calls something many times, one after another or 64 at once, and says what it took.

use std::error::Error;
use std::fs;
use std::sync::Arc;
use std::time::Instant;

use tokio::task::JoinSet;

/// Why a call failed.
pub type Problem = Box<dyn Error + Send + Sync>;

/// What came back: the number of reports, or the status of an error that was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    Reports(usize),
    Failure(u16),
}

/// One way to make the call.
pub trait Call: Send + Sync + 'static {
    /// Resumes a report.
    fn call(&self, report_id: &str) -> impl Future<Output = Result<Answered, Problem>> + Send;
}

/// How often, of what, and how.
pub struct Work {
    pub count: u32,
    pub report_id: String,
    pub at_once: bool,
    /// Allocations and bytes until now; nothing where nobody counts.
    pub allocated: fn() -> (usize, usize),
}

const AT_ONCE: u32 = 64;
const WARM: u32 = 20;

/// Does the work and prints what one call took, as JSON.
///
/// # Errors
///
/// If a call fails, or answers something else than the first.
pub async fn drive(call: impl Call, work: Work) -> Result<(), Problem> {
    let call = Arc::new(call);
    let expected = call.call(&work.report_id).await?;
    let warm = if work.at_once { AT_ONCE } else { WARM };
    repeat(&call, &work, warm, expected).await?;
    let (allocations, bytes) = (work.allocated)();
    let (cpu, started) = (cpu_nanoseconds()?, Instant::now());
    repeat(&call, &work, work.count, expected).await?;
    let (elapsed, cpu_after) = (started.elapsed(), cpu_nanoseconds()?);
    let (allocations_after, bytes_after) = (work.allocated)();
    let each = |total: f64| total / f64::from(work.count);
    let result = serde_json::json!({
        "cpu_us": each(from(cpu_after - cpu)) / 1e3,
        "per_second": f64::from(work.count) / elapsed.as_secs_f64(),
        "allocations": each(from(allocations_after - allocations)),
        "bytes": each(from(bytes_after - bytes)),
    });
    println!("{result}");
    Ok(())
}

async fn repeat<C: Call>(call: &Arc<C>, work: &Work, count: u32, expected: Answered) -> Result<(), Problem> {
    if !work.at_once {
        return several(&**call, &work.report_id, count, expected).await;
    }
    let mut tasks = JoinSet::new();
    for task in 0..AT_ONCE {
        let share = count / AT_ONCE + u32::from(task < count % AT_ONCE);
        let (call, report_id) = (Arc::clone(call), work.report_id.clone());
        tasks.spawn(async move { several(&*call, &report_id, share, expected).await });
    }
    while let Some(result) = tasks.join_next().await {
        result??;
    }
    Ok(())
}

async fn several<C: Call>(call: &C, report_id: &str, count: u32, expected: Answered) -> Result<(), Problem> {
    for _ in 0..count {
        let answered = call.call(report_id).await?;
        if answered != expected {
            return Err(format!("{answered:?} after {expected:?}").into());
        }
    }
    Ok(())
}

/// Of the main thread, which is the only one that works: the runtime has no other.
fn cpu_nanoseconds() -> Result<usize, Problem> {
    let text = fs::read_to_string("/proc/self/schedstat")?;
    let first = text.split_whitespace().next().ok_or("`/proc/self/schedstat` is empty")?;
    Ok(first.parse()?)
}

#[expect(clippy::cast_precision_loss, reason = "figures are far below 2^52")]
fn from(count: usize) -> f64 {
    count as f64
}
