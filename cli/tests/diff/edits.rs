//! `edits.txt`: edits of `base.yaml`, what each does, and code that a caller may have.
//!
//! ```text
//! == title
//! - text of the spec, which is there once
//! + what stands there in its place
//! ! code that compiles with the client of the spec as it was
//! ~ why the public items of both clients do not show what the verdict says
//! ? why cargo-semver-checks finds a break where the verdict says none
//! = the verdict and the changes, blessed by UPDATE_EXPECT=1
//! ```

use super::{data, read};

pub(super) struct Edit {
    pub(super) title: String,
    replaced: Vec<(Vec<String>, Vec<String>)>,
    /// What a caller may have written.
    pub(super) code: Option<String>,
    /// Why the public items of both clients say something else than the verdict.
    pub(super) unseen: Option<String>,
    /// Why cargo-semver-checks finds a break that is none.
    pub(super) disputed: Option<String>,
    /// Everything but what is expected.
    pub(super) given: String,
}

pub(super) fn base() -> String {
    read(&data("base.yaml"))
}

pub(super) fn edits() -> Vec<Edit> {
    let text = read(&data("edits.txt"));
    let mut edits: Vec<Edit> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        if kind == "==" {
            let (title, replaced, given) = (rest.to_owned(), Vec::new(), String::new());
            edits.push(Edit { title, replaced, code: None, unseen: None, disputed: None, given });
        }
        let edit = edits.last_mut().expect("the first line is a title");
        match kind {
            "==" => {}
            "-" => match edit.replaced.last_mut() {
                Some((old, new)) if new.is_empty() => old.push(rest.to_owned()),
                _ => edit.replaced.push((vec![rest.to_owned()], Vec::new())),
            },
            "+" => edit.replaced.last_mut().expect("`+` follows `-`").1.push(rest.to_owned()),
            "!" => edit.code.get_or_insert_default().extend([rest, "\n"]),
            "~" => edit.unseen = Some(rest.to_owned()),
            "?" => edit.disputed = Some(rest.to_owned()),
            "=" => continue,
            other => panic!("{}: a line begins with `{other}`", edit.title),
        }
        edit.given.extend([line, "\n"]);
    }
    edits
}

impl Edit {
    pub(super) fn apply(&self, base: &str) -> String {
        self.replaced.iter().fold(base.to_owned(), |spec, (old, new)| {
            let (old, new) = (old.join("\n"), new.join("\n"));
            assert_eq!(spec.matches(&old).count(), 1, "{}: `{old}` is not there once", self.title);
            spec.replacen(&old, &new, 1)
        })
    }
}
