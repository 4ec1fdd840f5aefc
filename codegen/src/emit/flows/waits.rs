//! Waiting for a state.

use std::time::Duration;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::look::Look;
use super::{emit_decoded, emit_duration, emit_items, expect_deprecated};
use crate::emit::docs::{emit_doc, emit_docs};
use crate::emit::types::{At, emit_type, emit_usize, expect_complexity};
use crate::model::{ItemsAt, Of, Operation, Path, Wait};

/// Emits the method that waits:
///
/// ```ignore
/// pub fn until_completed(self) -> Wait<models::Execution>
/// ```
pub(super) fn emit_wait(operation: &Operation, wait: &Wait) -> TokenStream {
    let (name, docs) = (&wait.ident, emit_docs(&wait.docs));
    let (id, item) = (&operation.id, emit_type(&wait.item, At::Elsewhere));
    let kind = match wait.of {
        Of::All => quote!(rt::WaitForAll),
        Of::Any | Of::Newest(_) => quote!(rt::Wait),
    };
    let (every, within) = (in_words(wait.every), in_words(wait.within));
    let timing = emit_doc(&format!(
        "It asks [`{id}`](super::super::Client::{id}) every {}, for {within} at most.",
        every.strip_prefix("1 ").unwrap_or(&every),
    ));
    let answer = emit_decoded(operation);
    let items = emit_items(&wait.items, &quote!(#answer?.into_inner()));
    let (static_type, deprecated) = (quote!(wire::Waiting<#item>), expect_deprecated(looked_at(wait)));
    let (complex, waiting) = (expect_complexity(&static_type), emit_waiting(wait));
    quote! {
        #docs
        #[doc = ""]
        #timing
        #deprecated
        #complex
        #[inline]
        pub fn #name(self) -> #kind<#item> {
            static WAITING: #static_type = #waiting;
            #kind::new(self.call, &WAITING, |answer| Ok(#items))
        }
    }
}

/// Emits what is waited for.
fn emit_waiting(wait: &Wait) -> TokenStream {
    let Wait { id, reached, failed, .. } = wait;
    let with = wait.with.iter().map(|(index, values)| {
        let index = emit_usize(*index);
        quote!((#index, &[#(#values),*]))
    });
    let text = |path: &Path| {
        let text = Look::Place(quote!(item)).along(path).text();
        quote!(|item| #text)
    };
    let state = text(&wait.state);
    let (of, order) = match &wait.of {
        Of::Any => (format_ident!("Any"), None),
        Of::All => (format_ident!("All"), None),
        Of::Newest(path) => (format_ident!("Newest"), Some(text(path))),
    };
    let pending = wait.pending.as_ref().map(|(status, ty)| {
        let (status, ty) = (Literal::u16_unsuffixed(*status), emit_type(ty, At::Elsewhere));
        quote!((#status, wire::is_declared::<#ty>))
    });
    let (identity, order) = (emit_option(wait.identity.as_ref().map(text)), emit_option(order));
    let (pending, every, within) = (emit_option(pending), emit_duration(wait.every), emit_duration(wait.within));
    quote! {
        wire::Waiting {
            name: #id,
            with: &[#(#with),*],
            state: #state,
            reached: &[#(#reached),*],
            failed: &[#(#failed),*],
            of: wire::Of::#of,
            identity: #identity,
            order: #order,
            pending: #pending,
            every: #every,
            within: #within,
        }
    }
}

fn emit_option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// Every path that a wait goes.
fn looked_at(wait: &Wait) -> impl Iterator<Item = &Path> {
    let order = match &wait.of {
        Of::Newest(path) => Some(path),
        Of::Any | Of::All => None,
    };
    let items = match &wait.items {
        ItemsAt::Path(path) => Some(path),
        ItemsAt::Whole | ItemsAt::Single => None,
    };
    [&wait.state].into_iter().chain(&wait.identity).chain(order).chain(items)
}

/// `90 seconds`, `2 hours`: in the largest unit of which there is a whole number.
fn in_words(time: Duration) -> String {
    let (seconds, milliseconds) = (time.as_secs(), time.as_millis());
    let (count, unit) = match () {
        () if milliseconds % 1_000 != 0 => (milliseconds, "millisecond"),
        () if seconds % 3_600 == 0 => (u128::from(seconds / 3_600), "hour"),
        () if seconds % 60 == 0 => (u128::from(seconds / 60), "minute"),
        () => (u128::from(seconds), "second"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
