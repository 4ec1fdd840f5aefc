//! Types that can hold no secret, whoever fills them: numbers, times, choices, and texts of the program itself.

use std::collections::BTreeSet;

use syn::{GenericArgument, PathArguments, PathSegment, Type as Form};

use super::source::{Type, last_word};

/// What is no text and no bytes. A `Method` and a `StatusCode` are HTTP's.
const ATOMS: [&str; 20] = [
    "bool",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "Duration",
    "Instant",
    "SystemTime",
    "StatusCode",
    "Method",
];

/// The names of those that hold nothing but atoms, static texts, functions, and each other.
pub(super) fn plain(types: &[&Type]) -> BTreeSet<String> {
    let mut plain = BTreeSet::new();
    loop {
        let is_plain = |name: &str| types.iter().filter(|of| of.name == name).all(|of| holds_atoms(of, &plain));
        let more: BTreeSet<String> = types.iter().map(|of| of.name.clone()).filter(|name| is_plain(name)).collect();
        if more.len() == plain.len() {
            return plain;
        }
        plain = more;
    }
}

/// Whether this one holds nothing else.
pub(super) fn holds_atoms(of: &Type, plain: &BTreeSet<String>) -> bool {
    of.fields.iter().all(|field| is_atom(field, plain))
}

fn is_atom(form: &Form, plain: &BTreeSet<String>) -> bool {
    match form {
        Form::FnPtr(_) => true,
        Form::Tuple(tuple) => tuple.elems.iter().all(|form| is_atom(form, plain)),
        Form::Reference(reference) => {
            let is_of_program = reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static");
            is_of_program && is_static(&reference.elem, plain)
        }
        Form::Path(path) => path.path.segments.last().is_some_and(|last| is_name(last, plain)),
        _ => false,
    }
}

/// What lives as long as the program was written with it.
fn is_static(form: &Form, plain: &BTreeSet<String>) -> bool {
    match form {
        Form::Slice(slice) => is_atom(&slice.elem, plain),
        form => last_word(form).as_deref() == Some("str") || is_atom(form, plain),
    }
}

fn is_name(segment: &PathSegment, plain: &BTreeSet<String>) -> bool {
    let name = segment.ident.to_string();
    match name.as_str() {
        "PhantomData" => true,
        "Option" => arguments(segment).all(|form| is_atom(form, plain)),
        name => ATOMS.contains(&name) || plain.contains(name),
    }
}

fn arguments(segment: &PathSegment) -> impl Iterator<Item = &Form> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(brackets) => Some(brackets.args.iter()),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(form) => Some(form),
        _ => None,
    })
}
