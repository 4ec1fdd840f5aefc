//! The cases by number: each text in each field and as the name of a file, then random texts.

use std::io;

use super::fields::{self, Field, Style};
use super::judgement::{Became, Breach, Judge};
use super::payloads;
use crate::corpus::Spec;
use crate::random::Random;

/// Random texts beside the payloads, where the number of cases is not given.
const RANDOM_TEXTS: u64 = 20_000;
/// A longer payload is not one that YAML would take for something else.
const LONGEST_PLAIN: usize = 24;

/// Hostile text in a place.
#[derive(Clone, Debug)]
enum Case {
    InField { field: usize, text: String, style: Style },
    AsFileName(String),
}

pub(super) struct Cases {
    judge: Judge,
    pub(super) fields: Vec<Field>,
    /// A field and a way to put a text in it.
    ways: Vec<(usize, Style)>,
    texts: Vec<&'static str>,
    seed: u64,
}

impl Cases {
    /// # Errors
    /// If a spec cannot be read, or one that has all of the language is refused.
    pub(super) fn new(seed: u64) -> io::Result<Self> {
        let judge = Judge::new()?;
        let fields = fields::all(&judge.specs)?;
        let ways = fields.iter().enumerate().flat_map(|(at, field)| field.styles.iter().map(move |style| (at, *style)));
        Ok(Cases { ways: ways.collect(), judge, fields, texts: payloads::all().map(|(_, text)| text).collect(), seed })
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.matrix() + self.file_names().count() as u64 + RANDOM_TEXTS
    }

    /// The cases in which a file has a hostile name.
    pub(super) fn file_names(&self) -> impl Iterator<Item = u64> + use<> {
        let first = self.matrix();
        first..first + self.texts.len() as u64
    }

    /// Every text in every field, in each style.
    fn matrix(&self) -> u64 {
        (self.ways.len() * self.texts.len()) as u64
    }

    /// `None` where a style is no way to say this text there.
    fn case(&self, number: u64) -> Option<Case> {
        let texts = &self.texts;
        let at = |number: u64, count: usize| usize::try_from(number % count.max(1) as u64).unwrap_or_default();
        if number < self.matrix() {
            let text = texts[at(number, texts.len())];
            let (field, style) = self.ways[at(number / texts.len() as u64, self.ways.len())];
            let is_plain = text.len() <= LONGEST_PLAIN && !text.contains('\n');
            return (style != Style::Plain || is_plain).then(|| Case::InField { field, text: text.to_owned(), style });
        }
        let number = number - self.matrix();
        if number < texts.len() as u64 {
            return Some(Case::AsFileName(texts[at(number, texts.len())].to_owned()));
        }
        let mut random = Random::of_case(self.seed, number);
        let field = random.below(self.fields.len());
        Some(Case::InField { field, text: random_text(&mut random, texts), style: Style::Quoted })
    }

    pub(super) fn spec(&self, number: u64) -> Option<Spec> {
        match self.case(number)? {
            Case::InField { field, text, style } => self.fields[field].with(&self.judge.specs, &text, style),
            Case::AsFileName(text) => Some(self.judge.with_file_name(&text)),
        }
    }

    /// `None` if there is no such case.
    pub(super) fn judge(&self, number: u64) -> Option<Result<Became, Breach>> {
        Some(match self.case(number)? {
            Case::InField { field, text, style } => {
                let spec = self.fields[field].with(&self.judge.specs, &text, style)?;
                self.judge.judge(&self.fields[field], &text, style, &spec)
            }
            Case::AsFileName(text) => self.judge.judge_file_name(&text),
        })
    }

    pub(super) fn text(&self, number: u64) -> String {
        match self.case(number) {
            Some(Case::InField { text, .. } | Case::AsFileName(text)) => text,
            None => String::new(),
        }
    }

    pub(super) fn describe(&self, number: u64) -> String {
        match self.case(number) {
            Some(Case::InField { field, text, style }) => {
                format!("{text:?} ({style:?}) at {}", self.fields[field].place(&self.judge.specs))
            }
            Some(Case::AsFileName(text)) => format!("a spec file called {:?}", format!("{text}.yaml")),
            None => "no case".to_owned(),
        }
    }
}

/// Pieces of payloads and characters of every kind.
fn random_text(random: &mut Random, texts: &[&str]) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(8) {
        let piece = random.pick(texts).copied().unwrap_or_default();
        match random.below(4) {
            0 => text.push_str(piece),
            1 => text.extend(piece.chars().skip(random.below(8)).take(random.below(8))),
            2 => text.extend(char::from_u32(u32::try_from(random.below(0x300)).unwrap_or_default())),
            _ => text.extend(
                random.pick(&['`', '~', '"', '\\', '\n', ' ', '{', '}', '<', '>', '[', ']', '#', '/', '*', 'a']),
            ),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Cases;
    use crate::random::Random;

    #[test]
    fn a_sample_of_the_texts_stays_text() {
        let cases = Cases::new(3).unwrap_or_else(|error| panic!("{error}"));
        let mut tried = 0;
        for turn in 0..1_500 {
            let number = Random::of_case(3, turn).number_below(cases.count());
            let Some(judged) = cases.judge(number) else { continue };
            tried += 1;
            assert!(judged.is_ok(), "{}: {judged:?}", cases.describe(number));
        }
        assert!(tried > 500, "{tried}");
    }
}
