//! What follows from one request to the next: pages that end, and waits that are over.

use apiloom_codegen::model::{
    Answer, Api, Envelope, Field, ItemsAt, NextAt, Operation, PagingWay, Pointer, Shape, Type,
};

use super::Here;
use super::examples::{self, Chosen};
use super::fields::{at, field, fields, leave_out};
use crate::mock::check::parameters::given;
use crate::mock::check::scalars::read_text;
use crate::mock::json::Json;
use crate::mock::problem::phrase;
use crate::mock::received::Received;
use crate::mock::route::{Found, place_of};

/// Fits the parts of a made-up answer to each other: it is the only page, and what is waited for is there.
pub(super) fn complete(api: &Api, operation: &Operation, declared: &Answer, status: u16, body: &mut Json) {
    if !operation.answers.iter().any(|answer| answer.status == declared.status) {
        return;
    }
    let items = items(api, declared, &ItemsAt::Whole);
    let count = items.as_deref().and_then(|items| at(body, items)).map_or(0, |items| elements(items).len());
    let count = Json::integer(i128::try_from(count).unwrap_or_default());
    if let Some((ty, envelope)) = envelope(api, &declared.shape) {
        let mut set = |pointer: &Option<Pointer>, value: Json| {
            let field = pointer.as_ref().and_then(|pointer| field(api, ty, &pointer.field));
            if let Some(place) = field.and_then(|field| at(body, &[field])) {
                *place = value;
            }
        };
        set(&envelope.count, count);
        set(&envelope.status, Json::integer(status.into()));
        set(&envelope.message, Json::text(phrase(status)));
    }
    end(api, operation, declared, body);
    for wait in operation.waits.iter().take(1) {
        let Some(items) = self::items(api, declared, &wait.items) else { continue };
        let Some(state) = fields(api, &wait.item, &wait.state) else { continue };
        let (Some(last), Some(reached)) = (state.last(), wait.reached.first()) else { continue };
        let reached = read_text(reached, &last.ty, api);
        for item in at(body, &items).into_iter().flat_map(elements) {
            if let Some(place) = at(item, &state) {
                *place = reached.clone();
            }
        }
    }
}

/// A page behind the first one is the last one and empty, unless an example says what is on it.
pub(super) fn end_pages(
    api: &Api,
    found: &Found<'_>,
    received: &Received,
    declared: &Answer,
    example: Option<Chosen<'_>>,
    body: &mut Json,
) {
    let Some(paging) = &found.operation.paging else { return };
    let (PagingWay::Cursor(index) | PagingWay::Offset(index) | PagingWay::Page(index, _)) = paging.way else { return };
    let Some(parameter) = found.operation.parameters.get(index) else { return };
    let given = given(index, parameter, found, received);
    let begins = match (given.first(), paging.way) {
        (None, _) => true,
        (Some(value), PagingWay::Offset(_)) => value == "0",
        (Some(value), PagingWay::Page(_, first)) => *value == first.to_string(),
        (Some(value), _) => value.is_empty(),
    };
    let is_shown = example.is_some_and(|example| examples::has_parameter(api, example.of, index, found, received));
    if begins || is_shown {
        return;
    }
    if let Some(Json::List(items)) = items(api, declared, &paging.items).and_then(|items| at(body, &items)) {
        items.clear();
    }
    end(api, found.operation, declared, body);
}

/// A link to the next page leads to the mock where the example's leads to the server.
pub(super) fn lead_here(api: &Api, operation: &Operation, declared: &Answer, here: &Here<'_>, body: &mut Json) {
    let Some(Json::Text(link)) = next(api, operation, declared).and_then(|next| at(body, &next)) else { return };
    let server = api.servers.iter().find_map(|server| Some((server, link.strip_prefix(server.url.as_str())?)));
    if let Some((server, rest)) = server {
        *link = format!("{}{}{rest}", here.origin, place_of(server));
    }
}

/// Says that there are no more pages.
fn end(api: &Api, operation: &Operation, declared: &Answer, body: &mut Json) {
    if let Some(next) = next(api, operation, declared) {
        leave_out(body, &next);
    }
    let Some(paging) = &operation.paging else { return };
    let Shape::Json(ty) = &declared.shape else { return };
    let more = paging.more.as_ref().and_then(|path| fields(api, ty, path));
    if let Some(more) = more.and_then(|more| at(body, &more)) {
        *more = Json::Boolean(false);
    }
    let total = paging.total.as_ref().and_then(|(path, _)| fields(api, ty, path));
    let count = items(api, declared, &paging.items).and_then(|items| Some(elements(at(body, &items)?).len()));
    if let (Some(total), Some(count)) = (total.and_then(|total| at(body, &total)), count) {
        *total = Json::integer(i128::try_from(count).unwrap_or_default());
    }
}

/// Where an answer says how the next page is asked for.
fn next<'a>(api: &'a Api, operation: &Operation, declared: &Answer) -> Option<Vec<&'a Field>> {
    let way = operation.paging.as_ref().map(|paging| &paging.next);
    match (way, &declared.shape) {
        (Some(NextAt::Response(path)), Shape::Json(ty)) => fields(api, ty, path),
        (Some(NextAt::LastItem(_)), _) => None,
        (_, shape) => {
            let (ty, envelope) = envelope(api, shape)?;
            Some(vec![field(api, ty, &envelope.next.as_ref()?.field)?])
        }
    }
}

/// Where an answer has its items; the answer itself where no field is named.
fn items<'a>(api: &'a Api, declared: &Answer, items: &ItemsAt) -> Option<Vec<&'a Field>> {
    match (items, &declared.shape) {
        (ItemsAt::Path(path), Shape::Json(ty)) => fields(api, ty, path),
        (ItemsAt::Path(path), Shape::One(_, item)) => fields(api, item, path),
        (_, Shape::Json(_)) => Some(Vec::new()),
        (_, shape) => {
            let (ty, envelope) = envelope(api, shape)?;
            Some(vec![field(api, ty, &envelope.items.field)?])
        }
    }
}

fn envelope<'a>(api: &'a Api, shape: &'a Shape) -> Option<(&'a Type, &'a Envelope)> {
    let (Shape::One(ty, _) | Shape::Many(ty, _)) = shape else { return None };
    let Type::Schema(name, _) = ty else { return None };
    Some((ty, api.schemas.get(name.index)?.envelope.as_ref()?))
}

fn elements(value: &mut Json) -> Vec<&mut Json> {
    match value {
        Json::List(items) => items.iter_mut().collect(),
        other => vec![other],
    }
}
