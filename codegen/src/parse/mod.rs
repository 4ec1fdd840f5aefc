//! The second stage: texts to [`Document`], everything with its place. Reports every problem of shape.

mod decode;
mod node;
mod places;
mod scalar;
mod slot;
mod yaml;

pub(crate) use places::places;
pub(crate) use slot::{Entries, Form, Shorthand, Slot, StatusList, TextOrWhole, next_key};

use std::cell::RefCell;

use serde::Deserialize;

use crate::diagnostic::Diagnostics;
use crate::document::{Document, File};
use crate::source::SourceSet;

/// Reads every source of a spec.
pub(crate) fn parse(sources: &SourceSet) -> Result<Document, Diagnostics> {
    let diagnostics = RefCell::new(Diagnostics::default());
    let mut files = Vec::new();
    for (index, source) in sources.sources().iter().enumerate() {
        let id = u16::try_from(index).unwrap_or(u16::MAX);
        let Some(root) = yaml::load(id, &source.bytes, &mut diagnostics.borrow_mut()) else { continue };
        let root = decode::Decoder::new(&root, &diagnostics);
        if let Ok(Slot::Given(mut file, _)) = Slot::<File>::deserialize(root) {
            file.stem.clone_from(&source.stem);
            file.source = id;
            files.push(file);
        }
    }
    diagnostics.into_inner().finish(Document { files })
}
