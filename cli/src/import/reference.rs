//! References inside a document: `#/components/schemas/Pet`.

use super::tree::Node;

/// What a pointer (RFC 6901) leads to.
pub(super) fn at<'d>(root: &'d Node, pointer: &str) -> Option<&'d Node> {
    let mut here = root;
    for part in pointer.strip_prefix("#/")?.split('/') {
        let part = unescaped(part);
        here = match part.parse::<usize>() {
            Ok(index) if !here.is_map() => here.items().get(index)?,
            _ => here.get(&part)?,
        };
    }
    Some(here)
}

/// A part of a pointer as it was before it was written into a fragment.
pub(super) fn unescaped(part: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
    decoded.replace("~1", "/").replace("~0", "~")
}

/// Follows references from one to the next: the value, and the last pointer that led there.
pub(super) fn follow<'d>(root: &'d Node, node: &'d Node) -> Result<(&'d Node, Option<&'d str>), String> {
    const FURTHEST: usize = 32;
    let mut here = node;
    let mut last = None;
    for _ in 0..FURTHEST {
        let Some(pointer) = here.text_of("$ref") else { return Ok((here, last)) };
        here = at(root, pointer).ok_or_else(|| pointer.to_owned())?;
        last = Some(pointer);
    }
    Err(last.unwrap_or_default().to_owned())
}
