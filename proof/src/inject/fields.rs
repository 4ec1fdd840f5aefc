//! Every scalar of the specs that have all of the language, keys included, and specs in which one says something else.

use std::io;

use super::language::Language;
use crate::corpus::Spec;
use crate::yaml::{self, Place};

/// How a text is put in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// In double quotes: it is the text, whatever it says.
    Quoted,
    /// As it is, where YAML then reads just this text there.
    Plain,
    /// In double quotes, and wherever else the name stands that stood there.
    Everywhere,
}

/// Of places with one name, so many are tried.
const SAME: usize = 2;

/// A place for text.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The spec, of those that have all of the language.
    pub(super) spec: usize,
    file: usize,
    place: Place,
    /// What the language calls such a place: `Server.url`.
    name: String,
    /// The ways to put a text here.
    pub(super) styles: Vec<Style>,
}

/// The fields of these specs: two for each place that the language has, and every name that stands in several places.
///
/// # Errors
/// If the language cannot be read.
pub(super) fn all(specs: &[Spec]) -> io::Result<Vec<Field>> {
    let language = Language::read()?;
    let mut fields: Vec<Field> = Vec::new();
    for (spec, files) in specs.iter().map(|spec| &spec.files).enumerate() {
        let places: Vec<(usize, Place, String)> =
            files.iter().enumerate().flat_map(|(file, (_, bytes))| named(&language, file, bytes)).collect();
        let mut names = Vec::new();
        for (file, place, name) in &places {
            let mut styles = Vec::new();
            if fields.iter().filter(|field| field.name == *name && field.styles.contains(&Style::Quoted)).count() < SAME
            {
                styles.extend([Style::Quoted, Style::Plain]);
            }
            let uses = places.iter().filter(|(_, other, _)| words(&other.text).any(|word| word == place.text)).count();
            if uses > 1 && is_name(&place.text) && !names.contains(&&place.text) {
                names.push(&place.text);
                styles.push(Style::Everywhere);
            }
            if !styles.is_empty() {
                fields.push(Field { spec, file: *file, place: place.clone(), name: name.clone(), styles });
            }
        }
    }
    Ok(fields)
}

/// The scalars of a file, with what the language calls their places. What it has no name for, as a key that it knows or
/// a number, is named after where it stands.
fn named(language: &Language, file: usize, bytes: &[u8]) -> Vec<(usize, Place, String)> {
    let text = String::from_utf8_lossy(bytes);
    let names = yaml::read(&text).map(|root| language.places_of(&root)).unwrap_or_default();
    let name = |place: &Place| {
        let known = names.iter().find(|(_, span)| *span == place.span).map(|(name, _)| name.clone());
        known.unwrap_or_else(|| place.path.rsplit('.').next().unwrap_or_default().to_owned())
    };
    yaml::places(&text).into_iter().map(|place| (file, place.clone(), name(&place))).collect()
}

impl Field {
    /// Where it is, for messages.
    pub(super) fn place(&self, specs: &[Spec]) -> String {
        format!("{} {} ({})", specs[self.spec].name, self.place.path, self.name)
    }

    /// The spec that says `text` here; `None` if this style is no way to say it.
    pub(super) fn with(&self, specs: &[Spec], text: &str, style: Style) -> Option<Spec> {
        let mut spec = specs[self.spec].clone();
        match style {
            Style::Quoted => self.replace(&mut spec, &yaml::quoted(text)),
            Style::Plain => {
                let (_, bytes) = &spec.files[self.file];
                let before = yaml::places(std::str::from_utf8(bytes).ok()?);
                self.replace(&mut spec, text);
                let after = yaml::places(std::str::from_utf8(&spec.files[self.file].1).ok()?);
                let at = before.iter().position(|place| place.span == self.place.span)?;
                let whole = before.len() == after.len() && after[at].text == text;
                whole.then_some(())?;
            }
            Style::Everywhere => {
                spec.files.iter_mut().for_each(|(_, bytes)| self.rename(bytes, text));
            }
        }
        Some(spec)
    }

    fn replace(&self, spec: &mut Spec, written: &str) {
        let (_, bytes) = &mut spec.files[self.file];
        let text = String::from_utf8_lossy(bytes);
        *bytes = yaml::replaced(&text, &self.place.span, written).into_bytes();
    }

    /// Another name in every scalar that has this one as a word.
    fn rename(&self, bytes: &mut Vec<u8>, name: &str) {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        for place in yaml::places(&text).iter().rev() {
            if words(&place.text).any(|word| word == self.place.text) {
                let renamed = renamed(&place.text, &self.place.text, name);
                text = yaml::replaced(&text, &place.span, &yaml::quoted(&renamed));
            }
        }
        *bytes = text.into_bytes();
    }
}

/// Short words are words of the language, too.
fn is_name(text: &str) -> bool {
    text.len() > 2 && text.chars().all(is_of_word) && text.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c))
}

fn renamed(text: &str, name: &str, other: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        let whole = !before.ends_with(is_of_word) && !after.starts_with(is_of_word);
        out.extend([before, if whole { other } else { name }]);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{Style, all, renamed};
    use crate::corpus::Spec;

    fn spec(text: &str) -> Vec<Spec> {
        vec![Spec { name: "a".to_owned(), files: vec![("api.yaml".to_owned(), text.into())] }]
    }

    fn text_with(field: usize, text: &str, style: Style) -> Option<String> {
        let specs = spec("schemas:\n  Note: { fields: { a: list<Note> } }\n");
        let fields = all(&specs).unwrap_or_else(|error| panic!("{error}"));
        assert!(style != Style::Everywhere || fields[field].styles.contains(&style));
        let spec = fields[field].with(&specs, text, style)?;
        spec.files.into_iter().next().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn a_text_is_put_where_it_belongs() {
        let quoted = text_with(4, "x\"", Style::Quoted);
        assert_eq!(quoted.as_deref(), Some("schemas:\n  Note: { fields: { a: \"x\\\"\" } }\n"));
        assert_eq!(text_with(4, "12", Style::Plain).as_deref(), Some("schemas:\n  Note: { fields: { a: 12 } }\n"));
        assert_eq!(text_with(4, "a, b", Style::Plain), None, "that is two things");
        let everywhere = text_with(1, "X", Style::Everywhere);
        assert_eq!(everywhere.as_deref(), Some("schemas:\n  \"X\": { fields: { a: \"list<X>\" } }\n"));
    }

    #[test]
    fn whole_words_alone_are_renamed() {
        assert_eq!(renamed("list<A>, AB, A_, A", "A", "X;"), "list<X;>, AB, A_, X;");
    }
}
