//! What the package in this folder says about its client, so that the command and the build script agree.

use std::fs;

use apiloom_codegen::Options;

use crate::arguments::Generate;

/// The options of a client: those given, then those of `[package.metadata.apiloom]` in Cargo.toml.
pub(crate) fn options(given: &Generate) -> Options {
    let manifest = fs::read_to_string("Cargo.toml").unwrap_or_default();
    let metadata = Options::from_manifest(&manifest);
    Options {
        crate_name: given.crate_name.clone().or(metadata.crate_name),
        readme: given.readme.clone().or(metadata.readme),
        serde_feature: given.serde_feature.clone().or(metadata.serde_feature),
        resource_features: given.resource_features || metadata.resource_features,
        commands: given.commands.clone().or(metadata.commands),
        server_feature: given.server_feature.clone().or(metadata.server_feature),
        server_stubs: given.server_stubs || metadata.server_stubs,
        mock_feature: given.mock_feature.clone().or(metadata.mock_feature),
    }
}
