//! What an operation is given: a field for each parameter, and one for the body.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::Output;
use super::super::docs::{emit_doc, emit_docs};
use super::super::types::{At, emit_type, emit_usize, expect_complexity};
use super::fields::emit_fields;
use crate::model::{Body, Content, Operation, Parameter, Required, Scalar, Style, Type};

/// Emits the struct and how it is read:
///
/// ```ignore
/// pub struct ResumeReportInput { pub report_id: models::ReportId }
/// ```
pub(super) fn emit_input(output: &Output<'_>, operation: &Operation) -> Vec<TokenStream> {
    [Some(emit_struct(operation)), Some(emit_read(output, operation)), emit_positional(operation)]
        .into_iter()
        .flatten()
        .collect()
}

fn emit_struct(operation: &Operation) -> TokenStream {
    let name = &operation.input_name;
    let docs = emit_doc(&format!("What `{}` is given.", operation.id));
    let fields = operation.parameters.iter().map(|parameter| {
        let (docs, field, ty) =
            (emit_docs(&parameter.docs), field_name(operation, parameter), emit_input_type(parameter));
        let expect = expect_complexity(&ty);
        quote!(#docs #expect pub #field: #ty,)
    });
    let body = operation.body.as_ref().map(|body| {
        let docs = if body.docs.lines.is_empty() { emit_doc("The request body.") } else { emit_docs(&body.docs) };
        let ty = emit_body_type(body);
        let ty = if body.required { ty } else { quote!(Option<#ty>) };
        quote!(#docs pub body: #ty,)
    });
    let is_bool = |parameter: &&Parameter| is_always_there(parameter) && parameter.ty == Type::Scalar(Scalar::Bool);
    let flags = operation.parameters.iter().filter(is_bool).count() > 3;
    let expect = flags.then(|| quote!(#[expect(clippy::struct_excessive_bools, reason = "the API has as many flags")]));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #expect
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #body
        }
    }
}

/// The field of a parameter: the body has a name of its own.
pub(super) fn field_name(operation: &Operation, parameter: &Parameter) -> Ident {
    let is_taken = operation.body.is_some() && parameter.ident == "body";
    if is_taken { parameter.setter.clone() } else { parameter.ident.clone() }
}

/// An optional list without items is one that was not sent: it has no other state.
pub(super) fn emit_input_type(parameter: &Parameter) -> TokenStream {
    let ty = emit_type(&parameter.ty, At::Elsewhere);
    let ty = if parameter.secret { quote!(rt::Secret<#ty>) } else { ty };
    if is_always_there(parameter) || is_list(parameter) { ty } else { quote!(Option<#ty>) }
}

/// Of several of which one is given, none is.
fn is_always_there(parameter: &Parameter) -> bool {
    parameter.required && !parameter.one_of
}

fn is_list(parameter: &Parameter) -> bool {
    matches!(parameter.style, Style::Repeated | Style::Joined(_))
}

pub(super) fn emit_body_type(body: &Body) -> TokenStream {
    match body.content {
        Content::Text => quote!(String),
        Content::Bytes => quote!(rt::Bytes),
        _ => emit_type(&body.ty, At::Elsewhere),
    }
}

fn emit_read(output: &Output<'_>, operation: &Operation) -> TokenStream {
    let Operation { input_name, answer_name, static_name, .. } = operation;
    let names: Vec<Ident> = operation.parameters.iter().map(|parameter| field_name(operation, parameter)).collect();
    let body_name = operation.body.as_ref().map(|_| format_ident!("body"));
    let all: Vec<&Ident> = names.iter().chain(&body_name).collect();
    let taken = all.iter().any(|name| **name == "reader");
    let reader = if taken { format_ident!("reader_") } else { format_ident!("reader") };
    let parameters = operation.parameters.iter().enumerate().zip(&names).map(|((index, parameter), name)| {
        let read = emit_parameter(output, operation, parameter, index);
        quote!(let #name = #reader.#read;)
    });
    let body = operation.body.as_ref().map(|body| {
        let read = emit_body(output, body);
        quote!(let body = #reader.#read;)
    });
    let one_of = operation.required.iter().filter_map(|required| match required {
        Required::OneOf(members) => Some(emit_one_of(operation, &names, members, &reader)),
        _ => None,
    });
    let (reader, lines) = if all.is_empty() {
        (quote!(_), None)
    } else {
        (quote!(#reader), Some(quote!(#(#parameters)* #body #(#one_of)*)))
    };
    quote! {
        impl serving::Input for #input_name {
            type Answer = #answer_name;

            fn operation() -> &'static wire::Operation {
                &super::super::operations::#static_name
            }

            fn read(#reader: &mut served::Reader<'_>) -> Option<Self> {
                #lines
                Some(Self { #(#all: #all?),* })
            }
        }
    }
}

/// Everything is read before anything is missed: a caller is told all that is wrong at once.
fn emit_parameter(output: &Output<'_>, operation: &Operation, parameter: &Parameter, index: usize) -> TokenStream {
    let index = emit_usize(index);
    match (&parameter.style, is_always_there(parameter)) {
        (Style::Repeated | Style::Joined(_), _) if parameter.secret => quote!(secret_list(#index)),
        (Style::Repeated | Style::Joined(_), _) => quote!(list(#index)),
        (Style::Deep | Style::Flat | Style::Json, is_required) => {
            let fields = emit_fields(output, &parameter.ty, &operation.parameters);
            if is_required { quote!(object(#index, &#fields)) } else { quote!(maybe_object(#index, &#fields)) }
        }
        (Style::Single, true) => quote!(one(#index)),
        (Style::Single, false) => quote!(maybe(#index)),
    }
}

fn emit_one_of(operation: &Operation, names: &[Ident], members: &[usize], reader: &Ident) -> TokenStream {
    let given = members.iter().filter_map(|index| {
        let (name, parameter) = (names.get(*index)?, operation.parameters.get(*index)?);
        let (index, ty) = (emit_usize(*index), emit_input_type(parameter));
        let is_given = if is_list(parameter) {
            let list = if parameter.secret { quote!(list.expose()) } else { quote!(list) };
            quote!(#name.as_ref().is_none_or(|list: &#ty| !#list.is_empty()))
        } else {
            quote!(#name.as_ref().is_none_or(Option::is_some))
        };
        Some(quote!((#index, #is_given)))
    });
    quote!(#reader.exactly_one(&[#(#given),*])?;)
}

fn emit_body(output: &Output<'_>, body: &Body) -> TokenStream {
    let fields = emit_fields(output, &body.ty, &[]);
    let (word, arguments) = match body.content {
        Content::Json => ("json", quote!()),
        Content::Form => ("form", quote!(&#fields)),
        Content::DeepForm => ("deep_form", quote!()),
        Content::Multipart => ("multipart", quote!(&#fields)),
        Content::Text => ("text", quote!()),
        Content::Bytes => ("bytes", quote!()),
    };
    let name = if body.required { format_ident!("{word}") } else { format_ident!("maybe_{word}") };
    quote!(#name(#arguments))
}

/// Where exactly the required is asked for by a mock: one value, or a tuple.
fn emit_positional(operation: &Operation) -> Option<TokenStream> {
    let mut fields: Vec<(Ident, TokenStream, bool)> = Vec::new();
    for required in &operation.required {
        fields.push(match required {
            Required::Parameter(index) => {
                let parameter = operation.parameters.get(*index)?;
                (field_name(operation, parameter), emit_input_type(parameter), false)
            }
            Required::Body => (format_ident!("body"), emit_body_type(operation.body.as_ref()?), true),
            Required::OneOf(_) => return None,
        });
    }
    // A tuple of more than twelve has no `Debug`, and nobody would read it.
    if fields.is_empty() || fields.len() > 12 {
        return None;
    }
    let name = &operation.input_name;
    let types = fields.iter().map(|(_, ty, _)| ty);
    let names: Vec<&Ident> = fields.iter().map(|(name, ..)| name).collect();
    let word = |name: &&Ident| name.to_string().trim_start_matches("r#").to_owned();
    let words = match names.as_slice() {
        [name] => format!("{} is {{given:?}}", word(name)),
        names => names.iter().map(|name| format!("{} is {{:?}}", word(name))).collect::<Vec<_>>().join(" and "),
    };
    let (given, has, values) = match names.as_slice() {
        [name] => (quote!(#(#types)*), quote!(self.#name == *given), quote!()),
        names => {
            let indexes: Vec<_> = (0..names.len()).map(emit_usize).collect();
            (quote!((#(#types),*)), quote!(#(self.#names == given.#indexes)&&*), quote!(, #(given.#indexes),*))
        }
    };
    let expect = expect_complexity(&given);
    Some(quote! {
        impl serving::Positional for #name {
            #expect
            type Given = #given;

            fn has(&self, given: &Self::Given) -> bool {
                #has
            }

            fn describe(given: &Self::Given) -> String {
                format!(#words #values)
            }
        }
    })
}
