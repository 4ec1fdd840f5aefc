//! `examples.rs`: the examples of the spec as tests of the crate that the output is.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::import;
use super::samples::emit_call;
use super::types::{At, emit_type};
use super::{Module, Output, requests};
use crate::model::{Docs, Example, ExampleAnswer, Operation, Sample, Schema, SchemaKind};

/// Nothing where the spec has no examples.
pub(super) fn emit_examples(output: &Output<'_>) -> Option<Module> {
    let operations = output.api.tags.iter().flat_map(|tag| &tag.operations);
    let tests: Vec<TokenStream> = operations
        .flat_map(|operation| operation.examples.iter().map(move |example| emit_example(output, operation, example)))
        .collect();
    if tests.is_empty() {
        return None;
    }
    let requests = output
        .api
        .tags
        .iter()
        .flat_map(|tag| &tag.operations)
        .flat_map(|operation| &operation.examples)
        .any(|example| example.has_request);
    let answers = output
        .api
        .tags
        .iter()
        .flat_map(|tag| &tag.operations)
        .flat_map(|operation| &operation.examples)
        .any(|example| !example.answers.is_empty());
    let mut items: Vec<TokenStream> = Vec::new();
    items.extend(requests.then(|| emit_client(output)));
    items.extend(answers.then(|| emit_check(output)));
    items.extend(tests);
    let (items, _) = import(items, &BTreeSet::new(), &BTreeSet::new(), &BTreeSet::new());
    let origins = output.api.tags.iter().map(|tag| tag.origin.clone()).collect();
    let about = Docs::of(vec![
        "The examples of the spec: what is sent is as declared, and what is received is understood.".to_owned(),
    ]);
    Some(Module { path: "examples.rs".to_owned(), origins, about, readme: None, items })
}

fn emit_client(output: &Output<'_>) -> TokenStream {
    let server = (output.api.servers.len() != 1).then(|| {
        let server = output.api.servers.iter().find(|server| server.deprecated.is_none()).map(|server| &server.ident);
        quote!(.server(super::Server::#server))
    });
    let credentials = (output.api.is_secured()).then(|| quote!(.credentials(rt::AccessToken::new("example"))));
    quote! {
        fn client() -> Result<super::Client, rt::Error> {
            super::Client::builder()#server #credentials.base_url("http://127.0.0.1").build()
        }
    }
}

fn emit_check(output: &Output<'_>) -> TokenStream {
    let casing = super::enums::emit_casing(output);
    let constants: BTreeSet<&str> = output.api.schemas.iter().flat_map(constants).collect();
    let read = if constants.is_empty() {
        quote!(wire::decode::from_slice_strict::<Model>(declared.as_bytes(), #casing))
    } else {
        let constants = constants.iter();
        quote!(wire::decode::from_slice_strict_beside::<Model>(declared.as_bytes(), #casing, &[#(#constants),*]))
    };
    quote! {
        fn understood<Model>(declared: &str, canonical: &str)
        where
            Model: serde::de::DeserializeOwned + wire::Encode,
        {
            let model = #read;
            let encoded = model.map(|model| wire::encode_to_text(&model));
            assert_eq!(encoded.as_deref(), Ok(canonical));
        }
    }
}

/// What objects that are received always have: no fields of theirs.
fn constants(schema: &Schema) -> impl Iterator<Item = &str> {
    let constants = match &schema.kind {
        SchemaKind::Struct(object) if schema.direction.received => object.constants.as_slice(),
        _ => &[],
    };
    constants.iter().map(|constant| constant.wire.as_str())
}

fn emit_example(output: &Output<'_>, operation: &Operation, example: &Example) -> TokenStream {
    let name = format_ident!("{}_{}", operation.id, example.ident.to_string().trim_start_matches("r#"));
    let request = example.has_request.then(|| emit_request(output, operation, example));
    let answers = example.answers.iter().map(emit_answer);
    let expect = names_deprecated(output, operation, example)
        .then(|| quote!(#[expect(deprecated, reason = "what is deprecated still has to work")]));
    if request.is_none() {
        return quote! {
            #[test]
            fn #name() {
                #(#answers)*
            }
        };
    }
    quote! {
        #[test]
        #expect
        fn #name() -> Result<(), Box<dyn std::error::Error>> {
            #request
            #(#answers)*
            Ok(())
        }
    }
}

/// Whether the call of an example uses what is deprecated: the operation, a setter, a value of an enum.
fn names_deprecated(output: &Output<'_>, operation: &Operation, example: &Example) -> bool {
    let setter = |index: &usize| !(requests::positional(operation) && operation.parameters[*index].required);
    let setters =
        example.parameters.iter().any(|(index, _)| setter(index) && operation.parameters[*index].deprecated.is_some());
    let mut samples = example.parameters.iter().map(|(_, sample)| sample).chain(&example.body);
    operation.deprecated.is_some() || setters || samples.any(|sample| holds_deprecated(output, sample))
}

fn holds_deprecated(output: &Output<'_>, sample: &Sample) -> bool {
    match sample {
        Sample::Null | Sample::Boolean(_) | Sample::Integer(_) | Sample::Number(_) | Sample::Text(_) => false,
        Sample::List(items) => items.iter().any(|item| holds_deprecated(output, item)),
        Sample::Map(entries) => entries.iter().any(|(_, value)| holds_deprecated(output, value)),
        Sample::Struct { fields, rest, .. } => {
            let fields = fields.iter().map(|(_, value)| value);
            fields.chain(rest.iter().map(|(_, value)| value)).any(|value| holds_deprecated(output, value))
        }
        Sample::Member { value, .. } | Sample::Named { value, .. } => holds_deprecated(output, value),
        Sample::Enum { schema, value } => match &output.api.schemas[*schema].kind {
            SchemaKind::Enum(kind) => kind.values[*value].deprecated.is_some(),
            _ => false,
        },
    }
}

fn emit_request(output: &Output<'_>, operation: &Operation, example: &Example) -> TokenStream {
    let call = emit_call(output, operation, &example.parameters, example.body.as_ref());
    let method = operation.method.word();
    let body = example.body_text.as_ref().map(|text| quote!(assert_eq!(request.body_text(), Some(#text));));
    quote! {
        let client = client()?;
        let request = #call.to_request()?;
        assert_eq!(request.method(), #method);
        #body
    }
}

fn emit_answer(answer: &ExampleAnswer) -> TokenStream {
    let ExampleAnswer { declared, canonical, .. } = answer;
    let ty = emit_type(&answer.ty, At::Elsewhere);
    quote!(understood::<#ty>(#declared, #canonical);)
}
