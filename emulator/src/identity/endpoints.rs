//! Where tokens are asked for.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::answer::{Version, answer};
use super::client;
use super::device;
use super::device_page;
use super::directory::Directory;
use super::failure::Failure;
use super::form::Form;
use super::grants::{TokenRequest, grant};
use super::registration::TENANT;
use super::resource::Scope;
use crate::shared::Shared;
use crate::timestamp::{Timestamp, whole_seconds};

/// The endpoints of the directory, and the page for the codes of devices.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/{tenant}/oauth2/token", post(token_v1))
        .route("/{tenant}/oauth2/v2.0/token", post(token_v2))
        .route("/{tenant}/oauth2/v2.0/devicecode", post(device_code))
        .route("/device", get(device_page::show))
}

async fn token_v1(shared: State<Arc<Shared>>, tenant: Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    token(Version::V1, &shared, &tenant, &headers, &body)
}

async fn token_v2(shared: State<Arc<Shared>>, tenant: Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    token(Version::V2, &shared, &tenant, &headers, &body)
}

fn token(version: Version, shared: &Shared, tenant: &str, headers: &HeaderMap, body: &[u8]) -> Response {
    let mut state = shared.lock();
    let now = state.now();
    let granted = form(tenant, headers, body).and_then(|form| {
        let authority = format!("{}/{TENANT}", shared.origin);
        let audiences = ["oauth2/token", "oauth2/v2.0/token", "v2.0"].map(|path| format!("{authority}/{path}"));
        grant(&mut state.directory, &TokenRequest { version, form, audiences: audiences.into(), now })
    });
    answer(granted.map(|granted| granted.body(version, now)), &state.directory, headers, now)
}

async fn device_code(
    State(shared): State<Arc<Shared>>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut state = shared.lock();
    let now = state.now();
    let form = form(&tenant, &headers, &body);
    let begun = form.and_then(|form| begin(&mut state.directory, &form, &shared.origin, now));
    answer(begun, &state.directory, &headers, now)
}

/// Begins a sign-in on another device.
fn begin(directory: &mut Directory, form: &Form, origin: &str, now: Timestamp) -> Result<Value, Failure> {
    client::identify(form.required("client_id")?)?;
    let scope = Scope::of_user(form.required("scope")?)?;
    let device_code = format!("emulator-device-{}", directory.secret.token());
    let user_code = directory.secret.code();
    directory.devices.begin(device_code.clone(), user_code.clone(), scope, now);
    Ok(json!({
        "user_code": user_code,
        "device_code": device_code,
        "verification_uri": format!("{origin}/device"),
        "expires_in": whole_seconds(device::LIFETIME),
        "interval": whole_seconds(directory.devices.interval),
        "message": format!("To sign in, open the page {origin}/device and enter the code {user_code}."),
    }))
}

/// The form of a request to the directory's only tenant.
fn form(tenant: &str, headers: &HeaderMap, body: &[u8]) -> Result<Form, Failure> {
    if tenant != TENANT {
        return Err(Failure::unknown_tenant(tenant));
    }
    Form::parse(headers, body)
}
