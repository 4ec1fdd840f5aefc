//! How a caller gives a parameter: what has to be given is a part of the request's type.

use apiloom_codegen::model::{Operation, Parameter, Required};

use crate::diff::change::{Changes, Effect, Place};

/// How a caller gives it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// As an argument of the client's method: it is all that has to be given.
    Argument,
    Setter,
    /// By a setter, in place of others.
    OneOf,
    Optional,
}

impl Way {
    pub(super) fn of(operation: &Operation, parameter: &Parameter) -> Way {
        if parameter.one_of {
            return Way::OneOf;
        }
        if !parameter.required {
            return Way::Optional;
        }
        if has_argument(operation) { Way::Argument } else { Way::Setter }
    }
}

/// Whether the client's method asks for the only thing that has to be given.
pub(super) fn has_argument(operation: &Operation) -> bool {
    match operation.required.as_slice() {
        [Required::Parameter(_)] => true,
        [Required::Body] => operation.body.as_ref().is_some_and(|body| body.others.is_empty()),
        _ => false,
    }
}

pub(super) fn compare((old, new): (Way, Way), place: &Place, changes: &mut Changes) {
    let building = Effect::Building;
    match (old, new) {
        (Way::Optional, Way::Argument | Way::Setter) => {
            changes.push(building, "parameter-required", place, "has to be given", "calls without it do not compile");
        }
        (Way::Argument, Way::Optional) => {
            let why = "it is a setter and no argument, so that calls with it do not compile";
            changes.push(building, "parameter-optional", place, "does not have to be given", why);
        }
        (Way::Setter, Way::Optional) => {
            let why = "less stands in the request's type, and code that spells it out does not compile";
            changes.push(building, "parameter-optional", place, "does not have to be given", why);
        }
        (Way::OneOf, Way::Argument | Way::Setter | Way::Optional) => {
            let why = "calls that give another in its place do not compile";
            changes.push(building, "parameter-choice", place, "is no longer one of those to choose from", why);
        }
        (Way::Argument | Way::Setter | Way::Optional, Way::OneOf) => {
            let why = "calls that give another, too, do not compile";
            changes.push(building, "parameter-choice", place, "is one of those to choose from", why);
        }
        // The same way; or another parameter came or went, which was reported.
        (Way::Argument | Way::Setter, Way::Argument | Way::Setter)
        | (Way::Optional, Way::Optional)
        | (Way::OneOf, Way::OneOf) => {}
    }
}
