//! The JSON Schema of spec files, from the types that parse them: an editor that knows it completes keys, shows what
//! they mean and marks most slips while a spec is written. What needs a look at two places is left to the parser;
//! `tests/schema.rs` lists which is which, and holds both to the same specs.

mod rules;
mod texts;

pub(crate) use rules::{
    Constant, EnumNumber, ErrorStatus, Example, GivenParameter, InputParameter, ParameterValue, States, Version,
    api_file, one_api_key, one_field_kind, one_schema_kind, one_source, one_way_of_paging, plain_server, type_needed,
    type_or_choice,
};
pub(crate) use texts::{
    AnswerType, BodyContent, CasingWord, CredentialsName, Duration, EventData, FieldType, FormStyle, FormatName,
    Generator, HeaderName, HeaderText, HostPattern, InputType, ItemType, Length, LinkPointer, NextPointer,
    OperationName, Page, ParameterContent, Pattern, PlaceholderName, Quantifier, QueryPointer, Range, RequestLine,
    ResponseContent, ResponsePointer, SchemaKey, Scope, Separator, ServerUrl, VariableValue, WholeType,
};

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::document::{EnumValue, EnumValues, File, Literal, Query};
use crate::parse::{Entries, Form, Slot, StatusList};

/// A JSON Schema (2020-12) of spec files, as text.
#[must_use]
pub fn spec_schema() -> String {
    let mut schema = SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<File>();
    let about = [
        ("$id", "https://raw.githubusercontent.com/apiloom/apiloom/main/docs/spec.schema.json"),
        ("title", "apiloom spec file"),
        ("description", "A file of an API that is described in apiloom's language, version 1."),
    ];
    for (key, text) in about {
        schema.insert(key.to_owned(), text.into());
    }
    let mut schema = schema.to_value();
    // Whether maps keep their order is for another crate of the build to choose: the text must not depend on it.
    schema.sort_all_objects();
    format!("{schema:#}\n")
}

/// What a spec struct is when it is not written as a map.
pub(crate) trait Short {
    type Text: JsonSchema;
}

impl<T: JsonSchema> JsonSchema for Slot<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<V: JsonSchema, K: JsonSchema> JsonSchema for Entries<V, K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("MapOf{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut map = json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<V>() });
        let keys = generator.subschema_for::<K>();
        // Every key is text: that alone is not worth saying.
        if keys != generator.subschema_for::<String>() {
            map.insert("propertyNames".to_owned(), keys.to_value());
        }
        map
    }
}

impl<T: JsonSchema + Short> JsonSchema for Form<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}Form", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [generator.subschema_for::<T::Text>(), generator.subschema_for::<T>()] })
    }
}

impl JsonSchema for StatusList {
    fn schema_name() -> Cow<'static, str> {
        "Status".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let status = "(default|[1-5][xX][xX]|[1-5][0-9][0-9])";
        json_schema!({
            "description": "A status, a class of them, `default`, or several with commas between.",
            "pattern": format!(r"^\s*{status}\s*(,\s*{status}\s*)*$"),
            "examples": ["200", "4XX", "default", "400, 404"],
        })
    }
}

impl JsonSchema for EnumValues {
    fn schema_name() -> Cow<'static, str> {
        "EnumValues".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Entries::<Form<EnumValue>>::json_schema(generator);
        schema.insert("minProperties".to_owned(), 1.into());
        schema.insert("description".to_owned(), "What each value means.".into());
        schema
    }
}

impl JsonSchema for Query {
    fn schema_name() -> Cow<'static, str> {
        "Query".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut one_of = Entries::<Form<GivenParameter>>::json_schema(generator);
        one_of.insert("minProperties".to_owned(), 2.into());
        one_of.insert("description".to_owned(), "Parameters of which exactly one is given.".into());
        let mut query = Entries::<Form<InputParameter>>::json_schema(generator);
        query.insert("properties".to_owned(), json!({ "one of": one_of }));
        query.insert("description".to_owned(), "Query parameters by their names.".into());
        query
    }
}

impl JsonSchema for Literal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Literal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        true.into()
    }
}

/// A list of texts or whole numbers, none of them twice.
pub(crate) enum ValueList {}

impl JsonSchema for ValueList {
    fn schema_name() -> Cow<'static, str> {
        "ValueList".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let list = |items: Value| json!({ "type": "array", "items": items, "minItems": 1, "uniqueItems": true });
        let text = list(json!({ "type": "string" }));
        let number = list(json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX }));
        json_schema!({ "anyOf": [text, number] })
    }
}

/// A reference to a definition, or the definition where it stands.
fn part<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}
