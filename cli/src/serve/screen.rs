//! What is said of the spec: on a terminal in place of what was said before, elsewhere line after line.

use std::io::{IsTerminal, Write};

use anstream::stderr;
use apiloom_codegen::{Diagnostics, SourceSet, Style, render, render_short};

use crate::commands::say;
use crate::mock;

pub(super) struct Screen {
    is_terminal: bool,
    /// The lines that say where everything is.
    announced: Vec<String>,
}

impl Screen {
    pub(super) fn new() -> Screen {
        Screen { is_terminal: std::io::stderr().is_terminal(), announced: Vec::new() }
    }

    pub(super) fn problems(&self, diagnostics: &Diagnostics, sources: &SourceSet, is_served: bool) {
        self.clear();
        let text = match self.is_terminal {
            true => render(diagnostics, sources, Style::Coloured),
            false => {
                let lines: Vec<String> =
                    diagnostics.iter().map(|diagnostic| render_short(diagnostic, sources)).collect();
                lines.join("\n")
            }
        };
        // Nobody is left to hear of a closed pipe.
        let _ = writeln!(stderr(), "{}", text.trim_end());
        let count = diagnostics.len();
        let noun = if count == 1 { "problem" } else { "problems" };
        let rest = match is_served {
            true => "the last spec without problems is still served",
            false => "nothing is served until there are none",
        };
        say(&format!("{count} {noun}: {rest}"));
    }

    /// Where everything is, is said again where that was cleared or has changed.
    pub(super) fn good(&mut self, sources: &SourceSet, bases: &[String]) {
        self.clear();
        say(&format!("{}: no problems in {} files", sources.root().display(), sources.sources().len()));
        if self.is_terminal || *bases != self.announced {
            mock::announce(bases);
        }
        bases.clone_into(&mut self.announced);
    }

    fn clear(&self) {
        if self.is_terminal {
            // Straight to the terminal: without colours, too, it is cleared.
            let _ = std::io::stderr().write_all(b"\x1b[2J\x1b[H");
        }
    }
}
