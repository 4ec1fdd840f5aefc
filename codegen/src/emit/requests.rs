//! The request of an operation: a value that knows what is still missing, and gives the answer when awaited.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::builders::state_name;
use super::docs::{emit_deprecated, emit_doc, emit_docs};
use super::flows::{emit_event_type, emit_read_events};
use super::types::{At, emit_type, emit_usize, expect_complexity, is_plain};
use crate::model::{Answer, Body, Content, Operation, Output, Parameter, Required, Scalar, Shape, Type};

/// Names of what the request's type says is missing; none where a plain argument asks for it.
pub(super) fn markers(operation: &Operation) -> Vec<Ident> {
    if positional(operation) {
        return Vec::new();
    }
    let marker = |required: &Required| match required {
        Required::Parameter(index) => operation.parameters[*index].marker.clone(),
        Required::Body => format_ident!("Body"),
        Required::OneOf(members) => {
            let names: Vec<String> =
                members.iter().map(|index| operation.parameters[*index].marker.to_string()).collect();
            format_ident!("{}", names.join("Or"))
        }
    };
    operation.required.iter().map(marker).collect()
}

/// How many parameters a type can have before it is too much to read, and clippy says so.
const MANY: usize = 4;

/// The request's type with everything missing. A few parameters have no defaults: rustc would leave them out of its
/// messages, and they say what is missing.
pub(super) fn emit_untouched(operation: &Operation) -> TokenStream {
    let (name, markers) = (&operation.request_name, markers(operation));
    if markers.is_empty() || markers.len() > MANY {
        quote!(#name)
    } else {
        quote!(#name<#(wire::Missing<arguments::#markers>),*>)
    }
}

/// One thing at most has to be given: it is an argument of the client's method. More are setters, because
/// arguments in a row can be swapped.
pub(super) fn positional(operation: &Operation) -> bool {
    match operation.required.as_slice() {
        [] | [Required::Parameter(_)] => true,
        [Required::Body] => operation.body.as_ref().is_some_and(|body| body.others.is_empty()),
        _ => false,
    }
}

/// Emits the request and what it can do:
///
/// ```ignore
/// pub struct ResumeReportRequest { call: Call }
/// impl Future for ResumeReportRequest { .. }
/// ```
pub(super) fn emit_request(operation: &Operation) -> Vec<TokenStream> {
    let name = &operation.request_name;
    let markers = markers(operation);
    let states: Vec<Ident> = markers.iter().map(state_name).collect();
    let generics = (!states.is_empty()).then(|| quote!(<#(#states),*>));
    let declared = if states.len() > MANY {
        Some(quote!(<#(#states = wire::Missing<arguments::#markers>),*>))
    } else {
        generics.clone()
    };
    let given = (!states.is_empty()).then(|| {
        let ty = quote!(marker::PhantomData<fn() -> (#(#states,)*)>);
        let expect = expect_complexity(&ty);
        quote!(#expect given: #ty,)
    });
    let id = &operation.id;
    let docs = emit_doc(&format!("The request of [`{id}`](super::super::Client::{id}): awaiting it sends it."));
    let mut items = vec![quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a request is sent when it is awaited"]
        pub struct #name #declared {
            call: wire::Call,
            #given
        }
    }];
    items.extend(
        operation
            .required
            .iter()
            .enumerate()
            .filter(|_| !states.is_empty())
            .map(|(at, required)| emit_required(operation, &states, &markers, at, required)),
    );
    items.push(emit_common(operation, generics.as_ref()));
    items.push(emit_future(operation, &states, generics.as_ref()));
    items
}

fn emit_required(
    operation: &Operation,
    states: &[Ident],
    markers: &[Ident],
    at: usize,
    required: &Required,
) -> TokenStream {
    let name = &operation.request_name;
    let others: Vec<&Ident> =
        states.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, state)| state).collect();
    let others = (!others.is_empty()).then(|| quote!(<#(#others),*>));
    let before = states.iter().zip(markers).enumerate().map(|(index, (state, marker))| {
        if index == at { quote!(wire::Missing<arguments::#marker>) } else { quote!(#state) }
    });
    let after: Vec<TokenStream> = states
        .iter()
        .enumerate()
        .map(|(index, state)| if index == at { quote!(wire::Given) } else { quote!(#state) })
        .collect();
    let setter = |docs: TokenStream, setter: &Ident, argument: Argument| {
        let Argument { name: ident, ty, set } = argument;
        let after = quote!(#name<#(#after),*>);
        let expect = expect_complexity(&after);
        quote! {
            #docs
            #expect
            pub fn #setter(mut self, #ident: #ty) -> #after {
                #set
                #name { call: self.call, given: marker::PhantomData }
            }
        }
    };
    let of_parameter = |index: &usize| {
        let parameter = &operation.parameters[*index];
        let mut docs = emit_docs(&parameter.docs);
        docs.extend(emit_deprecated(parameter.deprecated.as_deref()));
        setter(docs, &parameter.setter, parameter_argument(parameter, *index, &quote!(self.call)))
    };
    let setters: Vec<TokenStream> = match (required, &operation.body) {
        (Required::Parameter(index), _) => vec![of_parameter(index)],
        (Required::OneOf(members), _) => members.iter().map(of_parameter).collect(),
        (Required::Body, Some(body)) => {
            body.ways().map(|way| setter(body_docs(way), &way.setter, body_argument(way, &quote!(self.call)))).collect()
        }
        (Required::Body, None) => Vec::new(),
    };
    quote! {
        impl #others #name<#(#before),*> {
            #(#setters)*
        }
    }
}

/// What can be set whatever is still missing.
fn emit_common(operation: &Operation, generics: Option<&TokenStream>) -> TokenStream {
    let name = &operation.request_name;
    let optional =
        operation.parameters.iter().enumerate().filter(|(_, parameter)| !parameter.required && !parameter.one_of);
    let setters = optional.map(|(index, parameter)| {
        let docs = emit_docs(&parameter.docs);
        let deprecated = emit_deprecated(parameter.deprecated.as_deref());
        let setter = &parameter.setter;
        let Argument { name, ty, set } = parameter_argument(parameter, index, &quote!(self.call));
        quote! {
            #docs
            #deprecated
            pub fn #setter(mut self, #name: #ty) -> Self {
                #set
                self
            }
        }
    });
    let bodies = operation.body.iter().filter(|body| !body.required).flat_map(Body::ways).map(|body| {
        let (docs, setter) = (body_docs(body), &body.setter);
        let Argument { name, ty, set } = body_argument(body, &quote!(self.call));
        quote! {
            #docs
            pub fn #setter(mut self, #name: #ty) -> Self {
                #set
                self
            }
        }
    });
    let accepts = emit_accepts(operation);
    quote! {
        impl #generics #name #generics {
            #(#setters)*
            #(#bodies)*
            #(#accepts)*

            #[doc = " How long this call may take, waiting and retries included. Each attempt keeps its own limit."]
            pub fn timeout(mut self, timeout: time::Duration) -> Self {
                self.call.timeout(timeout);
                self
            }

            #[doc = " What would be sent, secrets left out."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " If something given cannot be sent."]
            pub fn to_request(&self) -> Result<rt::Request, rt::Error> {
                self.call.to_request()
            }
        }
    }
}

/// What asks for one of several kinds of content.
fn emit_accepts(operation: &Operation) -> Vec<TokenStream> {
    let mut seen = BTreeSet::new();
    let ways = operation.answers.iter().flat_map(Answer::ways);
    let chosen = ways.filter_map(|answer| Some((&answer.choice.as_ref()?.setter, accepted(answer)?)));
    let first = chosen.filter(|(setter, _)| seen.insert(setter.to_string())).collect::<Vec<_>>();
    let accept = first.into_iter().map(|(setter, media_type)| {
        let docs = emit_doc(&format!("Asks for `{media_type}`; the service may answer another kind."));
        quote! {
            #docs
            pub fn #setter(mut self) -> Self {
                self.call.accept(#media_type);
                self
            }
        }
    });
    accept.collect()
}

/// The media type of an answer without its parameters.
pub(super) fn accepted(answer: &Answer) -> Option<&str> {
    answer.media_type.as_deref().and_then(|media_type| media_type.split(';').next()).map(str::trim)
}

/// Emits what awaiting does. A debug build compiles an inline function only where it is called: decoders are most of what a
/// client is compiled to, and a program calls few operations.
fn emit_future(operation: &Operation, states: &[Ident], generics: Option<&TokenStream>) -> TokenStream {
    let name = &operation.request_name;
    let (output, decode) = emit_output(operation);
    let bounds = (!states.is_empty()).then(|| quote!(<#(#states: wire::IsGiven),*>));
    let flows = super::flows::emit_flows(operation, bounds.as_ref(), generics);
    quote! {
        #flows

        impl #bounds future::Future for #name #generics {
            type Output = Result<#output, rt::Error>;

            #[inline]
            fn poll(mut self: pin::Pin<&mut Self>, context: &mut task::Context<'_>) -> task::Poll<Self::Output> {
                self.call.poll(context, #decode)
            }
        }
    }
}

/// What awaiting gives, and the function that makes it of an answer.
pub(super) fn emit_output(operation: &Operation) -> (TokenStream, TokenStream) {
    match &operation.output {
        Output::Single(shape) => emit_shape(shape),
        Output::ByStatus(name, _) => {
            let function = format_ident!("{}_output", operation.id);
            (quote!(rt::Response<#name>), quote!(#function))
        }
    }
}

pub(super) fn emit_shape(shape: &Shape) -> (TokenStream, TokenStream) {
    match shape {
        Shape::Empty => (quote!(rt::Response<()>), quote!(wire::Answer::empty)),
        Shape::Text => (quote!(rt::Response<String>), quote!(wire::Answer::text)),
        Shape::Bytes => (quote!(rt::Response<rt::Bytes>), quote!(wire::Answer::bytes)),
        Shape::Json(ty) => {
            let ty = emit_type(ty, At::Elsewhere);
            (quote!(rt::Response<#ty>), quote!(wire::Answer::json))
        }
        Shape::One(envelope, item) => {
            let (envelope, item) = (emit_type(envelope, At::Elsewhere), emit_type(item, At::Elsewhere));
            (quote!(rt::Response<#item, #envelope>), quote!(wire::Answer::one))
        }
        Shape::Many(envelope, item) => {
            let (envelope, item) = (emit_type(envelope, At::Elsewhere), emit_type(item, At::Elsewhere));
            (quote!(rt::Response<Vec<#item>, #envelope>), quote!(wire::Answer::many))
        }
        Shape::Events(events) => {
            let (ty, read) = (emit_event_type(events), emit_read_events(events));
            (quote!(rt::Response<#ty>), quote!(|answer| answer.#read))
        }
    }
}

/// An argument of a method: its name and type, and the statement that hands it to the call.
pub(super) struct Argument {
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
    pub(super) set: TokenStream,
}

pub(super) fn parameter_argument(parameter: &Parameter, index: usize, call: &TokenStream) -> Argument {
    let name = parameter.ident.clone();
    let index = emit_usize(index);
    let (ty, value) = match &parameter.ty {
        ty if is_plain(ty) => (emit_type(ty, At::Elsewhere), quote!(&#name)),
        Type::Scalar(Scalar::String) => (quote!(&str), quote!(&#name)),
        Type::List(item) if **item == Type::Scalar(Scalar::String) => (quote!(&[&str]), quote!(&#name)),
        Type::List(item) => {
            let item = emit_type(item, At::Elsewhere);
            (quote!(&[#item]), quote!(&#name))
        }
        ty => {
            let ty = emit_type(ty, At::Elsewhere);
            (quote!(&#ty), quote!(#name))
        }
    };
    let set = if parameter.style.is_object() { quote!(set_object) } else { quote!(set) };
    Argument { name, ty, set: quote!(#call.#set(#index, #value);) }
}

pub(super) fn body_argument(body: &Body, call: &TokenStream) -> Argument {
    let name = format_ident!("body");
    let media_type = &body.media_type;
    let value = match &body.ty {
        ty if is_plain(ty) => (emit_type(ty, At::Elsewhere), quote!(&body)),
        Type::Scalar(Scalar::String) => (quote!(&str), quote!(&body)),
        Type::List(item) => {
            let item = emit_type(item, At::Elsewhere);
            (quote!(&[#item]), quote!(&body))
        }
        ty => {
            let ty = emit_type(ty, At::Elsewhere);
            (quote!(&#ty), quote!(body))
        }
    };
    let (ty, set) = match body.content {
        Content::Json => (value.0, {
            let value = value.1;
            quote!(#call.json(#value, #media_type);)
        }),
        Content::Form => (value.0, {
            let value = value.1;
            quote!(#call.form(#value, #media_type);)
        }),
        Content::DeepForm => (value.0, {
            let value = value.1;
            quote!(#call.deep_form(#value, #media_type);)
        }),
        Content::Multipart => (value.0, {
            let value = value.1;
            quote!(#call.multipart(#value, #media_type);)
        }),
        Content::Text => (quote!(&str), quote!(#call.text(body, #media_type);)),
        Content::Bytes => (quote!(impl Into<rt::Bytes>), quote!(#call.bytes(body.into(), #media_type);)),
    };
    Argument { name, ty, set }
}

fn body_docs(body: &Body) -> TokenStream {
    match (body.docs.lines.is_empty(), body.setter == "body") {
        (true, true) => emit_doc("The request body."),
        (true, false) => emit_doc(&format!("The request body, as `{}`.", body.media_type)),
        (false, _) => emit_docs(&body.docs),
    }
}
