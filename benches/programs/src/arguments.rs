//! Which way is measured, by its name.

use std::env;

use apiloom_benches::by_hand::ByHand;
use apiloom_benches::drive::{Problem, Work, drive};
use apiloom_benches::generated::Generated;
use apiloom_benches::hyper_alone::HyperAlone;

pub(crate) async fn run(allocated: fn() -> (usize, usize)) -> Result<(), Problem> {
    let [subject, count, report_id, mode, address] = arguments()?;
    let work = Work { count: count.parse()?, report_id, at_once: mode == "concurrent", allocated };
    match subject.as_str() {
        "apiloom" => drive(Generated::new(&address)?, work).await,
        "reqwest" => drive(ByHand::new(&address)?, work).await,
        "hyper" => drive(HyperAlone::new(&address), work).await,
        _ => Err(format!("nothing is called `{subject}`").into()),
    }
}

fn arguments() -> Result<[String; 5], Problem> {
    let given: Vec<String> = env::args().skip(1).collect();
    given.try_into().map_err(|_| "expected: SUBJECT COUNT REPORT sequential|concurrent ADDRESS".into())
}
