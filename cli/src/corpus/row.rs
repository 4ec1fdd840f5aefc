//! One document: what was made of it.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use apiloom_codegen::{Options, SourceSet, Style, render};

use super::compile::Workshop;
use super::plain_name;
use crate::import::{Refusal, import};

#[derive(Debug, Default)]
pub(super) struct Row {
    document: String,
    operations: usize,
    imported: usize,
    schemas: usize,
    /// Things that the language cannot say.
    notes: usize,
    lines: usize,
    step: Step,
    problem: Option<String>,
}

/// How far a document came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    #[default]
    Refused,
    Imported,
    Generated,
    Compiled,
}

impl Row {
    pub(super) fn of(document: &Path, workshop: Option<&Workshop>, work: &Path) -> io::Result<Row> {
        let mut row =
            Row { document: document.file_name().unwrap_or_default().to_string_lossy().into_owned(), ..Row::default() };
        let text = fs::read_to_string(document)?;
        let imported = match import(&text, None) {
            Ok(imported) => imported,
            Err(Refusal::Unreadable { place, reason }) => {
                row.problem = Some(format!("{}:{}:{}: {reason}", row.document, place.line, place.column));
                return Ok(row);
            }
            Err(Refusal::Internal(problem)) => {
                row.problem = Some(problem);
                return Ok(row);
            }
        };
        row.step = Step::Imported;
        (row.operations, row.imported) = (imported.operations, imported.kept);
        (row.schemas, row.notes) = (imported.schemas, imported.notes.len());
        let name = plain_name(document);
        let sources = SourceSet::from_texts(imported.files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let files = match apiloom_codegen::generate(&sources, &Options::default()) {
            Ok(files) => files,
            Err(diagnostics) => {
                row.problem = Some(render(&diagnostics, &sources, Style::Plain));
                return Ok(row);
            }
        };
        row.step = Step::Generated;
        row.lines = files.iter().map(|(_, text)| text.lines().count()).sum();
        let Some(workshop) = workshop else { return Ok(row) };
        let folder = work.join(&name);
        files.write_to(folder.join("src"))?;
        row.problem = workshop.check(&name, &folder)?;
        if row.problem.is_none() {
            row.step = Step::Compiled;
        }
        Ok(row)
    }

    /// What went wrong, and with which document.
    pub(super) fn problem(&self) -> Option<String> {
        self.problem.as_ref().map(|problem| format!("\n{}: {problem}", self.document))
    }

    pub(super) fn is_whole(&self) -> bool {
        self.problem.is_none()
    }
}

pub(super) fn table(rows: &[Row]) -> String {
    let mut out = String::from("| document | operations | imported | schemas | lines of Rust | result | notes |\n");
    out.push_str("| --- | ---: | ---: | ---: | ---: | --- | ---: |\n");
    for row in rows {
        let step = match row.step {
            Step::Refused => "refused",
            Step::Imported => "imported",
            Step::Generated => "generated",
            Step::Compiled => "compiles",
        };
        // A `String` takes whatever is written.
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {step} | {} |",
            row.document, row.operations, row.imported, row.schemas, row.lines, row.notes
        );
    }
    out
}
