//! A token service in the manner of Microsoft Entra ID: for one directory with one registered application.
//!
//! An independent reading of RFC 6749 (tokens), RFC 7523 (client assertions) and RFC 8628 (device codes), with what
//! Entra adds: the older endpoint, and its own shape of failures.

mod answer;
mod assertion;
mod client;
mod device;
mod device_page;
mod directory;
mod endpoints;
mod failure;
mod form;
mod grants;
mod registration;
mod resource;

pub(crate) use device::Decision;
pub(crate) use directory::{Directory, Holder, Worth};
pub(crate) use endpoints::routes;
pub(crate) use registration::{CLIENT_ID, CLIENT_SECRET, TENANT};
pub(crate) use resource::Resource;
