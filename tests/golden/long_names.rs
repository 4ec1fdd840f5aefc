// models/labelled.rs

//! The schema `Labelled`.

use std::collections::BTreeMap;
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{Casing, Encode, Encoder, ObjectEncoder, serialize};

/// The schema `Labelled`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Labelled {
    /// The field `secret_scanning_push_protection`.
    pub secret_scanning_push_protection: Option<bool>,
    /// The field `advanced_security_enabled`.
    pub advanced_security_enabled: Option<bool>,
    /// The field `dependabot_alerts_enabled`.
    pub dependabot_alerts_enabled: Option<bool>,
    /// The field `dependency_graph_enabled`.
    pub dependency_graph_enabled: Option<bool>,
    /// What stands beside the fields, by name.
    pub rest: BTreeMap<String, String>,
}

impl Labelled {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new() -> Self {
        Self {
            secret_scanning_push_protection: None,
            advanced_security_enabled: None,
            dependabot_alerts_enabled: None,
            dependency_graph_enabled: None,
            rest: BTreeMap::new(),
        }
    }

    /// The field `secret_scanning_push_protection`.
    #[must_use]
    pub fn secret_scanning_push_protection(
        mut self,
        secret_scanning_push_protection: bool,
    ) -> Self {
        self.secret_scanning_push_protection = Some(secret_scanning_push_protection);
        self
    }

    /// The field `advanced_security_enabled`.
    #[must_use]
    pub fn advanced_security_enabled(mut self, advanced_security_enabled: bool) -> Self {
        self.advanced_security_enabled = Some(advanced_security_enabled);
        self
    }

    /// The field `dependabot_alerts_enabled`.
    #[must_use]
    pub fn dependabot_alerts_enabled(mut self, dependabot_alerts_enabled: bool) -> Self {
        self.dependabot_alerts_enabled = Some(dependabot_alerts_enabled);
        self
    }

    /// The field `dependency_graph_enabled`.
    #[must_use]
    pub fn dependency_graph_enabled(mut self, dependency_graph_enabled: bool) -> Self {
        self.dependency_graph_enabled = Some(dependency_graph_enabled);
        self
    }

    /// What stands beside the fields, by name.
    #[must_use]
    pub fn rest(mut self, rest: impl Into<BTreeMap<String, String>>) -> Self {
        self.rest = rest.into();
        self
    }
}

impl Default for Labelled {
    fn default() -> Self {
        Self::new()
    }
}

impl Encode for Labelled {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Labelled {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object
            .optional(
                "secret_scanning_push_protection",
                &self.secret_scanning_push_protection,
            );
        object.optional("advanced_security_enabled", &self.advanced_security_enabled);
        object.optional("dependabot_alerts_enabled", &self.dependabot_alerts_enabled);
        object.optional("dependency_graph_enabled", &self.dependency_graph_enabled);
        object
            .rest(
                &self.rest,
                &[
                    "advanced_security_enabled",
                    "dependabot_alerts_enabled",
                    "dependency_graph_enabled",
                    "secret_scanning_push_protection",
                ],
                Casing::Exact,
            );
    }
}

impl Serialize for Labelled {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

// models/wide.rs

//! The schema `Wide`.

use apiloom_runtime::wire::fields;

/// The schema `Wide`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Wide {
    /// The field `secret_scanning_push_protection_custom_link_enabled`.
    pub secret_scanning_push_protection_custom_link_enabled: bool,
    /// The field `short`.
    pub short: Option<String>,
}

fields! {
    Wide {
        secret_scanning_push_protection_custom_link_enabled: required(
            0,
            "secret_scanning_push_protection_custom_link_enabled",
        ),
        short: optional(
            1 | 2 | 3,
            "short",
            "a_name_that_came_before_this_one",
            "and_another_one_that_came_before_that",
        ),
    }
}

#[cfg(test)]
impl apiloom_runtime::wire::Encode for Wide {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(test)]
impl Wide {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object
            .field(
                "secret_scanning_push_protection_custom_link_enabled",
                &self.secret_scanning_push_protection_custom_link_enabled,
            );
        object.optional("short", &self.short);
    }
}

#[cfg(test)]
impl apiloom_runtime::serde::Serialize for Wide {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

