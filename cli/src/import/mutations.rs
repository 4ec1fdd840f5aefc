//! Broken and odd documents: each is refused with a place, or becomes a spec that the checker takes.

use apiloom_codegen::SourceSet;

use super::tree::{self, Kind, Node};
use super::{Imported, Refusal, import, import_tree};

const DOCUMENTS: [&str; 3] = [
    include_str!("../../tests/import/pets.yaml"),
    include_str!("../../tests/import/modern.json"),
    include_str!("../../tests/import/old.yaml"),
];

/// Marsaglia's xorshift: the same numbers each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
    }
}

/// Words of a document that went.
fn torn(numbers: &mut Numbers) -> String {
    let text = DOCUMENTS[numbers.below(DOCUMENTS.len())];
    let (from, to) = (numbers.below(text.len()), numbers.below(40));
    let kept = |(at, _): &(usize, char)| !(from..from + to).contains(at);
    text.char_indices().filter(kept).map(|(_, c)| c).collect()
}

/// Values that went, or became others.
fn mutated(numbers: &mut Numbers) -> Node {
    let mut root = tree::read(DOCUMENTS[numbers.below(DOCUMENTS.len())]).unwrap();
    for _ in 0..=numbers.below(4) {
        let donor = pick(&root, numbers).clone();
        let value = match numbers.below(8) {
            0 => Kind::Null,
            1 => Kind::Text(
                ["", "..", "#/components/schemas/Tree", "a b", "\u{202e}\u{0}", "string"][numbers.below(6)].to_owned(),
            ),
            2 => Kind::Number(["7", "-1e400", "0.5", "99999999999999999999"][numbers.below(4)].to_owned()),
            3 => Kind::List(vec![donor]),
            4 => Kind::Map(vec![(
                "$ref".to_owned(),
                Node { kind: Kind::Text("#/paths/~1pets/get".to_owned()), ..donor },
            )]),
            5 => Kind::Map(Vec::new()),
            _ => donor.kind,
        };
        change(&mut root, numbers, value);
    }
    root
}

fn pick<'n>(node: &'n Node, numbers: &mut Numbers) -> &'n Node {
    let children: Vec<&Node> = node.items().iter().chain(node.entries().iter().map(|(_, node)| node)).collect();
    if children.is_empty() || numbers.below(6) == 0 {
        return node;
    }
    pick(children[numbers.below(children.len())], numbers)
}

fn change(node: &mut Node, numbers: &mut Numbers, value: Kind) {
    let is_here = numbers.below(7) == 0;
    let length = node.items().len() + node.entries().len();
    let at = numbers.below(length);
    match &mut node.kind {
        Kind::List(items) if length > 0 && !is_here => change(&mut items[at], numbers, value),
        Kind::Map(entries) if length > 0 && !is_here => change(&mut entries[at].1, numbers, value),
        kind => *kind = value,
    }
}

#[test]
fn no_torn_text_makes_it_panic() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for round in 0..500 {
        let text = torn(&mut numbers);
        match import(&text, None) {
            Ok(imported) => judge(round, &imported),
            Err(Refusal::Unreadable { place, reason }) => {
                assert!(place.line > 0 && !reason.is_empty(), "round {round}: {reason} in {text}");
            }
            Err(Refusal::Internal(problem)) => panic!("round {round}: {problem}\n{text}"),
        }
    }
}

#[test]
fn no_document_makes_it_panic_and_each_spec_is_one() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut taken = 0;
    for round in 0..500 {
        match import_tree(mutated(&mut numbers), None) {
            Ok(imported) => {
                judge(round, &imported);
                taken += 1;
            }
            Err(Refusal::Unreadable { reason, .. }) => assert!(!reason.is_empty()),
            Err(Refusal::Internal(problem)) => panic!("round {round}: {problem}"),
        }
    }
    assert!(taken > 200, "{taken} taken");
}

/// A spec is one to the checker, too.
fn judge(round: usize, imported: &Imported) {
    let files = imported.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let sources = SourceSet::from_texts(files);
    if let Err(diagnostics) = apiloom_codegen::check(&sources) {
        panic!("round {round}: {}", apiloom_codegen::render(&diagnostics, &sources, apiloom_codegen::Style::Plain));
    }
}
