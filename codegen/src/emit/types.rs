//! Types of the language as Rust types.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::model::{Field, Presence, Rule, Scalar, Type};

/// Where a type is written: models name each other directly, everything else by `models::`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Models,
    Elsewhere,
}

/// Whether a variant holds it in a box: one of any size would make the others as large as itself.
pub(super) fn is_boxed(ty: &Type) -> bool {
    matches!(ty, Type::Schema(..) | Type::Nullable(_))
}

pub(super) fn emit_type(ty: &Type, at: At) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => emit_scalar(*scalar),
        Type::Generic(letter) => quote!(#letter),
        Type::List(item) => {
            let item = emit_type(item, at);
            quote!(Vec<#item>)
        }
        Type::Set(item) => {
            let item = emit_type(item, at);
            quote!(collections::BTreeSet<#item>)
        }
        Type::Map(item) => {
            let item = emit_type(item, at);
            quote!(collections::BTreeMap<String, #item>)
        }
        Type::Nullable(inner) => {
            let inner = emit_type(inner, at);
            quote!(Option<#inner>)
        }
        Type::Schema(name, arguments) => {
            let name = &name.ident;
            let name = if at == At::Models { quote!(sibling::#name) } else { quote!(models::#name) };
            let arguments = arguments.iter().map(|argument| emit_type(argument, at));
            if arguments.len() == 0 { name } else { quote!(#name<#(#arguments),*>) }
        }
    }
}

fn emit_scalar(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote!(String),
        Scalar::Bool => quote!(bool),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::U32 => quote!(u32),
        Scalar::U64 => quote!(u64),
        Scalar::F32 => quote!(f32),
        Scalar::F64 => quote!(f64),
        Scalar::Decimal => quote!(rt::Decimal),
        Scalar::Uuid => quote!(rt::Uuid),
        Scalar::Date => quote!(rt::Date),
        Scalar::DateTime => quote!(rt::DateTime),
        Scalar::Duration => quote!(rt::IsoDuration),
        Scalar::Url => quote!(rt::Url),
        Scalar::Bytes => quote!(rt::Binary),
        Scalar::Json => quote!(rt::Json),
    }
}

/// The closed list's last entry: clippy finds a type too complex beyond 250 points, and a spec can need such types.
pub(super) fn expect_complexity(ty: &TokenStream) -> Option<TokenStream> {
    (complexity(ty, &mut 1) > 250)
        .then(|| quote!(#[expect(clippy::type_complexity, reason = "the API needs as much to be given")]))
}

/// As clippy counts: 10 points for each type, 50 for a function's, times its depth.
fn complexity(ty: &TokenStream, depth: &mut usize) -> usize {
    let (mut points, mut path, mut arrow) = (0, false, false);
    for token in ty.clone() {
        match token {
            TokenTree::Ident(ident) if ident == "fn" => points += 50 * *depth,
            TokenTree::Ident(_) if !path => points += 10 * *depth,
            TokenTree::Group(group) if arrow => {
                points += 10 * (*depth + 1) + complexity(&group.stream(), &mut (*depth + 2));
            }
            TokenTree::Punct(punct) if punct.as_char() == '<' => *depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && !arrow => *depth = depth.saturating_sub(1),
            TokenTree::Punct(punct) => {
                path = punct.as_char() == ':';
                arrow = punct.as_char() == '-' || (arrow && punct.as_char() == '>');
                continue;
            }
            _ => {}
        }
        (path, arrow) = (false, false);
    }
    points
}

/// Whether a value is handed over as it is rather than converted.
pub(super) fn is_plain(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Scalar(Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64)
    )
}

/// The type of a field's value, without what says that it may be missing.
pub(super) fn emit_value_type(field: &Field) -> TokenStream {
    let ty = emit_type(&field.ty, At::Models);
    let ty = if field.secret { quote!(rt::Secret<#ty>) } else { ty };
    if field.boxed { quote!(Box<#ty>) } else { ty }
}

pub(super) fn emit_field_type(field: &Field) -> TokenStream {
    let ty = emit_value_type(field);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
        Presence::OptionalNullable => quote!(rt::Presence<#ty>),
    }
}

/// Rules as the runtime's constants.
pub(super) fn emit_rules(rules: &[Rule]) -> TokenStream {
    let rules = rules.iter().map(|rule| match rule {
        Rule::Length(min, max) => {
            let max = if *max == usize::MAX { quote!(usize::MAX) } else { emit_usize(*max) };
            let min = emit_usize(*min);
            quote!(wire::Rule::Length { min: #min, max: #max })
        }
        Rule::Pattern(pattern) => quote!(wire::Rule::Pattern(#pattern)),
        Rule::Integer(min, max) => {
            let (min, max) = (emit_integer(*min), emit_integer(*max));
            quote!(wire::Rule::Integer { min: #min, max: #max })
        }
        Rule::Number(min, max) => quote!(wire::Rule::Number { min: #min, max: #max }),
        Rule::Format(format) => {
            let format = proc_macro2::Ident::new(&format!("{format:?}"), proc_macro2::Span::call_site());
            quote!(wire::Rule::Format(wire::FormatKind::#format))
        }
    });
    quote!(&[#(#rules),*])
}

pub(super) fn emit_usize(value: usize) -> TokenStream {
    let literal = proc_macro2::Literal::usize_unsuffixed(value);
    quote!(#literal)
}

/// An integer literal; clippy wants `_` in long ones.
pub(super) fn emit_integer(value: i128) -> TokenStream {
    let digits = value.unsigned_abs().to_string();
    let grouped: Vec<&str> = {
        let head = digits.len() % 3;
        let (first, rest) = digits.split_at(head);
        let mut groups: Vec<&str> = (!first.is_empty()).then_some(first).into_iter().collect();
        let mut rest = rest;
        while !rest.is_empty() {
            let (group, more) = rest.split_at(3);
            groups.push(group);
            rest = more;
        }
        groups
    };
    let text = if digits.len() > 5 { grouped.join("_") } else { digits.clone() };
    let literal: proc_macro2::Literal = text.parse().unwrap_or_else(|_| proc_macro2::Literal::i128_unsuffixed(0));
    if value < 0 { quote!(-#literal) } else { quote!(#literal) }
}
