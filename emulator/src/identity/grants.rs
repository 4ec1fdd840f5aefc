//! What a token is given for.

use super::answer::{Granted, Version};
use super::client;
use super::directory::{Directory, Holder, Session};
use super::failure::Failure;
use super::form::Form;
use super::resource::{Resource, Scope};
use crate::timestamp::Timestamp;

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A request for a token.
#[derive(Debug)]
pub(super) struct TokenRequest {
    pub version: Version,
    pub form: Form,
    /// What an assertion of the client may call this service.
    pub audiences: Vec<String>,
    pub now: Timestamp,
}

/// The tokens that a request gets.
pub(super) fn grant(directory: &mut Directory, request: &TokenRequest) -> Result<Granted, Failure> {
    match request.form.required("grant_type")? {
        "client_credentials" => to_application(directory, request),
        "refresh_token" => again(directory, request),
        "password" => with_password(request),
        DEVICE_CODE if request.version == Version::V2 => to_device(directory, request),
        other => Err(Failure::unsupported_grant(other)),
    }
}

/// An application without a user.
fn to_application(directory: &mut Directory, request: &TokenRequest) -> Result<Granted, Failure> {
    client::authenticate(request)?;
    let resource = match request.version {
        Version::V1 => Resource::parse(request.form.required("resource")?)?,
        Version::V2 => Scope::of_application(request.form.required("scope")?)?.resource,
    };
    let access_token = directory.make_access_token(resource, request.now);
    Ok(Granted { resource, scope: None, access_token, refresh_token: None, lifetime: directory.lifetime })
}

/// An application that a user once allowed something.
fn again(directory: &mut Directory, request: &TokenRequest) -> Result<Granted, Failure> {
    client::authenticate_if_it_can(request)?;
    let spent = request.form.required("refresh_token")?;
    let Session { scope, holder } = directory.session(spent).cloned().ok_or_else(Failure::refresh_token)?;
    if holder == Holder::Service {
        client::authenticate(request)?;
    }
    let scope = wanted(request)?.unwrap_or(scope);
    directory.spend(spent);
    Ok(to_user(directory, Session { scope: Scope { offline: true, ..scope }, holder }, request.now))
}

/// The scope that is asked for, if any is.
fn wanted(TokenRequest { version, form, .. }: &TokenRequest) -> Result<Option<Scope>, Failure> {
    match version {
        Version::V1 => {
            form.text("resource").map(|resource| Ok(Scope::delegated(Resource::parse(resource)?))).transpose()
        }
        Version::V2 => form.text("scope").map(Scope::of_user).transpose(),
    }
}

/// Whatever the password is, it is not enough.
fn with_password(request: &TokenRequest) -> Result<Granted, Failure> {
    client::authenticate_if_it_can(request)?;
    request.form.required("username")?;
    request.form.required("password")?;
    wanted(request)?;
    Err(Failure::second_factor())
}

/// A program whose user signs in elsewhere.
fn to_device(directory: &mut Directory, request: &TokenRequest) -> Result<Granted, Failure> {
    client::authenticate_if_it_can(request)?;
    let scope = directory.devices.poll(request.form.required("device_code")?, request.now)?;
    Ok(to_user(directory, Session { scope, holder: Holder::Device }, request.now))
}

fn to_user(directory: &mut Directory, session: Session, now: Timestamp) -> Granted {
    let Scope { resource, text, offline } = session.scope.clone();
    Granted {
        resource,
        scope: Some(text),
        access_token: directory.make_access_token(resource, now),
        refresh_token: offline.then(|| directory.make_refresh_token(session)),
        lifetime: directory.lifetime,
    }
}
