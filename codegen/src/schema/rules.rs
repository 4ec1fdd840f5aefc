//! Which keys go together, and values that have a schema of their own.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::texts::{
    AnswerType, BaseUrl, CredentialsWord, FieldType, InputType, ItemType, OperationName, ParameterStyle, SecurityWord,
    VariableValue, WholeType, https_or_loopback,
};
use super::{Short, ValueList, part};
use crate::document::{
    Body, BodyChoice, Download, EnumValue, EnumValues, Field, Parameter, Response, ResponseChoice, Rest, Scheme,
    Security, Server, ServerVariable,
};

impl Short for Server {
    type Text = BaseUrl;
}

impl Short for ServerVariable {
    type Text = VariableValue;
}

impl Short for Scheme {
    type Text = CredentialsWord;
}

impl Short for Security {
    type Text = SecurityWords;
}

/// A kind of credentials, or names of them.
pub(crate) enum SecurityWords {}

impl JsonSchema for SecurityWords {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SecurityWords".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let word = part::<SecurityWord>(generator);
        json_schema!({ "anyOf": [word.clone(), { "type": "array", "items": word, "minItems": 1 }] })
    }
}

impl JsonSchema for Security {
    fn inline_schema() -> bool {
        Scheme::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Scheme::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Scheme::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Scheme::json_schema(generator)
    }
}

impl Short for Parameter {
    type Text = InputType;
}

impl Short for InputParameter {
    type Text = InputType;
}

impl Short for GivenParameter {
    type Text = WholeType;
}

impl Short for Body {
    type Text = InputType;
}

impl Short for Response {
    type Text = AnswerType;
}

impl Short for crate::document::Schema {
    type Text = WholeType;
}

impl Short for Field {
    type Text = FieldType;
}

impl Short for BodyChoice {
    type Text = InputType;
}

impl Short for ResponseChoice {
    type Text = AnswerType;
}

impl Short for Rest {
    type Text = ItemType;
}

impl Short for Download {
    type Text = OperationName;
}

impl Short for EnumValue {
    type Text = EnumShort;
}

impl Short for EnumValues {
    type Text = ValueList;
}

/// A parameter that is no header of a request: its value comes from the caller.
pub(crate) enum InputParameter {}

impl JsonSchema for InputParameter {
    fn schema_name() -> Cow<'static, str> {
        "Parameter".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Parameter::json_schema(generator);
        for rule in ["anyOf", "not"] {
            schema.remove(rule);
        }
        for key in ["const", "generate"] {
            properties(&mut schema, |properties| drop(properties.remove(key)));
        }
        let mut style = part::<ParameterStyle>(generator);
        style["description"] =
            "In a query: `deep` writes an object as `filter[name]=x`, `flat` each field as a parameter.".into();
        properties(&mut schema, |properties| drop(properties.insert("style".to_owned(), style)));
        type_needed(&mut schema);
        schema
    }
}

/// A parameter that cannot be left out: one of a path, or of `one of`.
pub(crate) enum GivenParameter {}

impl JsonSchema for GivenParameter {
    fn schema_name() -> Cow<'static, str> {
        "GivenParameter".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = InputParameter::json_schema(generator);
        let mut whole = part::<WholeType>(generator);
        whole["description"] = "Its type: `string`, `list<ReportId>`, a schema.".into();
        properties(&mut schema, |properties| drop(properties.insert("type".to_owned(), whole)));
        schema
    }
}

/// A request and its answers.
pub(crate) enum Example {}

impl JsonSchema for Example {
    fn schema_name() -> Cow<'static, str> {
        "Example".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A request, its answers by status, or both.",
            "type": "object",
            "properties": {
                "parameters": { "type": "object", "description": "The parameters by their wire names." },
                "body": { "description": "The body of the request." },
            },
            "patternProperties": { "^[1-5][0-9][0-9]$": { "description": "The whole body of the answer." } },
            "additionalProperties": false,
        })
    }
}

macro_rules! values {
    ($($(#[doc = $doc:literal])+ $name:ident: $schema:tt)*) => {$(
        $(#[doc = $doc])+
        pub(crate) enum $name {}

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

values! {
    /// A value of an enum, or what it means.
    EnumShort: { "type": ["string", "integer"], "minimum": i64::MIN, "maximum": i64::MAX }
    /// The whole number that is sent; the key is its name.
    EnumNumber: { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX }
    /// The version of the language.
    Version: { "const": 1 }
    /// A status of an answer that did not succeed.
    ErrorStatus: { "type": "integer", "minimum": 400, "maximum": 599 }
    /// A value that a field always has.
    Constant: { "type": ["string", "number", "boolean"] }
    /// What a wait gives to a parameter: a value, or the items of a list.
    ParameterValue: { "type": ["string", "number", "boolean", "array"], "items": { "type": ["string", "number", "boolean"] } }
    /// A state, or several.
    States: {
        "type": ["string", "number", "boolean", "array"],
        "items": { "type": ["string", "number", "boolean"] },
        "minItems": 1,
    }
}

/// What describes the API stands in the file that says `apiloom: 1`, which has a name and servers.
pub(crate) fn api_file(schema: &mut Schema) {
    let mut needs = json!({ "apiloom": ["name", "servers"] });
    for key in [
        "name",
        "version",
        "documentation",
        "servers",
        "credentials",
        "security",
        "names",
        "every_operation",
        "envelope",
    ] {
        needs[key] = json!(["apiloom"]);
    }
    schema.insert("dependentRequired".to_owned(), needs);
}

/// An API key has one place.
pub(crate) fn one_api_key(schema: &mut Schema) {
    schema.insert("minProperties".to_owned(), 1.into());
    schema.insert("maxProperties".to_owned(), 1.into());
}

/// Plain http is said twice, so that no slip makes it.
pub(crate) fn plain_server(schema: &mut Schema) {
    let plain = json!({ "required": ["plain"], "properties": { "plain": { "const": true } } });
    schema.insert("if".to_owned(), plain);
    schema.insert("then".to_owned(), json!({ "properties": { "url": { "pattern": "^http://" } } }));
    schema.insert("else".to_owned(), json!({ "properties": { "url": { "pattern": https_or_loopback() } } }));
}

/// The next page is asked for in one way, and the other keys are those of that way.
pub(crate) fn one_way_of_paging(schema: &mut Schema) {
    schema.insert("oneOf".to_owned(), ["link", "cursor", "offset", "page"].map(required).into_iter().collect());
    let needs = json!({ "cursor": ["next"], "next": ["cursor"], "first": ["page"], "total": ["offset"] });
    schema.insert("dependentRequired".to_owned(), needs);
}

/// A type, or several by name, each with what belongs to it.
pub(crate) fn type_or_choice(schema: &mut Schema) {
    schema.insert("oneOf".to_owned(), ["type", "one of"].map(required).into_iter().collect());
    schema.insert("dependentRequired".to_owned(), json!({ "content": ["type"], "style": ["type"], "end": ["type"] }));
}

pub(crate) fn type_needed(schema: &mut Schema) {
    schema.insert("required".to_owned(), json!(["type"]));
}

/// A header of a request is given, always the same, or made for each call.
pub(crate) fn one_source(schema: &mut Schema) {
    schema.insert("anyOf".to_owned(), ["type", "const", "generate"].map(required).into_iter().collect());
    schema.insert("not".to_owned(), json!({ "required": ["const", "generate"] }));
    // Sending a default takes one.
    let sends = json!({ "required": ["send"], "properties": { "send": { "const": true } } });
    schema.insert("if".to_owned(), sends);
    schema.insert("then".to_owned(), required("default"));
}

/// A field has a type or is constant; no value goes neither way; only what is optional is required somewhere.
pub(crate) fn one_field_kind(schema: &mut Schema) {
    schema.insert("oneOf".to_owned(), ["type", "const"].map(required).into_iter().collect());
    let only = json!({ "const": true });
    schema.insert(
        "not".to_owned(),
        json!({ "required": ["read_only", "write_only"], "properties": { "read_only": only, "write_only": only } }),
    );
    schema.insert(
        "if".to_owned(),
        json!({ "required": ["required_on", "type"], "properties": { "required_on": { "minItems": 1 } } }),
    );
    schema.insert("then".to_owned(), json!({ "properties": { "type": { "pattern": r"\?\s*$" } } }));
}

/// A schema is one thing, and has the keys of that thing only.
pub(crate) fn one_schema_kind(schema: &mut Schema) {
    let object = json!({ "anyOf": [required("fields"), required("variants")] });
    let kinds = json!([required("type"), required("enum"), required("union"), object]);
    schema.insert("oneOf".to_owned(), kinds);
    let mut needs = json!({ "exhaustive": ["enum"], "discriminator": ["union"], "rest": ["fields"] });
    for key in ["format", "pattern", "length", "range", "secret"] {
        needs[key] = json!(["type"]);
    }
    schema.insert("dependentRequired".to_owned(), needs);
}

fn required(key: &str) -> Value {
    json!({ "required": [key] })
}

fn properties(schema: &mut Schema, change: impl FnOnce(&mut serde_json::Map<String, Value>)) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        change(properties);
    }
}
