//! `operations/`: one file for each file of the spec that has operations.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::client::emit_security;
use super::docs::{emit_deprecated, emit_doc, emit_docs};
use super::flows::{emit_duration, emit_event_type, emit_paging, emit_read_events};
use super::imports::{Uses, import};
use super::requests::{self, emit_shape};
use super::types::{At, emit_rules, emit_type, emit_usize, expect_complexity, is_boxed};
use super::{Module, Output, predicate};
use super::{samples, server};
use crate::model::{
    Answer, Docs, HeaderSource, HeadersStruct, Location, Operation, Parameter, Repeat, Required, Segment, Shape,
    Status, Style, Tag, Type,
};
use crate::resolve::{code, status_text};

pub(super) fn emit_operations(output: &Output<'_>) -> Vec<Module> {
    let (modules, uses): (Vec<Module>, Vec<Uses>) = output.api.tags.iter().map(|tag| emit_tag(output, tag)).unzip();
    let files = output.api.tags.iter().map(|tag| &tag.module);
    let names = output.api.tags.iter().filter(|tag| !tag.operations.is_empty()).map(|tag| &tag.module);
    let arguments = uses.iter().any(|uses| uses.arguments).then(|| {
        quote!(
            use super::arguments;
        )
    });
    let models = uses.iter().any(|uses| uses.models).then(|| {
        quote!(
            use super::models;
        )
    });
    let about = Docs::of(vec!["Requests: one module for each file of the spec that describes operations.".to_owned()]);
    let items = vec![quote!(#(mod #files;)*), quote!(#arguments #models), quote!(#(pub use #names::*;)*)];
    let origins = output.api.tags.iter().map(|tag| tag.origin.clone()).collect();
    let index = Module { path: "operations/mod.rs".to_owned(), origins, about, readme: None, items };
    [index].into_iter().chain(modules).collect()
}

fn emit_tag(output: &Output<'_>, tag: &Tag) -> (Module, Uses) {
    let methods = tag.operations.iter().map(|operation| emit_method(output, operation));
    let client = quote! {
        impl super::super::Client {
            #(#methods)*
        }
    };
    let mut items: Vec<TokenStream> = (!tag.operations.is_empty()).then_some(client).into_iter().collect();
    for operation in &tag.operations {
        items.extend(requests::emit_request(operation));
        items.extend(emit_output(operation));
        items.extend(operation.headers_struct.as_ref().map(|headers| emit_headers(output, operation, headers)));
        items.extend(server::emit_written_headers(output, operation));
        items.push(emit_static(output, operation));
    }
    let mut local = BTreeSet::new();
    for operation in &tag.operations {
        local.insert(operation.request_name.to_string());
        local.extend(operation.headers_struct.iter().map(|headers| headers.ident.to_string()));
        if let crate::model::Output::ByStatus(name, _) = &operation.output {
            local.insert(name.to_string());
        }
    }
    let (items, uses) = import(items, &local, &BTreeSet::new(), &BTreeSet::new());
    let module = tag.module.to_string();
    let module = module.trim_start_matches("r#");
    (
        Module {
            path: format!("operations/{module}.rs"),
            origins: vec![tag.origin.clone()],
            about: tag.docs.clone(),
            readme: None,
            items,
        },
        uses,
    )
}

/// Emits the client's method for an operation:
///
/// ```ignore
/// pub fn resume_report(&self, report_id: &models::ReportId) -> ResumeReportRequest
/// ```
fn emit_method(output: &Output<'_>, operation: &Operation) -> TokenStream {
    let docs = emit_method_docs(output, operation);
    let deprecated = emit_deprecated(operation.deprecated.as_deref());
    let (name, request, description) = (&operation.method_name, &operation.request_name, &operation.static_name);
    let call = quote!(call);
    let argument = match (requests::positional(operation), operation.required.as_slice(), &operation.body) {
        (true, [Required::Parameter(index)], _) => {
            Some(requests::parameter_argument(&operation.parameters[*index], *index, &call))
        }
        (true, [Required::Body], Some(body)) => Some(requests::body_argument(body, &call)),
        _ => None,
    };
    let parameter = argument.as_ref().map(|argument| {
        let (name, ty) = (&argument.name, &argument.ty);
        quote!(#name: #ty)
    });
    let set = argument.as_ref().map(|argument| &argument.set);
    let mutable = set.map(|_| quote!(mut));
    let untouched = requests::emit_untouched(operation);
    let expect = expect_complexity(&untouched);
    let given = (!requests::markers(operation).is_empty()).then(|| quote!(given: marker::PhantomData,));
    quote! {
        #docs
        #deprecated
        #expect
        pub fn #name(&self, #parameter) -> #untouched {
            let #mutable call = wire::Call::new(&self.core, &#description);
            #set
            #request { call, #given }
        }
    }
}

/// What it does, what it requests, what it answers, and how it is called.
fn emit_method_docs(output: &Output<'_>, operation: &Operation) -> TokenStream {
    let mut lines = operation.docs.lines.clone();
    lines.push(String::new());
    lines.push(format!("`{} {}`", operation.method.word(), code(&operation.template)));
    lines.push(String::new());
    lines.push("| status | answer |".to_owned());
    lines.push("| --- | --- |".to_owned());
    lines.extend(emit_status_rows(operation));
    if let Some((status, _)) = &operation.none {
        lines.push(String::new());
        lines.push(format!("An answer {status} of the declared shape is an empty list."));
    }
    lines.extend(samples::emit_usage(output, operation));
    emit_docs(&Docs::of(lines))
}

/// A row for each answer; statuses that answer the same share one.
fn emit_status_rows(operation: &Operation) -> Vec<String> {
    let mut rows: Vec<(Vec<String>, String)> = Vec::new();
    for answer in operation.answers.iter().chain(&operation.errors) {
        let described = answer.description.lines.iter().find(|line| !line.is_empty()).map(|line| format!(": {line}"));
        let shapes: Vec<String> = answer.ways().map(|way| shape_text(&way.shape)).collect();
        let text = format!("{}{}", shapes.join(", or "), described.unwrap_or_default());
        match rows.iter_mut().find(|(_, known)| *known == text) {
            Some((statuses, _)) => statuses.push(status_text(answer.status)),
            None => rows.push((vec![status_text(answer.status)], text)),
        }
    }
    rows.into_iter().map(|(statuses, text)| format!("| {} | {text} |", statuses.join(", "))).collect()
}

fn shape_text(shape: &Shape) -> String {
    let name = |ty: &Type| match ty {
        Type::Schema(name, _) => format!("`{}`", name.ident),
        _ => "JSON".to_owned(),
    };
    match shape {
        Shape::Empty => "nothing".to_owned(),
        Shape::Text => "text".to_owned(),
        Shape::Bytes => "bytes".to_owned(),
        Shape::Json(ty) => name(ty),
        Shape::One(_, item) => format!("one {}", name(item)),
        Shape::Many(_, item) => format!("many {}", name(item)),
        Shape::Events(events) => match &events.data {
            Some(ty) => format!("events of {}", name(ty)),
            None => "events of text".to_owned(),
        },
    }
}

/// An enum with a variant for each answer, where they differ.
fn emit_output(operation: &Operation) -> Vec<TokenStream> {
    let crate::model::Output::ByStatus(name, variants) = &operation.output else { return Vec::new() };
    let function = format_ident!("{}_output", operation.id);
    let id = &operation.id;
    let docs = emit_doc(&format!("What `{id}` gives: a variant for each status."));
    let declarations = variants.iter().map(|(ident, answer)| {
        let content = answer.choice.as_ref().and_then(|_| requests::accepted(answer));
        let content = content.map(|media_type| format!(", as `{media_type}`")).unwrap_or_default();
        let docs = emit_doc(&format!("Status {}{content}.", status_text(answer.status)));
        match &answer.shape {
            Shape::Empty => quote!(#docs #ident,),
            shape => {
                let ty = emit_payload(shape);
                quote!(#docs #ident(#ty),)
            }
        }
    });
    let groups: Vec<&[(proc_macro2::Ident, Answer)]> =
        variants.chunk_by(|(_, one), (_, other)| one.status == other.status).collect();
    // Where there is one status, nothing is to be told by it.
    let only = if let [group] = groups.as_slice() { Some(emit_decoded(name, group)) } else { None };
    let last = groups.len().saturating_sub(1);
    let arms = groups.iter().enumerate().map(|(at, group)| {
        let status = group.first().map_or(Status::Default, |(_, answer)| answer.status);
        let pattern = match status {
            _ if at == last => quote!(_),
            Status::Code(code) => {
                let code = proc_macro2::Literal::u16_unsuffixed(code);
                quote!(#code)
            }
            Status::Class(class) => {
                let (from, to) = (
                    proc_macro2::Literal::u16_unsuffixed(class * 100),
                    proc_macro2::Literal::u16_unsuffixed(class * 100 + 99),
                );
                quote!(#from..=#to)
            }
            Status::Default => quote!(_),
        };
        let decoded = emit_decoded(name, group);
        quote!(#pattern => #decoded,)
    });
    let decoded = only.unwrap_or_else(|| quote!(match answer.status() { #(#arms)* }));
    // A stream is there once.
    let has_stream = variants.iter().any(|(_, answer)| answer.is_stream());
    let derive = if has_stream { quote!(#[derive(Debug)]) } else { quote!(#[derive(Clone, Debug, PartialEq)]) };
    vec![
        quote! {
            #docs
            #derive
            #[non_exhaustive]
            pub enum #name {
                #(#declarations)*
            }
        },
        quote! {
            #[inline]
            fn #function(answer: wire::Answer) -> Result<rt::Response<#name>, rt::Error> {
                #decoded
            }
        },
    ]
}

/// How the answers of one status are decoded: by their media types, where there are several.
fn emit_decoded(name: &proc_macro2::Ident, group: &[(proc_macro2::Ident, Answer)]) -> TokenStream {
    let mut decoded = group.iter().map(|(ident, answer)| {
        let (_, decode) = emit_shape(&answer.shape);
        let wrap = match &answer.shape {
            Shape::Empty => quote!(|()| #name::#ident),
            Shape::Json(ty) | Shape::One(_, ty) if is_boxed(ty) => quote!(|value| #name::#ident(Box::new(value))),
            _ => quote!(#name::#ident),
        };
        let bare = matches!(answer.shape, Shape::One(..) | Shape::Many(..)).then(|| quote!(.without_envelope()));
        let decode = match &answer.shape {
            Shape::One(envelope, _) | Shape::Many(envelope, _) => {
                let envelope = emit_type(envelope, At::Elsewhere);
                quote!(#decode::<#envelope>)
            }
            Shape::Json(ty) => {
                let ty = emit_type(ty, At::Elsewhere);
                quote!(#decode::<#ty>)
            }
            _ => decode,
        };
        if let Shape::Events(events) = &answer.shape {
            let read = emit_read_events(events);
            return quote!(answer.#read.map(|response| response.map(#wrap)));
        }
        quote!(#decode(answer).map(|response| response #bare.map(#wrap)))
    });
    if let ([_], Some(only)) = (group, decoded.next()) {
        return only;
    }
    let media_types = group.iter().filter_map(|(_, answer)| requests::accepted(answer));
    let all = group.iter().map(|one| emit_decoded(name, std::slice::from_ref(one)));
    let indexes = (0..group.len()).map(emit_usize);
    quote! {
        match answer.media_type(&[#(#media_types),*]) {
            #(Some(#indexes) => #all,)*
            _ => Err(answer.of_another_type()),
        }
    }
}

/// What a variant holds.
fn emit_payload(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Empty => quote!(()),
        Shape::Text => quote!(String),
        Shape::Bytes => quote!(rt::Bytes),
        Shape::Json(ty) | Shape::One(_, ty) => {
            let held = emit_type(ty, At::Elsewhere);
            if is_boxed(ty) { quote!(Box<#held>) } else { held }
        }
        Shape::Many(_, ty) => {
            let ty = emit_type(ty, At::Elsewhere);
            quote!(Vec<#ty>)
        }
        Shape::Events(events) => emit_event_type(events),
    }
}

/// Header fields of an answer as a struct.
fn emit_headers(output: &Output<'_>, operation: &Operation, headers: &HeadersStruct) -> TokenStream {
    let name = &headers.ident;
    // Services make them.
    let default = predicate(&output.services()).map(|services| quote!(#[cfg_attr(#services, derive(Default))]));
    let docs = emit_doc(&format!("Header fields of an answer to `{}`.", operation.id));
    let fields = headers.fields.iter().map(|field| {
        let (docs, ident, ty) = (emit_docs(&field.docs), &field.ident, emit_header_type(field));
        quote!(#docs pub #ident: Option<#ty>,)
    });
    let values = headers.fields.iter().map(|field| {
        let (ident, wire) = (&field.ident, &field.wire);
        let value = match &field.style {
            Style::Joined(separator) => quote!(wire::header_list(headers, #wire, #separator)),
            _ => quote!(wire::header_value(headers, #wire)),
        };
        let hide = (field.secret && matches!(field.style, Style::Joined(_))).then(|| quote!(.map(rt::Secret::new)));
        quote!(#ident: #value #hide)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #default
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }

        impl #name {
            #[doc = " Reads them from `response.headers()` or `error.headers()`; one that is missing or cannot be read is `None`."]
            #[must_use]
            pub fn of(headers: &rt::HeaderMap) -> Self {
                Self { #(#values),* }
            }
        }
    }
}

fn emit_header_type(field: &Parameter) -> TokenStream {
    let ty = emit_type(&field.ty, At::Elsewhere);
    if field.secret { quote!(rt::Secret<#ty>) } else { ty }
}

/// What the runtime has to know.
fn emit_static(output: &Output<'_>, operation: &Operation) -> TokenStream {
    let Operation { static_name, id, template, .. } = operation;
    let shared = output.shared();
    let method = proc_macro2::Ident::new(operation.method.word(), proc_macro2::Span::call_site());
    let path = operation.segments.iter().map(|segment| match segment {
        Segment::Literal(text) => quote!(wire::Segment::Literal(#text)),
        Segment::Parameter(index) => {
            let index = emit_usize(*index);
            quote!(wire::Segment::Parameter(#index))
        }
    });
    let parameters = operation.parameters.iter().map(emit_parameter);
    let headers = operation.constant_headers.iter().map(|(name, source)| match source {
        HeaderSource::Constant(text) => quote!((#name, wire::HeaderSource::Constant(#text))),
        HeaderSource::Uuid => quote!((#name, wire::HeaderSource::Uuid)),
    });
    let headers: Vec<TokenStream> = headers.collect();
    let parameters: Vec<TokenStream> = parameters.collect();
    let parameters = (!parameters.is_empty()).then(|| quote!(parameters: &[#(#parameters),*],));
    let headers = (!headers.is_empty()).then(|| quote!(headers: &[#(#headers),*],));
    let json = operation
        .answers
        .iter()
        .all(|answer| matches!(answer.shape, Shape::Json(_) | Shape::One(..) | Shape::Many(..) | Shape::Empty));
    let has_choice = operation.answers.iter().any(|answer| !answer.others.is_empty());
    let has_stream = operation.answers.iter().any(Answer::is_stream);
    let streams = has_stream.then(|| quote!(streams: true,));
    let accept = if has_choice || has_stream {
        let accept = emit_accept(operation);
        Some(quote!(accept: #accept,))
    } else {
        (!json).then(|| quote!(accept: "*/*",))
    };
    let security = operation.security.as_ref().map(|security| {
        let security = emit_security(output, security);
        quote!(security: #security,)
    });
    let responses = operation.answers.iter().chain(&operation.errors).map(emit_declared);
    let repeat = match &operation.repeat {
        Repeat::Harmful => None,
        Repeat::Harmless => Some(quote!(repeat: wire::Repeat::Harmless,)),
        Repeat::HarmlessWith(header) => Some(quote!(repeat: wire::Repeat::HarmlessWith(#header),)),
    };
    let timeout = operation.timeout.map(|timeout| {
        let timeout = emit_duration(timeout);
        quote!(timeout: Some(#timeout),)
    });
    let paging = operation.paging.as_ref().map(emit_paging);
    let none = operation.none.as_ref().map(|(status, ty)| {
        let status = proc_macro2::Literal::u16_unsuffixed(*status);
        let check = ty.as_ref().map(|ty| {
            let ty = emit_type(ty, At::Elsewhere);
            quote!(none_check: Some(wire::is_declared::<#ty>),)
        });
        quote!(none: Some(#status), #check)
    });
    let servers = &operation.servers;
    let servers = (!servers.is_empty()).then(|| quote!(servers: &[#(#servers),*],));
    quote! {
        #shared static #static_name: wire::Operation = wire::Operation {
            name: #id,
            method: rt::Method::#method,
            template: #template,
            path: &[#(#path),*],
            #parameters
            #headers
            #accept
            #security
            responses: &[#(#responses),*],
            #repeat
            #timeout
            #none
            #paging
            #servers
            #streams
            ..wire::Operation::NEW
        };
    }
}

/// Every media type that there may be, the first that is declared first.
fn emit_accept(operation: &Operation) -> String {
    let mut accept: Vec<&str> = Vec::new();
    for media_type in operation.answers.iter().flat_map(Answer::ways).filter_map(requests::accepted) {
        if !accept.contains(&media_type) {
            accept.push(media_type);
        }
    }
    accept.join(", ")
}

fn emit_parameter(parameter: &Parameter) -> TokenStream {
    let wire = &parameter.wire;
    let constructor = match parameter.location {
        Location::Path => quote!(path),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
        Location::Cookie => quote!(cookie),
    };
    let style = match &parameter.style {
        Style::Single => None,
        Style::Repeated => Some(quote!(style: wire::Style::Repeated,)),
        Style::Joined(separator) => Some(quote!(style: wire::Style::Joined(#separator),)),
        Style::Deep => Some(quote!(style: wire::Style::Deep,)),
        Style::Flat => Some(quote!(style: wire::Style::Flat,)),
        Style::Json => Some(quote!(style: wire::Style::Json,)),
    };
    let secret = parameter.secret.then(|| quote!(secret: true,));
    let rules = (!parameter.rules.is_empty()).then(|| {
        let rules = emit_rules(&parameter.rules);
        quote!(rules: #rules,)
    });
    let default = parameter.default_sent.as_ref().map(|default| quote!(default: Some(#default),));
    let required_on = &parameter.required_on;
    let required_on = (!required_on.is_empty()).then(|| quote!(required_on: &[#(#required_on),*],));
    let servers = &parameter.servers;
    let servers = (!servers.is_empty()).then(|| quote!(servers: &[#(#servers),*],));
    let more: TokenStream = [style, secret, rules, default, required_on, servers].into_iter().flatten().collect();
    if more.is_empty() {
        return quote!(wire::Parameter::#constructor(#wire));
    }
    quote!(wire::Parameter { #more ..wire::Parameter::#constructor(#wire) })
}

fn emit_declared(answer: &Answer) -> TokenStream {
    let status = match answer.status {
        Status::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(wire::StatusKey::Code(#code))
        }
        Status::Class(class) => {
            let class = proc_macro2::Literal::u8_unsuffixed(u8::try_from(class).unwrap_or_default());
            quote!(wire::StatusKey::Class(#class))
        }
        Status::Default => quote!(wire::StatusKey::Default),
    };
    let schema = match &answer.shape {
        Shape::Json(Type::Schema(name, _)) => name.wire.as_str(),
        _ => "",
    };
    let message = &answer.message;
    quote!(wire::Declared::new(#status, #schema, &[#(#message),*]))
}
