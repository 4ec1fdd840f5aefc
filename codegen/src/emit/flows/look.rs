//! Ways to what the spec points at.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::{Path, Presence, Step};

/// What a pointer leads to.
#[derive(Clone)]
pub(super) enum Look {
    /// A place: what may be borrowed, or read if it is small.
    Place(TokenStream),
    Perhaps(Perhaps),
}

/// A place in what an `Option` may hold.
#[derive(Clone)]
pub(super) struct Perhaps {
    option: TokenStream,
    /// What its content is called.
    name: Ident,
    /// The place in the content; none for the content itself.
    place: Option<TokenStream>,
}

/// What an `Option` holds at the end of a way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Reference,
    /// The value, which is `Copy`.
    Value,
}

impl Look {
    /// What may be missing.
    pub(super) fn perhaps(option: TokenStream, name: Ident) -> Self {
        Look::Perhaps(Perhaps { option, name, place: None })
    }

    /// Goes on by fields, to borrow what is there.
    pub(super) fn along(self, path: &Path) -> Self {
        path.0.iter().fold(self, |look, step| look.step(step, Held::Reference))
    }

    /// Goes on by fields, to copy what is there.
    pub(super) fn copied(self, path: &Path) -> Self {
        match path.0.split_last() {
            Some((last, before)) => self.along(&Path(before.to_vec())).step(last, Held::Value),
            None => self,
        }
    }

    fn step(self, step: &Step, held: Held) -> Self {
        let field = &step.field;
        let option = |place: TokenStream| match (step.presence, held) {
            (Presence::OptionalNullable, Held::Reference) => quote!(#place.get()),
            (Presence::OptionalNullable, Held::Value) => quote!(#place.get().copied()),
            (_, Held::Reference) => quote!(#place.as_ref()),
            (_, Held::Value) => place,
        };
        match (self, step.presence) {
            (Look::Place(place), Presence::Required) => Look::Place(quote!(#place.#field)),
            (Look::Place(place), _) => Look::perhaps(option(quote!(#place.#field)), field.clone()),
            (Look::Perhaps(perhaps), Presence::Required) => {
                let place = perhaps.content();
                Look::Perhaps(Perhaps { place: Some(quote!(#place.#field)), ..perhaps })
            }
            (Look::Perhaps(perhaps), _) => {
                let (place, Perhaps { option: outer, name, .. }) = (perhaps.content(), &perhaps);
                let inner = option(quote!(#place.#field));
                Look::perhaps(quote!(#outer.and_then(|#name| #inner)), field.clone())
            }
        }
    }

    /// As an `Option` of the text that it is in a request.
    pub(super) fn text(self) -> TokenStream {
        match self {
            Look::Place(place) => quote!(Some(wire::argument_text(&#place))),
            Look::Perhaps(Perhaps { option, name, place: None }) => {
                quote!(#option.map(|#name| wire::argument_text(#name)))
            }
            Look::Perhaps(Perhaps { option, name, place: Some(place) }) => {
                quote!(#option.map(|#name| wire::argument_text(&#place)))
            }
        }
    }

    /// As an `Option` of the value, which was copied.
    pub(super) fn option(self) -> TokenStream {
        match self {
            Look::Place(place) => quote!(Some(#place)),
            Look::Perhaps(Perhaps { option, place: None, .. }) => option,
            Look::Perhaps(Perhaps { option, name, place: Some(place) }) => quote!(#option.map(|#name| #place)),
        }
    }

    /// As an `Option` of what a function makes of the value, which was copied.
    pub(super) fn map(self, function: &TokenStream) -> TokenStream {
        match self {
            Look::Place(place) => quote!(Some(#function(#place))),
            Look::Perhaps(Perhaps { option, place: None, .. }) => quote!(#option.map(#function)),
            Look::Perhaps(Perhaps { option, name, place: Some(place) }) => {
                quote!(#option.map(|#name| #function(#place)))
            }
        }
    }

    /// As an `Option` of what may be made of it.
    pub(super) fn and_then(self, made_of: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
        match self {
            Look::Place(place) => made_of(place),
            Look::Perhaps(perhaps) => {
                let (made, Perhaps { option, name, .. }) = (made_of(perhaps.content()), &perhaps);
                quote!(#option.and_then(|#name| #made))
            }
        }
    }

    /// How many items it has: none where it is missing.
    pub(super) fn count(self) -> TokenStream {
        match self {
            Look::Place(place) => quote!(#place.len()),
            Look::Perhaps(Perhaps { option, place: None, .. }) => quote!(#option.map_or(0, Vec::len)),
            Look::Perhaps(Perhaps { option, name, place: Some(place) }) => {
                quote!(#option.map_or(0, |#name| #place.len()))
            }
        }
    }
}

impl Perhaps {
    fn content(&self) -> TokenStream {
        let name = &self.name;
        self.place.clone().unwrap_or_else(|| quote!(#name))
    }
}

/// Takes a list out of a value: an empty one where it is missing.
pub(super) fn emit_taken(value: &TokenStream, path: &Path) -> TokenStream {
    let (mut taken, mut missing) = (value.clone(), None::<&Ident>);
    for step in &path.0 {
        let field = &step.field;
        let whole = (step.presence == Presence::OptionalNullable).then(|| quote!(.into_option()));
        taken = match (missing, step.presence) {
            (None, _) => quote!(#taken.#field #whole),
            (Some(name), Presence::Required) => quote!(#taken.map(|#name| #name.#field)),
            (Some(name), _) => quote!(#taken.and_then(|#name| #name.#field #whole)),
        };
        if missing.is_some() || step.presence != Presence::Required {
            missing = Some(field);
        }
    }
    if missing.is_some() { quote!(#taken.unwrap_or_default()) } else { taken }
}
