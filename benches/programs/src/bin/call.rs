//! `call SUBJECT COUNT REPORT sequential|concurrent ADDRESS`

#[path = "../arguments.rs"]
mod arguments;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), apiloom_benches::drive::Problem> {
    arguments::run(|| (0, 0)).await
}
