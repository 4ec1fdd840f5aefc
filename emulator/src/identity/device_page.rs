//! The page on which a user enters the code of a device.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};

use super::device::Decision;
use crate::parameters::Parameters;
use crate::shared::Shared;

const FORM: &str = "<form>Code <input name=\"user_code\" autofocus> <button>Approve</button></form>";

/// The page, or what became of the code that was entered on it. Who enters a code here approves.
pub(super) async fn show(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    match Parameters::parse(&uri).text("user_code") {
        None => Html(FORM).into_response(),
        Some(code) if shared.lock().decide(code, Decision::Approve) => Html("Approved.").into_response(),
        Some(_) => (StatusCode::NOT_FOUND, Html("The code is unknown or expired.")).into_response(),
    }
}
