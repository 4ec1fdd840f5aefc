//! How far it is: on terminals alone, and on standard error.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Something moves while nothing is known.
pub(super) fn waiting(is_quiet: bool) -> ProgressBar {
    let spinner = drawn(ProgressBar::new_spinner(), is_quiet, "{spinner} waiting for the file, {elapsed}");
    spinner.enable_steady_tick(Duration::from_millis(250));
    spinner
}

/// How many bytes there are, of how many.
pub(super) fn bar(is_quiet: bool) -> ProgressBar {
    drawn(ProgressBar::no_length(), is_quiet, "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}")
}

/// indicatif draws on terminals alone; without colours in the template there are none.
fn drawn(bar: ProgressBar, is_quiet: bool, template: &str) -> ProgressBar {
    bar.set_draw_target(if is_quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() });
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
