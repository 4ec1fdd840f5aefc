//! What a form or a query does not say about the object in it, because all that it holds is texts.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Output;
use crate::model::{Field, Parameter, Presence, Scalar, SchemaKind, Style, Type};

/// Emits which of its fields are lists, and which hold bytes.
pub(super) fn emit_fields(output: &Output<'_>, ty: &Type, beside: &[Parameter]) -> TokenStream {
    let ty = expanded(output, ty);
    if let Type::Map(item) = &ty {
        let holds_lists = is_list(&expanded(output, item));
        let flat = beside.iter().filter(|parameter| parameter.style == Style::Flat);
        let others = flat.flat_map(|parameter| fields_of(output, &expanded(output, &parameter.ty)));
        let others: Vec<&String> = others.flat_map(|(field, _)| names_of(field)).collect();
        let holds_lists = holds_lists.then(|| quote!(holds_lists: true,));
        let others = (!others.is_empty()).then(|| quote!(others: &[#(#others),*],));
        return quote!(served::Fields { is_map: true, #holds_lists #others ..served::Fields::NEW });
    }
    let fields = fields_of(output, &ty);
    let names: Vec<&String> = fields.iter().flat_map(|(field, _)| names_of(field)).collect();
    let lists: Vec<TokenStream> = fields
        .iter()
        .filter(|(_, ty)| is_list(ty))
        .flat_map(|(field, _)| {
            let is_required = field.presence == Presence::Required;
            names_of(field).enumerate().map(move |(at, name)| {
                // By another name it need not be there.
                let is_required = is_required && at == 0 && field.accept.is_empty();
                quote!((#name, #is_required))
            })
        })
        .collect();
    let files = fields.iter().filter(|(_, ty)| is_bytes(output, ty)).flat_map(|(field, _)| names_of(field));
    let files: Vec<&String> = files.collect();
    let lists = (!lists.is_empty()).then(|| quote!(lists: &[#(#lists),*],));
    let files = (!files.is_empty()).then(|| quote!(files: &[#(#files),*],));
    quote!(served::Fields { names: &[#(#names),*], #lists #files ..served::Fields::NEW })
}

/// The fields of an object, with what its type parameters stand for; of one made in several ways, those of each.
fn fields_of<'o>(output: &'o Output<'_>, ty: &Type) -> Vec<(&'o Field, Type)> {
    let Type::Schema(name, arguments) = ty else { return Vec::new() };
    let Some(schema) = output.api.schemas.get(name.index) else { return Vec::new() };
    let fields: Vec<&Field> = match &schema.kind {
        SchemaKind::Struct(object) => object.fields.iter().collect(),
        SchemaKind::Variants(variants) => variants.iter().flat_map(|(_, _, object)| &object.fields).collect(),
        _ => Vec::new(),
    };
    let with = |field: &Field| expanded(output, &field.ty.with(&schema.generics, arguments));
    fields.into_iter().map(|field| (field, with(field))).collect()
}

fn names_of(field: &Field) -> impl Iterator<Item = &String> {
    std::iter::once(&field.wire).chain(&field.accept)
}

/// What an alias is another name for.
fn expanded(output: &Output<'_>, ty: &Type) -> Type {
    let mut ty = ty.clone();
    while let Type::Schema(name, arguments) = &ty {
        let Some(schema) = output.api.schemas.get(name.index) else { break };
        let SchemaKind::Alias(of) = &schema.kind else { break };
        ty = of.with(&schema.generics, arguments);
    }
    ty
}

fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Set(_))
}

/// Bytes, or a list of them.
fn is_bytes(output: &Output<'_>, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => *scalar == Scalar::Bytes,
        Type::List(item) | Type::Set(item) | Type::Nullable(item) => is_bytes(output, &expanded(output, item)),
        _ => false,
    }
}
