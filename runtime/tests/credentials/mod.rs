//! Tokens: fetched once for many, renewed in time, asked for as identity providers want it.

mod asking;
#[cfg(feature = "azure")]
mod azure;
#[cfg(feature = "certificate")]
mod certificate;
mod device_code;
mod failing;
mod hostile;
mod issuer;
mod refresh_token;
mod refused;
mod renewing;
mod runtimes;
mod schemes;
mod sequences;
mod shown;
mod single_flight;
mod socket;
