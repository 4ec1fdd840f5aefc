//! Objects that hold more than their fields: a map of the rest.

use proc_macro2::TokenStream;

use super::structs::emit_field;
use crate::model::{Field, Presence, Rest, Struct, Type};

/// The map as a field: the only one that is neither needed nor ever absent.
pub(super) fn as_field(rest: &Rest) -> Field {
    Field {
        ident: rest.ident.clone(),
        setter: rest.setter.clone(),
        marker: rest.ident.clone(),
        wire: String::new(),
        accept: Vec::new(),
        docs: rest.docs.clone(),
        deprecated: None,
        ty: Type::Map(Box::new(rest.item.clone())),
        presence: Presence::Required,
        needed: false,
        boxed: false,
        secret: false,
        read_only: false,
        write_only: false,
        rules: Vec::new(),
        required_on: Vec::new(),
        servers: Vec::new(),
        example: None,
    }
}

pub(super) fn emit_fields(object: &Struct) -> Vec<TokenStream> {
    let fields = object.fields.iter().map(emit_field);
    fields.chain(object.rest.as_ref().map(|rest| emit_field(&as_field(rest)))).collect()
}
