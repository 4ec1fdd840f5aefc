//! How models that are sent are made: nothing required can be left out, or swapped with something of its type.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::{emit_doc, emit_docs};
use super::rest::as_field;
use super::types::{emit_field_type, emit_value_type, expect_complexity, is_plain};
use crate::model::{Field, Presence, Struct, Type};

/// `new` for one required field at most, a builder for more.
pub(super) fn emit_construction(object: &Struct, letters: &[Ident]) -> Vec<TokenStream> {
    let required: Vec<&Field> = object.fields.iter().filter(|field| field.needed).collect();
    let name = &object.ident;
    match required.as_slice() {
        [] | [_] => vec![emit_new(object, letters, required.first().copied())],
        _ => {
            let builder = builder_name(object);
            let generics = emit_generics(letters);
            let start = quote! {
                impl #generics #name #generics {
                    #[doc = " Starts with nothing given: each required field has a setter, in any order."]
                    pub fn builder() -> #builder #generics {
                        #builder::start()
                    }
                }
            };
            let mut items = vec![start];
            items.extend(emit_builder(object, letters, name, None));
            items
        }
    }
}

pub(super) fn builder_name(object: &Struct) -> Ident {
    crate::resolve::builder(&object.ident)
}

fn emit_generics(letters: &[Ident]) -> Option<TokenStream> {
    (!letters.is_empty()).then(|| quote!(<#(#letters),*>))
}

fn emit_new(object: &Struct, letters: &[Ident], required: Option<&Field>) -> TokenStream {
    let (name, generics, expect) = (&object.ident, emit_generics(letters), expect_deprecated(object));
    let parameter = required.map(|field| {
        let (ident, ty) = (&field.ident, emit_setter_type(field));
        quote!(#ident: #ty)
    });
    let rest = object.rest.as_ref().map(as_field);
    let fields = object.fields.iter().chain(&rest).map(|field| {
        let ident = &field.ident;
        if field.needed {
            let value = emit_setter_value(field);
            match field.presence {
                Presence::Optional => quote!(#ident: Some(#value)),
                _ if is_taken_as_given(field) => quote!(#ident),
                _ => quote!(#ident: #value),
            }
        } else {
            let value = emit_absent(field);
            quote!(#ident: #value)
        }
    });
    let setters = object
        .fields
        .iter()
        .chain(&rest)
        .filter(|field| !field.needed && !field.read_only)
        .map(|field| emit_optional_setter(field, Some(&quote!(#[must_use]))));
    let default = required.is_none().then(|| {
        quote! {
            impl #generics Default for #name #generics {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        #expect
        impl #generics #name #generics {
            #[doc = " Makes one; what is optional has a setter."]
            #[must_use]
            pub fn new(#parameter) -> Self {
                Self { #(#fields),* }
            }
            #(#setters)*
        }
        #default
    }
}

/// Emits a builder whose type says what is still missing:
///
/// ```ignore
/// pub struct CreateQueryBuilder<NameState = Missing<arguments::Name>, QueryState = Missing<arguments::Query>> {
///     name: NameState,
///     query: QueryState,
///     description: Option<String>,
/// }
/// ```
///
/// `wrap` is the variant of an enum that the object is one of.
pub(super) fn emit_builder(
    object: &Struct,
    letters: &[Ident],
    built: &Ident,
    wrap: Option<&Ident>,
) -> Vec<TokenStream> {
    let builder = builder_name(object);
    let (name, generics, expect) = (&object.ident, emit_generics(letters), expect_deprecated(object));
    // No wire name becomes a name that ends with `_` and is no keyword.
    let made = generics.as_ref().map(|generics| quote!(made_: marker::PhantomData<fn() -> #name #generics>,));
    let made_value = generics.as_ref().map(|_| quote!(made_: marker::PhantomData,));
    let rest = object.rest.as_ref().map(as_field);
    let fields = object.fields.iter().chain(&rest);
    let (required, optional): (Vec<&Field>, Vec<&Field>) = fields.partition(|field| field.needed);
    let states: Vec<Ident> = required.iter().map(|field| state_name(&field.marker)).collect();
    let markers = required.iter().map(|field| &field.marker);
    let slots: Vec<&Ident> = required.iter().map(|field| &field.ident).collect();
    let kept: Vec<&Ident> = optional.iter().map(|field| &field.ident).collect();
    let kept_fields = optional.iter().map(|field| {
        let (ident, ty) = (&field.ident, emit_field_type(field));
        let expect = expect_complexity(&ty);
        quote!(#expect #ident: #ty,)
    });
    let absent = optional.iter().map(|field| emit_absent(field));
    let docs = emit_doc(&format!("Makes a [`{built}`]: every required field has to be given before `build` compiles."));
    let state_defaults = required.iter().zip(markers).map(|(field, marker)| {
        let state = state_name(&field.marker);
        quote!(#state = wire::Missing<arguments::#marker>)
    });

    let declaration = quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a builder makes nothing until `build` is called"]
        pub struct #builder<#(#letters,)* #(#state_defaults),*> {
            #(#slots: #states,)*
            #(#kept_fields)*
            #made
        }
    };
    let start = quote! {
        impl #generics #builder #generics {
            pub(crate) fn start() -> Self {
                Self { #(#slots: wire::Missing::new(),)* #(#kept: #absent,)* #made_value }
            }
        }
    };
    let setters = required
        .iter()
        .enumerate()
        .map(|(at, field)| emit_required_setter(&builder, letters, &states, at, field, &slots, &kept));
    let optional_setters =
        optional.iter().filter(|field| !field.read_only).map(|field| emit_optional_setter(field, None));
    let types = required.iter().map(|field| emit_held_type(field));
    let taken = required.iter().map(|field| {
        let ident = &field.ident;
        if field.presence == Presence::Optional { quote!(Some(self.#ident.take())) } else { quote!(self.#ident.take()) }
    });
    let value = quote!(#name { #(#slots: #taken,)* #(#kept: self.#kept,)* });
    let value = wrap.map_or(value.clone(), |variant| quote!(#built::#variant(Box::new(#value))));
    let rest = quote! {
        impl<#(#letters,)* #(#states),*> #builder<#(#letters,)* #(#states),*> {
            #(#optional_setters)*

            #[doc = " Makes it of what was given."]
            #expect
            pub fn build(self) -> #built #generics
            where
                #(#states: wire::Holds<#types>,)*
            {
                #value
            }
        }
    };
    [declaration, start].into_iter().chain(setters).chain([rest]).collect()
}

fn emit_required_setter(
    builder: &Ident,
    letters: &[Ident],
    states: &[Ident],
    at: usize,
    field: &Field,
    slots: &[&Ident],
    kept: &[&Ident],
) -> TokenStream {
    let (ident, setter, marker) = (&field.ident, &field.setter, &field.marker);
    let others = states.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, state)| state);
    let others: Vec<&Ident> = letters.iter().chain(others).collect();
    let made = (!letters.is_empty()).then(|| quote!(made_: marker::PhantomData,));
    let others = (!others.is_empty()).then(|| quote!(<#(#others),*>));
    let held = emit_held_type(field);
    let before = states
        .iter()
        .enumerate()
        .map(|(index, state)| if index == at { quote!(wire::Missing<arguments::#marker>) } else { quote!(#state) });
    let after = states
        .iter()
        .enumerate()
        .map(|(index, state)| if index == at { quote!(wire::Held<#held>) } else { quote!(#state) });
    let (docs, ty, value) = (emit_docs(&field.docs), emit_setter_type(field), emit_setter_value(field));
    let moved: Vec<&&Ident> = slots.iter().filter(|slot| **slot != ident).chain(kept).collect();
    let after = quote!(#builder<#(#letters,)* #(#after),*>);
    let expect = expect_complexity(&after);
    quote! {
        impl #others #builder<#(#letters,)* #(#before),*> {
            #docs
            #expect
            pub fn #setter(self, #ident: #ty) -> #after {
                #builder { #ident: wire::Held::new(#value), #(#moved: self.#moved,)* #made }
            }
        }
    }
}

fn mentions_parameter(ty: &Type) -> bool {
    match ty {
        Type::Generic(_) => true,
        Type::List(inner) | Type::Set(inner) | Type::Map(inner) | Type::Nullable(inner) => mentions_parameter(inner),
        Type::Schema(_, arguments) => arguments.iter().any(mentions_parameter),
        Type::Scalar(_) => false,
    }
}

/// An object's own code has to name its deprecated fields.
fn expect_deprecated(object: &Struct) -> Option<TokenStream> {
    let any = object.fields.iter().any(|field| field.deprecated.is_some());
    any.then(|| quote!(#[expect(deprecated, reason = "deprecated fields are still sent")]))
}

pub(super) fn state_name(marker: &Ident) -> Ident {
    format_ident!("{}State", marker.to_string().trim_end_matches('_'))
}

/// A builder is `must_use` itself; a model is not.
fn emit_optional_setter(field: &Field, must_use: Option<&TokenStream>) -> TokenStream {
    let (docs, ident, setter) = (emit_docs(&field.docs), &field.ident, &field.setter);
    let (ty, value) = (emit_setter_type(field), emit_setter_value(field));
    let value = match field.presence {
        Presence::Optional => quote!(Some(#value)),
        _ => value,
    };
    quote! {
        #docs
        #must_use
        pub fn #setter(mut self, #ident: #ty) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// The type of what a setter takes, before conversions: null is something that can be given.
fn emit_held_type(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Nullable | Presence::OptionalNullable => emit_field_type(field),
        Presence::Required | Presence::Optional => emit_value_type(field),
    }
}

fn emit_setter_type(field: &Field) -> TokenStream {
    let ty = emit_held_type(field);
    if is_taken_as_given(field) { ty } else { quote!(impl Into<#ty>) }
}

fn emit_setter_value(field: &Field) -> TokenStream {
    let ident = &field.ident;
    if is_taken_as_given(field) { quote!(#ident) } else { quote!(#ident.into()) }
}

/// Whether a setter takes the value itself, not what it can be made from: of a type parameter, only the value
/// says what it stands for.
fn is_taken_as_given(field: &Field) -> bool {
    (is_plain(&field.ty) || mentions_parameter(&field.ty))
        && !field.boxed
        && !field.secret
        && matches!(field.presence, Presence::Required | Presence::Optional)
}

fn emit_absent(field: &Field) -> TokenStream {
    match field.presence {
        Presence::OptionalNullable => quote!(rt::Presence::Absent),
        // What is always there without being given is the map of what else there is.
        Presence::Required => quote!(collections::BTreeMap::new()),
        Presence::Optional | Presence::Nullable => quote!(None),
    }
}
