//! What is said about a spec that is refused: every problem has a code and a place, and no text of the spec does
//! anything to a terminal or a log.

use apiloom_codegen::{Diagnostic, Diagnostics, SourceSet, Span, Style, position, render, render_short};

use super::Files;

/// In bytes, of what is said about one problem.
const LONGEST: usize = 4 << 10;
/// Of more problems, only their number is said.
const MOST: usize = 200;

/// # Errors
/// What about the diagnostics is not as promised.
pub fn check(diagnostics: &Diagnostics, sources: &SourceSet, files: &Files) -> Result<(), String> {
    if diagnostics.is_empty() {
        return Err("refused, and nothing is said".to_owned());
    }
    // Nobody is shown more, and each takes a look at the whole text.
    diagnostics.iter().take(MOST).try_for_each(|diagnostic| check_place(diagnostic, sources, files))?;
    let text = render(diagnostics, sources, Style::Plain);
    check_characters(&text)?;
    let blocks: Vec<&str> = text.split("\n\nerror[").collect();
    if blocks.len() != diagnostics.len().min(MOST) {
        return Err(format!("{} problems are shown as {}", diagnostics.len(), blocks.len()));
    }
    match blocks.iter().find(|block| block.len() > LONGEST) {
        Some(block) => Err(format!("{} bytes are said about one problem: {:.200}", block.len(), block)),
        None => Ok(()),
    }
}

fn check_place(diagnostic: &Diagnostic, sources: &SourceSet, files: &Files) -> Result<(), String> {
    let of = |what: &str| format!("{what} of {diagnostic:?}");
    let is_code = !diagnostic.code.is_empty()
        && diagnostic.code.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric()));
    if !is_code || diagnostic.code == "internal-error" {
        return Err(of("the code"));
    }
    if diagnostic.labels.is_empty() || diagnostic.title.is_empty() {
        return Err(of("the title or place"));
    }
    // A spec without files has no place to point at.
    let mut spans = diagnostic.labels.iter().map(|label| label.span).chain(diagnostic.fix.iter().map(|fix| fix.span));
    if !files.is_empty() && !spans.all(|span| is_inside(span, sources, files)) {
        return Err(of("a place"));
    }
    let (line, column) = position(diagnostic, sources);
    let short = render_short(diagnostic, sources);
    check_characters(&short)?;
    let is_one_line = !short.contains('\n') && short.len() <= LONGEST;
    let begins = files.is_empty() || short.contains(&format!(":{line}:{column}: ")) || short.ends_with('…');
    let ends = begins && (short.ends_with(&format!("[{}]", diagnostic.code)) || short.ends_with('…'));
    if !is_one_line || !ends { Err(format!("the one line {short:?}")) } else { Ok(()) }
}

/// Whether there is such a file and it is long enough.
fn is_inside(span: Span, sources: &SourceSet, files: &Files) -> bool {
    let source = sources.sources().get(usize::from(span.source));
    let bytes = source.and_then(|source| files.iter().find(|(name, _)| *name == source.name));
    bytes.is_some_and(|(_, bytes)| span.start <= span.end && span.end as usize <= bytes.len())
}

/// Nothing but text and line feeds: no escape sequence, and nothing that turns its direction.
fn check_characters(text: &str) -> Result<(), String> {
    let harms = |c: char| {
        (c != '\n' && c.is_control())
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
    };
    match text.chars().find(|c| harms(*c)) {
        Some(c) => Err(format!("{c:?} is shown: {text:.300?}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, check_characters};
    use apiloom_codegen::{Options, SourceSet, generate};

    #[test]
    fn what_is_said_of_a_slip_passes() {
        let text = "apiloom: 1\nnmae: \"\\e[31m\"\n";
        let sources = SourceSet::from_text("api.yaml", text);
        let Err(refused) = generate(&sources, &Options::default()) else { panic!("a spec without a name") };
        assert_eq!(check(&refused, &sources, &vec![("api.yaml".to_owned(), text.into())]), Ok(()));
    }

    #[test]
    fn what_a_terminal_obeys_is_found() {
        assert!(check_characters("a\nb").is_ok());
        assert!(
            ["a\u{1b}[31m", "a\rb", "a\tb", "\u{202e}", "\u{9b}"].into_iter().all(|it| check_characters(it).is_err())
        );
    }
}
