//! What follows from how schemas refer to each other: cycles, boxes, directions, secrets.

use std::collections::BTreeSet;

use super::{Resolver, Schemas};
use crate::diagnostic::Diagnostic;
use crate::messages as say;
use crate::model::{Body, Field, Output, Presence, Schema, SchemaKind, Shape, Struct, Tag, Type};
use crate::span::Span;

/// Boxes what is recursive, and refuses what can never end.
pub(super) fn check_cycles(resolver: &Resolver<'_>, schemas: &mut [Option<Schema>]) {
    let rules: [(Edges, Message); 2] = [(aliased, say::alias_cycle), (always_held, say::infinite_schema)];
    for (edges, message) in rules {
        let mut reported = BTreeSet::new();
        for (index, cycle) in cycles(schemas, edges).into_iter().enumerate() {
            let Some(cycle) = cycle else { continue };
            // One message for each cycle; what refers to any part of it would follow it.
            let Some(schema) = schemas[index].take() else { continue };
            if reported.insert(cycle) {
                let span = resolver.heads.get(&schema.name.wire).map(|head| head.span).unwrap_or_default();
                resolver.report(message(&schema.name.wire, span));
            }
        }
    }
    let recursive = cycles(schemas, held);
    for (index, schema) in schemas.iter_mut().enumerate() {
        let Some(schema) = schema else { continue };
        for field in fields_mut(&mut schema.kind) {
            let mut targets = Vec::new();
            direct(&field.ty, &mut targets);
            field.boxed = recursive[index].is_some()
                && targets.iter().any(|target| recursive.get(*target) == Some(&recursive[index]));
        }
    }
}

/// Which schemas are sent, which received, which hold a secret.
pub(super) fn directions(resolver: &Resolver<'_>, tags: &[Tag], schemas: &mut [Option<Schema>]) {
    let (mut sent, mut received, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for operation in tags.iter().flat_map(|tag| &tag.operations) {
        operation.parameters.iter().for_each(|parameter| mentioned(&parameter.ty, &mut sent));
        operation.body.iter().flat_map(Body::ways).for_each(|body| mentioned(&body.ty, &mut sent));
        let answers = match &operation.output {
            Output::Single(shape) => vec![shape],
            Output::ByStatus(_, variants) => variants.iter().map(|(_, answer)| &answer.shape).collect(),
        };
        for shape in answers.into_iter().chain(operation.errors.iter().map(|error| &error.shape)) {
            shape_types(shape, &mut received);
        }
        operation.errors.iter().for_each(|error| shape_types(&error.shape, &mut errors));
        let headers = operation.headers_struct.iter().flat_map(|headers| &headers.fields);
        headers.for_each(|field| mentioned(&field.ty, &mut received));
    }
    let (goes, comes): (Counts, Counts) = (|field| !field.read_only, |field| !field.write_only);
    let (asked_for, answered) = (closure(sent.clone(), schemas, goes), closure(received.clone(), schemas, comes));
    // What nothing refers to is there for people: it goes both ways with all that it holds, but what has variants
    // is never received.
    let alone = (0..schemas.len()).filter(|index| !asked_for.contains(index) && !answered.contains(index));
    let alone: Vec<usize> = alone.collect();
    let with_variants = holders(schemas, |schema| matches!(schema.kind, SchemaKind::Variants(_)));
    sent.extend(&alone);
    received.extend(alone.iter().filter(|index| !with_variants.contains(index)));
    let (sent, received) = (closure(sent, schemas, goes), closure(received, schemas, comes));
    let secret = holders(schemas, is_secret);
    for (index, schema) in schemas.iter_mut().enumerate() {
        let Some(schema) = schema else { continue };
        schema.direction.sent = sent.contains(&index);
        schema.direction.received = received.contains(&index);
        schema.holds_secret = secret.contains(&index);
        let direction = schema.direction;
        for field in fields_mut(&mut schema.kind) {
            // What goes one way only is not there when the object goes the other way.
            if (field.read_only && direction.sent) || (field.write_only && direction.received) {
                field.presence = Presence::Optional;
            }
        }
        schema.is_error =
            errors.contains(&index) && matches!(schema.kind, SchemaKind::Struct(_)) && schema.generics.is_empty();
        let variants = matches!(schema.kind, SchemaKind::Variants(_));
        if variants && received.contains(&index) {
            let span = resolver.heads.get(&schema.name.wire).map(|head| head.span).unwrap_or_default();
            resolver.report(say::variants_received(&schema.name.wire, span));
        }
    }
}

fn shape_types(shape: &Shape, into: &mut Vec<usize>) {
    match shape {
        Shape::Json(ty) => mentioned(ty, into),
        Shape::One(envelope, item) | Shape::Many(envelope, item) => {
            mentioned(envelope, into);
            mentioned(item, into);
        }
        Shape::Events(events) => events.data.iter().for_each(|ty| mentioned(ty, into)),
        Shape::Empty | Shape::Text | Shape::Bytes => {}
    }
}

/// Whether a field counts for what a schema holds.
type Counts = fn(&Field) -> bool;

/// Every schema that a value of these may hold.
fn closure(start: Vec<usize>, schemas: &Schemas, counts: Counts) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut open = start;
    while let Some(index) = open.pop() {
        let Some(Some(schema)) = schemas.get(index) else { continue };
        if !seen.insert(index) {
            continue;
        }
        match &schema.kind {
            SchemaKind::Alias(ty) => mentioned(ty, &mut open),
            SchemaKind::Union(union) => union.members.iter().for_each(|member| mentioned(&member.ty, &mut open)),
            kind => {
                fields(kind).filter(|field| counts(field)).for_each(|field| mentioned(&field.ty, &mut open));
                rests(kind).for_each(|ty| mentioned(ty, &mut open));
            }
        }
    }
    seen
}

/// Whether a schema is a secret by itself or by one of its fields.
fn is_secret(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Named(named) => named.secret,
        kind => fields(kind).any(|field| field.secret),
    }
}

/// Every schema of which a value may hold one that is so.
fn holders(schemas: &Schemas, is_so: fn(&Schema) -> bool) -> BTreeSet<usize> {
    let mut holders = vec![Vec::new(); schemas.len()];
    let mut open = Vec::new();
    for (index, schema) in schemas.iter().enumerate() {
        let Some(schema) = schema else { continue };
        let mut parts = Vec::new();
        open.extend(is_so(schema).then_some(index));
        match &schema.kind {
            SchemaKind::Alias(ty) => mentioned(ty, &mut parts),
            SchemaKind::Union(union) => union.members.iter().for_each(|member| mentioned(&member.ty, &mut parts)),
            kind => {
                fields(kind).map(|field| &field.ty).chain(rests(kind)).for_each(|ty| mentioned(ty, &mut parts));
            }
        }
        parts.into_iter().for_each(|part| holders[part].push(index));
    }
    let mut seen = BTreeSet::new();
    while let Some(index) = open.pop() {
        if seen.insert(index) {
            open.extend(&holders[index]);
        }
    }
    seen
}

/// What is said about a cycle: the schema it begins at, and its place.
type Message = fn(&str, Span) -> Diagnostic;

/// What a schema leads to.
type Edges = fn(&Schema, &mut Vec<usize>);

/// The cycle that each schema is part of, if it is, by a number of its own: the strongly connected components
/// (Tarjan 1972), without recursion.
fn cycles(schemas: &Schemas, edges: Edges) -> Vec<Option<usize>> {
    let targets = |index: usize| {
        let mut out = Vec::new();
        if let Some(Some(schema)) = schemas.get(index) {
            edges(schema, &mut out);
        }
        out
    };
    let mut order: Vec<Option<usize>> = vec![None; schemas.len()];
    let mut lowest = vec![usize::MAX; schemas.len()];
    let mut found = vec![None; schemas.len()];
    let (mut stack, mut next) = (Vec::new(), 0);
    for start in 0..schemas.len() {
        if order[start].is_some() {
            continue;
        }
        let mut path: Vec<(usize, Vec<usize>)> = vec![(start, targets(start))];
        while let Some((index, open)) = path.last_mut() {
            let index = *index;
            if order[index].is_none() {
                order[index] = Some(next);
                lowest[index] = next;
                next += 1;
                stack.push(index);
            }
            if let Some(target) = open.pop() {
                match order[target] {
                    None => path.push((target, targets(target))),
                    Some(_) if lowest[target] == usize::MAX => {}
                    Some(at) => {
                        lowest[index] = lowest[index].min(at);
                        if target == index {
                            found[index] = Some(index);
                        }
                    }
                }
                continue;
            }
            path.pop();
            if let Some((above, _)) = path.last() {
                lowest[*above] = lowest[*above].min(lowest[index]);
            }
            if Some(lowest[index]) == order[index] {
                let from = stack.iter().rposition(|member| *member == index).unwrap_or_default();
                let members = stack.split_off(from);
                for member in &members {
                    // Done: later edges into it lead to no cycle.
                    lowest[*member] = usize::MAX;
                    found[*member] = if members.len() > 1 { Some(index) } else { found[*member] };
                }
            }
        }
    }
    found
}

/// Schemas that an alias stands for, wherever in it.
fn aliased(schema: &Schema, out: &mut Vec<usize>) {
    if let SchemaKind::Alias(ty) = &schema.kind {
        mentioned(ty, out);
    }
}

/// Schemas of which every value holds one.
fn always_held(schema: &Schema, out: &mut Vec<usize>) {
    match &schema.kind {
        SchemaKind::Alias(ty) => certain(ty, out),
        SchemaKind::Struct(object) => {
            let required = object.fields.iter().filter(|field| field.presence == Presence::Required);
            required.for_each(|field| certain(&field.ty, out));
        }
        _ => {}
    }
}

/// Schemas that are held without a list or map between.
fn held(schema: &Schema, out: &mut Vec<usize>) {
    match &schema.kind {
        SchemaKind::Alias(ty) => direct(ty, out),
        SchemaKind::Union(union) => union.members.iter().for_each(|member| direct(&member.ty, out)),
        kind => fields(kind).for_each(|field| direct(&field.ty, out)),
    }
}

fn certain(ty: &Type, out: &mut Vec<usize>) {
    if let Type::Schema(name, arguments) = ty {
        out.push(name.index);
        arguments.iter().for_each(|argument| certain(argument, out));
    }
}

fn direct(ty: &Type, out: &mut Vec<usize>) {
    match ty {
        Type::Schema(name, arguments) => {
            out.push(name.index);
            arguments.iter().for_each(|argument| direct(argument, out));
        }
        Type::Nullable(inner) => direct(inner, out),
        _ => {}
    }
}

fn mentioned(ty: &Type, out: &mut Vec<usize>) {
    match ty {
        Type::Schema(name, arguments) => {
            out.push(name.index);
            arguments.iter().for_each(|argument| mentioned(argument, out));
        }
        Type::List(inner) | Type::Set(inner) | Type::Map(inner) | Type::Nullable(inner) => mentioned(inner, out),
        Type::Scalar(_) | Type::Generic(_) => {}
    }
}

fn structs(kind: &SchemaKind) -> Vec<&Struct> {
    match kind {
        SchemaKind::Struct(object) => vec![object],
        SchemaKind::Variants(variants) => variants.iter().map(|(_, _, object)| object).collect(),
        _ => Vec::new(),
    }
}

fn fields(kind: &SchemaKind) -> impl Iterator<Item = &Field> {
    structs(kind).into_iter().flat_map(|object| &object.fields)
}

/// Types of what objects hold beside their fields.
fn rests(kind: &SchemaKind) -> impl Iterator<Item = &Type> {
    structs(kind).into_iter().filter_map(|object| object.rest.as_ref()).map(|rest| &rest.item)
}

fn fields_mut(kind: &mut SchemaKind) -> Vec<&mut Field> {
    match kind {
        SchemaKind::Struct(object) => object.fields.iter_mut().collect(),
        SchemaKind::Variants(variants) => variants.iter_mut().flat_map(|(_, _, object)| &mut object.fields).collect(),
        _ => Vec::new(),
    }
}
