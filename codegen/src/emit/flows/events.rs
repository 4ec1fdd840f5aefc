//! Answers that are streams of events.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::types::{At, emit_type, expect_complexity};
use crate::model::EventStream;

/// Emits the method that opens the stream when its first event is asked for.
pub(super) fn emit_events(events: &EventStream) -> TokenStream {
    let (ty, end) = (emit_event_type(events), emit_end(events));
    let open = if events.data.is_some() { quote!(json) } else { quote!(text) };
    let expect = expect_complexity(&ty);
    quote! {
        #[doc = " The events, each as it comes; the stream is opened when the first is asked for."]
        #expect
        #[inline]
        pub fn events(self) -> #ty {
            rt::Events::#open(self.call, #end)
        }
    }
}

/// The stream as a type.
pub(in crate::emit) fn emit_event_type(events: &EventStream) -> TokenStream {
    let data = events.data.as_ref().map_or_else(|| quote!(String), |ty| emit_type(ty, At::Elsewhere));
    quote!(rt::Events<#data>)
}

/// The method of an answer that gives its events.
pub(in crate::emit) fn emit_read_events(events: &EventStream) -> TokenStream {
    let end = emit_end(events);
    if events.data.is_some() { quote!(events(#end)) } else { quote!(text_events(#end)) }
}

fn emit_end(events: &EventStream) -> TokenStream {
    match &events.end {
        Some(end) => quote!(Some(#end)),
        None => quote!(None),
    }
}
