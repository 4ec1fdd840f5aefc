//! The YAML blocks of `docs/spec.md` as specs: for the tests of the generator and of the command.

use std::collections::BTreeSet;

use apiloom_codegen::SourceSet;

/// What each block describes: a spec, named after the line of the reference that it stands on.
pub(crate) fn specs(reference: &str) -> Vec<(String, SourceSet)> {
    let blocks = blocks(reference);
    let base = base(&blocks);
    let spec = |block: &Block| {
        let files = block.files(&base);
        let name = format!("reference_line_{}", block.line);
        (name, SourceSet::from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))))
    };
    blocks.iter().map(spec).collect()
}

/// A fenced block.
pub(crate) struct Block {
    kind: String,
    pub(crate) line: usize,
    text: String,
}

/// Every block of the reference.
pub(crate) fn blocks(reference: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for (index, line) in reference.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(info) => {
                let kind = info.strip_prefix("yaml ").unwrap_or_else(|| panic!("line {}: a block of what?", index + 1));
                blocks.push(Block { kind: kind.to_owned(), line: index + 1, text: String::new() });
                inside = true;
            }
            None => {
                if let Some(block) = blocks.last_mut().filter(|_| inside) {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
            }
        }
    }
    blocks
}

/// The spec that fragments are added to.
pub(crate) fn base(blocks: &[Block]) -> String {
    let base = blocks.iter().find(|block| block.kind == "base");
    base.map(|block| block.text.clone()).unwrap_or_default()
}

impl Block {
    /// The spec that the block is, or is a part of, by file.
    pub(crate) fn files(&self, base: &str) -> Vec<(String, String)> {
        let under = |keys: &str, text: &str| {
            let depth = keys.lines().count();
            let indent = " ".repeat(depth * 2);
            let text: String = text.lines().flat_map(|line| [indent.as_str(), line, "\n"]).collect();
            format!("{keys}\n{text}")
        };
        let fragment = match self.kind.as_str() {
            "base" | "spec" => return vec![("api.yaml".to_owned(), self.text.clone())],
            "api" => return vec![("api.yaml".to_owned(), with_sections(base, &self.text))],
            "file" => self.text.clone(),
            "operations" | "schemas" => under(&format!("{}:", self.kind), &self.text),
            "fields" => under("schemas:\n  Example:\n    fields:", &self.text),
            "operation" => {
                let summary = if self.text.contains("summary:") { "" } else { "summary: An example.\n" };
                under("operations:\n  example:", &format!("{summary}{}", self.text))
            }
            kind => panic!("docs/spec.md:{}: no kind of block is called `{kind}`", self.line),
        };
        vec![("api.yaml".to_owned(), base.to_owned()), ("notes.yaml".to_owned(), fragment)]
    }
}

/// A spec with some of its top-level keys replaced.
fn with_sections(base: &str, sections: &str) -> String {
    let key = |line: &str| {
        line.split(':').next().filter(|key| !key.is_empty() && !key.starts_with([' ', '#'])).map(str::to_owned)
    };
    let replaced: BTreeSet<String> = sections.lines().filter_map(key).collect();
    let mut kept = String::new();
    let mut keep = true;
    for line in base.lines() {
        keep = key(line).map_or(keep, |key| !replaced.contains(&key));
        if keep {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept + sections
}
