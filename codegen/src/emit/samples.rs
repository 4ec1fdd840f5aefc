//! Values as Rust expressions, and the example in the docs of an operation.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

use super::types::{emit_integer, is_plain};
use super::{Output, requests};
use crate::model::{
    Content, Example, Field, Operation, Parameter, Presence, Required, Sample, Scalar, Schema, SchemaKind, Shape,
    Struct, Type,
};
use crate::tools::Call;

/// A value of a type as an expression; `?` stands where text has to be parsed.
pub(super) fn emit_sample(output: &Output<'_>, sample: &Sample, ty: &Type) -> TokenStream {
    if let Type::Schema(name, arguments) = ty
        && let Schema { kind: SchemaKind::Alias(target), generics, .. } = &output.api.schemas[name.index]
    {
        return emit_sample(output, sample, &target.with(generics, arguments));
    }
    match (sample, ty) {
        (Sample::Named { schema, value }, _) => {
            let schema = &output.api.schemas[*schema];
            let name = &schema.name.ident;
            let inner = match &schema.kind {
                SchemaKind::Named(named) => Type::Scalar(named.scalar),
                _ => Type::Scalar(Scalar::String),
            };
            let value = match value.as_ref() {
                Sample::Text(text) => quote!(#text),
                value => emit_sample(output, value, &inner),
            };
            quote!(models::#name::new(#value))
        }
        (Sample::Enum { schema, value }, _) => {
            let schema = &output.api.schemas[*schema];
            let (name, kind) = (&schema.name.ident, &schema.kind);
            let SchemaKind::Enum(kind) = kind else { return quote!(()) };
            let variant = &kind.values[*value].ident;
            quote!(models::#name::#variant)
        }
        (Sample::Struct { schema, variant, fields, rest }, ty) => {
            let arguments = if let Type::Schema(_, arguments) = ty { arguments.as_slice() } else { &[] };
            emit_object(output, *schema, *variant, (fields, rest), arguments)
        }
        (Sample::Member { schema, member, value }, _) => {
            let schema = &output.api.schemas[*schema];
            let name = &schema.name.ident;
            let SchemaKind::Union(union) = &schema.kind else { return quote!(()) };
            let member = &union.members[*member];
            let (ident, value) = (&member.ident, emit_sample(output, value, &member.ty));
            if member.boxed {
                quote!(models::#name::#ident(Box::new(#value)))
            } else {
                quote!(models::#name::#ident(#value))
            }
        }
        (Sample::Null, Type::Scalar(Scalar::Json)) => quote!(rt::Json::Null),
        (Sample::Null, _) => quote!(None),
        (sample, Type::Scalar(Scalar::Json)) => {
            let text = crate::json_text::value(sample).to_string();
            quote!(rt::serde_json::from_str::<rt::Json>(#text)?)
        }
        (Sample::List(items), Type::List(item)) => {
            let items = items.iter().map(|value| emit_sample(output, value, item));
            quote!(vec![#(#items),*])
        }
        (Sample::List(items), Type::Set(_)) if items.is_empty() => quote!(std::collections::BTreeSet::new()),
        (Sample::List(items), Type::Set(item)) => {
            let items = items.iter().map(|value| emit_sample(output, value, item));
            quote!(std::collections::BTreeSet::from([#(#items),*]))
        }
        (Sample::Map(entries), Type::Map(_)) if entries.is_empty() => quote!(std::collections::BTreeMap::new()),
        (Sample::Map(entries), Type::Map(item)) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = emit_sample(output, value, item);
                quote!((#key.to_owned(), #value))
            });
            quote!(std::collections::BTreeMap::from([#(#entries),*]))
        }
        (sample, Type::Nullable(inner)) => {
            let value = emit_sample(output, sample, inner);
            quote!(Some(#value))
        }
        (Sample::Boolean(value), _) => quote!(#value),
        (Sample::Integer(value), _) => emit_integer(*value),
        (Sample::Number(value), _) => {
            let literal = proc_macro2::Literal::f64_unsuffixed(*value);
            quote!(#literal)
        }
        (Sample::Text(text), Type::Scalar(Scalar::Bytes)) => {
            let json = crate::json_text::quoted(text);
            quote!(rt::serde_json::from_str::<rt::Binary>(#json)?)
        }
        (Sample::Text(text), Type::Scalar(scalar)) if *scalar != Scalar::String => {
            let name = super::types::emit_type(&Type::Scalar(*scalar), super::types::At::Elsewhere);
            quote!(#name::parse(#text)?)
        }
        (Sample::Text(text), _) => quote!(#text.to_owned()),
        (Sample::List(_) | Sample::Map(_), _) => quote!(Vec::new()),
    }
}

/// What stands beside the fields of an object: its name and its value.
type Further = (String, Sample);

fn emit_object(
    output: &Output<'_>,
    schema: usize,
    variant: Option<usize>,
    (values, rest): (&[(usize, Sample)], &[Further]),
    arguments: &[Type],
) -> TokenStream {
    let schema = &output.api.schemas[schema];
    let name = &schema.name.ident;
    let (object, constructor): (&Struct, _) = match (&schema.kind, variant) {
        (SchemaKind::Struct(object), _) => (object, None),
        (SchemaKind::Variants(variants), Some(variant)) => (&variants[variant].2, Some(&variants[variant].0)),
        _ => return quote!(()),
    };
    let needed = object.fields.iter().filter(|field| field.needed).count();
    let given = |wanted: bool| {
        values
            .iter()
            .map(|(at, value)| (&object.fields[*at], value))
            .filter(move |(field, _)| field.needed == wanted && !field.read_only)
    };
    let setter = |(field, value): (&Field, &Sample)| {
        let (setter, value) =
            (&field.setter, emit_given(output, field, &field.ty.with(&schema.generics, arguments), value));
        quote!(.#setter(#value))
    };
    let rest = object.rest.as_ref().filter(|_| !rest.is_empty()).map(|further| {
        let item = further.item.with(&schema.generics, arguments);
        let (setter, value) =
            (&further.setter, emit_sample(output, &Sample::Map(rest.to_vec()), &Type::Map(Box::new(item))));
        quote!(.#setter(#value))
    });
    if constructor.is_some() || needed > 1 {
        let constructor = constructor.map_or_else(|| quote!(builder), |constructor| quote!(#constructor));
        let setters = given(true).chain(given(false)).map(setter);
        return quote!(models::#name::#constructor()#(#setters)*#rest.build());
    }
    let argument =
        given(true).map(|(field, value)| emit_given(output, field, &field.ty.with(&schema.generics, arguments), value));
    let setters = given(false).map(setter);
    quote!(models::#name::new(#(#argument),*)#(#setters)*#rest)
}

/// What a setter is given: it converts what it can.
fn emit_given(output: &Output<'_>, field: &Field, ty: &Type, value: &Sample) -> TokenStream {
    let plain_text = field.ty == Type::Scalar(Scalar::String)
        && matches!(field.presence, Presence::Required | Presence::Optional)
        && !field.boxed;
    if let (Sample::Text(text), true) = (value, plain_text) {
        return quote!(#text);
    }
    match (field.presence, value) {
        (Presence::OptionalNullable, Sample::Null) => quote!(rt::Presence::Null),
        (Presence::OptionalNullable, value) => {
            let value = emit_sample(output, value, ty);
            quote!(rt::Presence::Present(#value))
        }
        (Presence::Nullable, Sample::Null) => quote!(None),
        (_, value) => emit_sample(output, value, ty),
    }
}

/// What is handed to a request for a parameter.
pub(super) fn emit_parameter_value(output: &Output<'_>, parameter: &Parameter, sample: &Sample) -> TokenStream {
    match (&parameter.ty, sample) {
        (Type::Scalar(Scalar::String), Sample::Text(text)) => quote!(#text),
        (Type::List(item), Sample::List(items)) if **item == Type::Scalar(Scalar::String) => {
            let items = items.iter().map(|item| if let Sample::Text(text) = item { quote!(#text) } else { quote!("") });
            quote!(&[#(#items),*])
        }
        (Type::List(item), Sample::List(items)) => {
            let items = items.iter().map(|value| emit_sample(output, value, item));
            quote!(&[#(#items),*])
        }
        (ty, sample) if is_plain(ty) => emit_sample(output, sample, ty),
        (ty, sample) => {
            let value = emit_sample(output, sample, ty);
            quote!(&#value)
        }
    }
}

pub(super) fn emit_body_value(output: &Output<'_>, operation: &Operation, sample: &Sample) -> TokenStream {
    let Some(body) = &operation.body else { return quote!() };
    match (body.content, sample) {
        (Content::Text | Content::Bytes, Sample::Text(text)) => quote!(#text),
        (_, Sample::Text(text)) if body.ty == Type::Scalar(Scalar::String) => quote!(#text),
        (_, sample) if is_plain(&body.ty) => emit_sample(output, sample, &body.ty),
        (_, Sample::List(items)) => {
            let Type::List(item) = &body.ty else { return quote!(&[]) };
            let items = items.iter().map(|value| emit_sample(output, value, item));
            quote!(&[#(#items),*])
        }
        (_, sample) => {
            let value = emit_sample(output, sample, &body.ty);
            quote!(&#value)
        }
    }
}

/// The call of an operation with these parameters and body, not awaited.
pub(super) fn emit_call(
    output: &Output<'_>,
    operation: &Operation,
    parameters: &[(usize, Sample)],
    body: Option<&Sample>,
) -> TokenStream {
    let method = &operation.method_name;
    let value = |index: usize| {
        parameters
            .iter()
            .find(|(at, _)| *at == index)
            .map(|(_, sample)| emit_parameter_value(output, &operation.parameters[index], sample))
    };
    let positional = match (requests::positional(operation), operation.required.as_slice()) {
        (true, [Required::Parameter(index)]) => Some(*index),
        _ => None,
    };
    let positional_body = requests::positional(operation) && matches!(operation.required.as_slice(), [Required::Body]);
    let argument = match (positional, positional_body, body) {
        (Some(index), ..) => value(index),
        (None, true, Some(body)) => Some(emit_body_value(output, operation, body)),
        _ => None,
    };
    let setters = parameters.iter().filter(|(index, _)| Some(*index) != positional).map(|(index, sample)| {
        let parameter = &operation.parameters[*index];
        let (setter, value) = (&parameter.setter, emit_parameter_value(output, parameter, sample));
        quote!(.#setter(#value))
    });
    let body = body.filter(|_| !positional_body).map(|body| {
        let value = emit_body_value(output, operation, body);
        let setter = operation.body.as_ref().map(|body| &body.setter);
        quote!(.#setter(#value))
    });
    quote!(client.#method(#argument)#(#setters)*#body)
}

/// The lines of an example of a call: compiled by `cargo test --doc`, never run. None where an argument would be too
/// large to be read.
pub(super) fn emit_usage(output: &Output<'_>, operation: &Operation) -> Vec<String> {
    required_arguments(operation).map(|given| usage(output, operation, &given)).unwrap_or_default()
}

/// Arguments of an operation.
struct Given<'o> {
    parameters: Vec<(usize, Sample)>,
    body: Option<&'o Sample>,
}

/// What an operation cannot be called without.
fn required_arguments(operation: &Operation) -> Option<Given<'_>> {
    let parameter = |index: usize| Some((index, operation.parameters[index].sample.clone()?));
    let mut parameters = Vec::new();
    let mut body = None;
    for required in &operation.required {
        match required {
            Required::Parameter(index) => parameters.push(parameter(*index)?),
            Required::OneOf(members) => parameters.push(parameter(*members.first()?)?),
            Required::Body => body = Some(operation.body.as_ref()?.sample.as_ref()?),
        }
    }
    Some(Given { parameters, body })
}

fn usage(output: &Output<'_>, operation: &Operation, given: &Given<'_>) -> Vec<String> {
    let name = output.choices.crate_name.as_deref();
    let (fence, krate) = name.map_or(("```ignore", "client_crate"), |name| ("```no_run", name));
    let call = written(output, operation, given);
    let used: Vec<&str> = ["Client"].into_iter().chain(call.names).collect();
    let uses = if used.len() == 1 {
        format!("use {krate}::{};", used[0])
    } else {
        format!("use {krate}::{{{}}};", used.join(", "))
    };
    let mut lines = vec![String::new(), fence.to_owned(), uses, String::new()];
    lines.push("# async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.extend(call.lines);
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    lines
}

/// A call as a user of the client writes it: of an example, or with what an operation cannot be called without. None
/// where an argument would be too large to be read.
pub(crate) fn user_call(output: &Output<'_>, operation: &Operation, example: Option<&Example>) -> Option<Call> {
    let given = match example.filter(|example| example.has_request) {
        Some(example) => Given { parameters: example.parameters.clone(), body: example.body.as_ref() },
        None => required_arguments(operation)?,
    };
    Some(written(output, operation, &given))
}

fn written(output: &Output<'_>, operation: &Operation, given: &Given<'_>) -> Call {
    let call = emit_call(output, operation, &given.parameters, given.body);
    let statement = match operation.single_shape() {
        Some(Shape::Empty) => quote!(#call.await?;),
        Some(Shape::Events(_)) => quote! {
            let mut events = #call.events();
            while let Some(event) = events.next().await {
                let data = event?.data;
            }
        },
        _ => quote!(let response = #call.await?;),
    };
    let statement = without_origins(statement);
    let text = statement.to_string();
    let names = [
        "models",
        "serde_json",
        "Json",
        "Binary",
        "DateTime",
        "Date",
        "Uuid",
        "Url",
        "Decimal",
        "IsoDuration",
        "Presence",
    ];
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let path = |name: &'static str| if name == "serde_json" { "runtime::serde_json" } else { name };
    let names = names.into_iter().filter(|name| words.contains(name)).map(path).collect();
    Call { names, lines: crate::format::statements(&statement) }
}

/// `rt::DateTime` as a user of the crate writes it, who imports it.
fn without_origins(tokens: TokenStream) -> TokenStream {
    let mut out = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident)
                if ident == "rt" && !matches!(out.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '.') =>
            {
                // The two colons.
                let _ = tokens.nth(1);
            }
            TokenTree::Group(group) => {
                out.push(TokenTree::Group(Group::new(group.delimiter(), without_origins(group.stream()))));
            }
            token => out.push(token),
        }
    }
    out.into_iter().collect()
}
