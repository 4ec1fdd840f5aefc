//! The same spec yields the same output: the second time, and with the line ends of the other world.

use apiloom_codegen::{Options, generate};

use crate::corpus::Spec;

/// What was tried with a spec, and what came of it.
#[derive(Default)]
pub(super) struct Repeated {
    pub(super) again: bool,
    pub(super) other_lines: bool,
    pub(super) problem: Option<String>,
}

/// Generates again.
pub(super) fn repeat(spec: &Spec) -> Repeated {
    let files = |spec: &Spec| generate(&spec.sources(), &Options::default()).ok();
    let first = files(spec);
    let mut repeated = Repeated { again: true, ..Repeated::default() };
    if files(spec) != first {
        repeated.problem = Some("another output of the same spec".to_owned());
    }
    let texts: Option<Vec<(String, &str)>> = spec
        .files
        .iter()
        .map(|(name, bytes)| std::str::from_utf8(bytes).ok().map(|text| (name.clone(), text)))
        .collect();
    // A line that ended with a carriage return already would mean something else with a second one.
    let Some(texts) = texts.filter(|texts| texts.iter().all(|(_, text)| !text.contains('\r'))) else {
        return repeated;
    };
    let other = texts.into_iter().map(|(name, text)| (name, text.replace('\n', "\r\n").into_bytes())).collect();
    repeated.other_lines = true;
    if files(&Spec { files: other, ..spec.clone() }) != first {
        repeated.problem = Some("another output with CRLF".to_owned());
    }
    repeated
}
