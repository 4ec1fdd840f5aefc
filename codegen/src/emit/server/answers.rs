//! What an operation answers: a variant for each status that is declared, and one for anything else.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::Output;
use super::super::docs::{emit_doc, emit_docs};
use super::super::envelopes::is_made_of_items;
use super::super::types::{At, emit_type, is_boxed};
use crate::model::{Answer, Docs, EventStream, Operation, Shape, Status, Type};
use crate::resolve::status_text;

/// Emits the enum, how it is sent, and what it is made from:
///
/// ```ignore
/// pub enum ResumeReportAnswer { Status200(Box<Envelope<Report>>), Status404(Box<Failure>), Other(Reply) }
/// ```
pub(super) fn emit_answer(output: &Output<'_>, operation: &Operation) -> Vec<TokenStream> {
    let mut items = vec![emit_enum(operation), emit_reply(operation)];
    items.extend(emit_from_success(output, operation));
    items.extend(super::headers::emit_with_headers(operation));
    items
}

fn emit_enum(operation: &Operation) -> TokenStream {
    let name = &operation.answer_name;
    let docs = emit_doc(&format!("What `{}` answers.", operation.id));
    let variants = operation.replies.iter().map(|(ident, answer)| {
        let mut lines = vec![format!("Status {}.", status_text(answer.status))];
        if !answer.description.lines.is_empty() {
            lines.push(String::new());
            lines.extend(answer.description.lines.iter().cloned());
        }
        let docs = emit_docs(&Docs::of(lines));
        let status = is_chosen(answer).then(|| quote!(rt::StatusCode));
        let held: Vec<TokenStream> = status.into_iter().chain(emit_held(&answer.shape)).collect();
        if held.is_empty() { quote!(#docs #ident,) } else { quote!(#docs #ident(#(#held),*),) }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " Anything else."]
            Other(serving::Reply),
        }

        impl From<serving::Reply> for #name {
            fn from(reply: serving::Reply) -> Self {
                Self::Other(reply)
            }
        }
    }
}

/// Whether the service says which status it is.
fn is_chosen(answer: &Answer) -> bool {
    !matches!(answer.status, Status::Code(_))
}

/// What a variant holds.
fn emit_held(shape: &Shape) -> Option<TokenStream> {
    match shape {
        Shape::Empty => None,
        Shape::Text => Some(quote!(String)),
        Shape::Bytes => Some(quote!(rt::Bytes)),
        Shape::Json(ty) | Shape::One(ty, _) | Shape::Many(ty, _) => {
            let held = emit_type(ty, At::Elsewhere);
            Some(if is_boxed(ty) { quote!(Box<#held>) } else { held })
        }
        Shape::Events(events) => Some(emit_sent_events(events)),
    }
}

/// A service that is asked answers all of its events at once.
fn emit_sent_events(events: &EventStream) -> TokenStream {
    let data = events.data.as_ref().map_or_else(|| quote!(String), |ty| emit_type(ty, At::Elsewhere));
    quote!(Vec<rt::ServerEvent<#data>>)
}

fn emit_reply(operation: &Operation) -> TokenStream {
    let name = &operation.answer_name;
    let arms = operation.replies.iter().map(|(ident, answer)| {
        let (status, given) = match answer.status {
            Status::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                (quote!(served::status(#code)), None)
            }
            Status::Class(_) | Status::Default => (quote!(status), Some(quote!(status))),
        };
        let media_type = answer.media_type.as_deref().unwrap_or_default();
        let (body, reply) = match &answer.shape {
            Shape::Empty => (None, quote!(serving::Reply::empty(#status))),
            Shape::Text | Shape::Bytes => {
                (Some(quote!(body)), quote!(serving::Reply::bytes(#status, #media_type, body)))
            }
            Shape::Events(events) => {
                let end = events.end.as_ref().map_or_else(|| quote!(None), |end| quote!(Some(#end)));
                let reply = if events.data.is_some() { quote!(events) } else { quote!(text_events) };
                (Some(quote!(body)), quote!(serving::Reply::#reply(#status, &body, #end)))
            }
            Shape::Json(ty) | Shape::One(ty, _) | Shape::Many(ty, _) => {
                let body = if is_boxed(ty) { quote!(&*body) } else { quote!(&body) };
                (Some(quote!(body)), quote!(serving::Reply::json(#status, #media_type, #body)))
            }
        };
        let reply = match answer.status {
            Status::Class(class) => {
                let class = Literal::u16_unsuffixed(class);
                quote!(served::in_class(#class, #reply))
            }
            _ => reply,
        };
        let held: Vec<TokenStream> = given.into_iter().chain(body).collect();
        if held.is_empty() { quote!(Self::#ident => #reply,) } else { quote!(Self::#ident(#(#held),*) => #reply,) }
    });
    quote! {
        impl serving::Answer for #name {
            fn into_reply(self) -> serving::Reply {
                match self {
                    #(#arms)*
                    Self::Other(reply) => reply,
                }
            }
        }
    }
}

/// Where one status is a success, its value is enough.
fn emit_from_success(output: &Output<'_>, operation: &Operation) -> Option<TokenStream> {
    let [success] = operation.answers.as_slice() else { return None };
    let (ident, _) = operation.replies.iter().find(|(_, answer)| answer.status == success.status)?;
    let boxed = |ty: &Type, value: TokenStream| if is_boxed(ty) { quote!(Box::new(#value)) } else { value };
    let (ty, value) = match &success.shape {
        Shape::Empty => (quote!(()), None),
        Shape::Text => (quote!(String), Some(quote!(body))),
        Shape::Bytes => (quote!(rt::Bytes), Some(quote!(body))),
        Shape::Events(events) => (emit_sent_events(events), Some(quote!(body))),
        Shape::Json(ty) => (emit_type(ty, At::Elsewhere), Some(boxed(ty, quote!(body)))),
        Shape::One(envelope, item) | Shape::Many(envelope, item) => {
            let Type::Schema(name, _) = envelope else { return None };
            output.api.schemas.get(name.index).filter(|schema| is_made_of_items(schema))?;
            let (wrapper, inner) = (&name.ident, emit_type(item, At::Elsewhere));
            let is_one = matches!(success.shape, Shape::One(..));
            let (ty, items) = if is_one { (inner, quote!(vec![body])) } else { (quote!(Vec<#inner>), quote!(body)) };
            (ty, Some(boxed(envelope, quote!(models::#wrapper::of_items(#items)))))
        }
    };
    let status = is_chosen(success).then(|| quote!(rt::StatusCode::OK));
    let held: Vec<&TokenStream> = status.iter().chain(&value).collect();
    let body = if value.is_some() { quote!(body) } else { quote!(()) };
    let made = if held.is_empty() { quote!(Self::#ident) } else { quote!(Self::#ident(#(#held),*)) };
    let name = &operation.answer_name;
    Some(quote! {
        impl From<#ty> for #name {
            fn from(#body: #ty) -> Self {
                #made
            }
        }
    })
}
