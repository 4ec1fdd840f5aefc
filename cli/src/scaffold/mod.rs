//! What `new` and `generate --crate` write beside the client: files of a Cargo package.

pub(crate) mod calls;
pub(crate) mod manifest;
mod runtime;

pub(crate) use runtime::Runtime;

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Writes a file that is not there yet; of one that is, nothing is touched.
pub(crate) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let tell = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => io::Error::new(error.kind(), format!("{}: is there already", path.display())),
        kind => io::Error::new(kind, format!("{}: {error}", path.display())),
    };
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(tell)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(tell)?;
    file.write_all(text.as_bytes()).map_err(tell)
}

/// A name that Cargo takes for a package and Rust for a crate, and that hides no crate which a client needs.
pub(crate) fn package_name(name: &str) -> io::Result<&str> {
    const TAKEN: [&str; 8] =
        ["core", "std", "alloc", "proc_macro", "test", "tokio", "apiloom_runtime", "apiloom_codegen"];
    const KEYWORDS: [&str; 50] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
        "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
        "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while",
    ];
    let spelled = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let ident = name.replace('-', "_").to_ascii_lowercase();
    if spelled && !TAKEN.contains(&&*ident) && !KEYWORDS.contains(&&*ident) {
        return Ok(name);
    }
    let why = if spelled { "is taken by Rust or by what a client needs" } else { "is no name of a package" };
    let problem = format!(
        "`{}` {why}: letters, digits, `-` and `_`, a letter first; say another with --name",
        name.escape_debug()
    );
    Err(io::Error::new(ErrorKind::InvalidInput, problem))
}
