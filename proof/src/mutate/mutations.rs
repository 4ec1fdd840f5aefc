//! Changes to a spec: to its bytes, to its lines, and, where it can be read, to its keys and values.

use std::ops::Range;

use apiloom_codegen::check;

use super::pieces::{NOT_UTF8, PIECES};
use crate::corpus::Spec;
use crate::inject::payloads;
use crate::random::Random;
use crate::yaml::{self, Kind, Node};

/// A file longer than that is not read for each of its mutations.
const LONGEST: usize = 200_000;

/// What mutations are made of.
#[derive(Debug)]
pub(super) struct Material {
    specs: Vec<Spec>,
    /// Those of them that are accepted.
    accepted: Vec<usize>,
    words: Vec<Vec<u8>>,
    payloads: Vec<&'static str>,
}

impl Material {
    pub(super) fn of(specs: Vec<Spec>) -> Self {
        let specs: Vec<Spec> = specs.into_iter().filter(|spec| !spec.files.is_empty()).collect();
        let files = specs.iter().flat_map(|spec| &spec.files);
        let words = files.flat_map(|(_, bytes)| bytes.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_'));
        let mut words: Vec<Vec<u8>> = words.filter(|word| !word.is_empty()).map(<[u8]>::to_vec).collect();
        words.sort();
        words.dedup();
        let is_accepted = |at: &usize| check(&specs[*at].sources()).is_ok();
        let accepted = (0..specs.len()).filter(is_accepted).collect();
        Material { specs, accepted, words, payloads: payloads::all().map(|(_, text)| text).collect() }
    }

    /// One of the specs with up to four changes to one of its files. Few that have a problem lose it: most often it is
    /// one that has none.
    pub(super) fn spec(&self, random: &mut Random) -> Spec {
        let any = random.below(self.specs.len());
        let at = random.pick(&self.accepted).copied().filter(|_| random.below(4) > 0).unwrap_or(any);
        let mut spec = self.specs.get(at).cloned().unwrap_or_default();
        let at = random.below(spec.files.len());
        let changes = [1, 1, 1, 2, 3, 4];
        for _ in 0..changes[random.below(changes.len())] {
            if let Some((_, bytes)) = spec.files.get_mut(at) {
                self.change(bytes, random);
            }
        }
        spec
    }

    fn change(&self, bytes: &mut Vec<u8>, random: &mut Random) {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() < LONGEST);
        let tree = text.filter(|_| random.below(2) == 0).and_then(|text| Some((text, yaml::read(text)?)));
        *bytes = match tree {
            Some((text, root)) => self.of_structure(text, &root, random).into_bytes(),
            None if random.below(3) == 0 => of_lines(bytes, random),
            None => self.of_bytes(bytes, random),
        };
    }

    fn of_bytes(&self, bytes: &[u8], random: &mut Random) -> Vec<u8> {
        let at = random.below(bytes.len() + 1);
        let range = at..(at + random.below(12)).min(bytes.len());
        let piece = random.pick(PIECES).map_or(&b""[..], |piece| piece.as_bytes());
        let word = random.pick(&self.words).map_or(&b""[..], Vec::as_slice);
        match random.below(10) {
            0 => spliced(bytes, range, b""),
            1 => spliced(bytes, at..at, piece),
            2 => spliced(bytes, at..at, word),
            3 => spliced(bytes, word_at(bytes, at), word),
            4 => spliced(bytes, word_at(bytes, at), piece),
            5 => bytes[..at].to_vec(),
            6 => {
                let to = random.below(bytes.len() + 1);
                spliced(bytes, to..to, &bytes[range])
            }
            7 => spliced(bytes, at..at, random.pick(NOT_UTF8).copied().unwrap_or_default()),
            8 => {
                let mut bytes = bytes.to_vec();
                bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random.below(8));
                bytes
            }
            _ => {
                let repeated = piece.repeat(1 << random.below(12));
                spliced(bytes, at..at, &repeated)
            }
        }
    }

    fn of_structure(&self, text: &str, root: &Node, random: &mut Random) -> String {
        let mut nodes = Vec::new();
        let mut keys = Vec::new();
        collect(root, &mut nodes, &mut keys);
        let (Some(one), Some(other)) = (random.pick(&nodes), random.pick(&nodes)) else { return text.to_owned() };
        let swapped = |one: &Range<usize>, other: &Range<usize>| {
            let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
            let apart = first.end <= second.start;
            let later = yaml::replaced(text, second, &text[first.clone()]);
            if apart { yaml::replaced(&later, first, &text[second.clone()]) } else { text.to_owned() }
        };
        match random.below(8) {
            0 | 1 => {
                let payload = random.pick(&self.payloads).copied().unwrap_or_default();
                yaml::replaced(text, &one.span, &yaml::quoted(payload))
            }
            2 => yaml::replaced(text, &one.span, random.pick(&self.payloads).copied().unwrap_or_default()),
            3 => yaml::replaced(text, &one.span, random.pick(PIECES).copied().unwrap_or_default()),
            4 => match (random.pick(&keys), random.pick(&keys)) {
                (Some(one), Some(other)) => swapped(one, other),
                _ => text.to_owned(),
            },
            5 => swapped(&one.span, &other.span),
            6 => self.of_another(text, one, random),
            _ => {
                let depth = 1 << random.below(8);
                let (open, close) = [("[", "]"), ("{ a: ", " }"), ("\"", "\""), ("list<", ">")][random.below(4)];
                let inner = &text[one.span.clone()];
                yaml::replaced(text, &one.span, &format!("{}{inner}{}", open.repeat(depth), close.repeat(depth)))
            }
        }
    }

    /// A value of another spec in the place of this one's.
    fn of_another(&self, text: &str, place: &Node, random: &mut Random) -> String {
        let donor = random.pick(&self.specs).and_then(|spec| random.pick(&spec.files));
        let donor = donor.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        let Some(root) = yaml::read(donor) else { return text.to_owned() };
        let (mut nodes, mut keys) = (Vec::new(), Vec::new());
        collect(&root, &mut nodes, &mut keys);
        let given = random.pick(&nodes).map_or("", |node| &donor[node.span.clone()]);
        yaml::replaced(text, &place.span, given)
    }
}

fn of_lines(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    let Some(line) = lines.get(one).cloned() else { return b"\xef\xbb\xbf".to_vec() };
    match random.below(7) {
        0 => lines.insert(other, line),
        1 => drop(lines.remove(one)),
        2 => lines.swap(one, other),
        3 => lines[one] = [&b"  "[..], &line].concat(),
        4 => lines[one] = line.strip_prefix(b"  ").unwrap_or(&line).to_vec(),
        5 => lines.insert(0, b"\xef\xbb\xbf".to_vec()),
        _ => return spread(bytes),
    }
    lines.concat()
}

/// Every line ends as on Windows.
fn spread(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| if *byte == b'\n' { &b"\r\n"[..] } else { std::slice::from_ref(byte) })
        .copied()
        .collect()
}

fn spliced(bytes: &[u8], range: Range<usize>, by: &[u8]) -> Vec<u8> {
    [&bytes[..range.start], by, &bytes[range.end..]].concat()
}

/// The letters and digits around a place.
fn word_at(bytes: &[u8], at: usize) -> Range<usize> {
    let is_of_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
    let before = bytes[..at].iter().rev().take_while(is_of_word).count();
    at - before..at + bytes[at..].iter().take_while(is_of_word).count()
}

/// Every value, and where every key stands.
fn collect<'n>(node: &'n Node, nodes: &mut Vec<&'n Node>, keys: &mut Vec<Range<usize>>) {
    nodes.push(node);
    match &node.kind {
        Kind::Scalar(_) => {}
        Kind::List(items) => items.iter().for_each(|item| collect(item, nodes, keys)),
        Kind::Map(entries) => {
            for (key, value) in entries {
                keys.push(key.span.clone());
                collect(value, nodes, keys);
            }
        }
    }
}
