//! A spec as it is named: a folder, a file, or what git has of one. Nothing is checked out.

use std::io;
use std::path::{Component, Path};
use std::process::{Command, Stdio};

use apiloom_codegen::SourceSet;

use crate::text::quoted;

/// Reads a spec; `beside` is the other spec of the comparison, whose path a bare revision has, too.
pub(super) fn read(named: &str, beside: &str) -> io::Result<SourceSet> {
    if Path::new(named).exists() {
        let sources = SourceSet::read(named).map_err(|error| wrapped(&error, &format!("{named}: {error}")))?;
        return if sources.sources().is_empty() { Err(empty(named)) } else { Ok(sources) };
    }
    let (revision, path) = match named.split_once(':') {
        Some((revision, path)) => (revision, path.trim_end_matches('/').to_owned()),
        // Git takes a path that begins with `./` from the folder it is called in.
        None => (named, format!("./{}", path_of(beside))),
    };
    let object = find(named, revision, &path)?;
    let shown = format!("{revision}:{}", path.trim_start_matches("./"));
    let kind = git(&["cat-file", "-t", &object], named)?.map(|kind| text(&kind));
    let files = if kind.as_deref() == Ok("blob") { vec![(shown, object)] } else { listed(&object, &shown, named)? };
    if files.is_empty() {
        return Err(empty(named));
    }
    let mut sources = Vec::new();
    for (name, object) in files {
        let bytes = git(&["cat-file", "blob", &object], named)?;
        sources.push((name, bytes.map_err(|said| unreadable(named, &said))?));
    }
    Ok(SourceSet::from_bytes(sources.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))))
}

/// The object that a revision has at a path.
fn find(named: &str, revision: &str, path: &str) -> io::Result<String> {
    let commit = match revision.starts_with('-') {
        true => Err(String::new()),
        false => git(&["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")], named)?,
    };
    let commit = text(&commit.map_err(|said| no_revision(named, revision, &said))?);
    let object = git(&["rev-parse", "--verify", "--quiet", &format!("{commit}:{path}")], named)?;
    object.map(|object| text(&object)).map_err(|_| no_path(revision, path))
}

/// The path of the other spec, if it has one that a revision could have, too.
fn path_of(beside: &str) -> String {
    let path = Path::new(beside);
    if !path.is_relative() || !path.exists() {
        return "spec".to_owned();
    }
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let parts: Vec<String> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// The spec files of a folder and the objects that hold them: those that `SourceSet::read` would read.
fn listed(tree: &str, shown: &str, named: &str) -> io::Result<Vec<(String, String)>> {
    let entries =
        git(&["ls-tree", "-r", "-z", "--full-tree", tree], named)?.map_err(|said| unreadable(named, &said))?;
    let mut files = Vec::new();
    for entry in entries.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let entry = String::from_utf8_lossy(entry);
        let Some((about, path)) = entry.split_once('\t') else { continue };
        let is_yaml = Path::new(path).extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        let mut about = about.split(' ');
        let (mode, object) = (about.next().unwrap_or_default(), about.nth(1).unwrap_or_default());
        match mode {
            "100644" | "100755" | "100664" if is_yaml => files.push((format!("{shown}/{path}"), object.to_owned())),
            // Emacs makes links that stand for nothing.
            "120000" if is_yaml && !path.rsplit('/').next().is_some_and(|name| name.starts_with(".#")) => {
                let path = quoted(&format!("{shown}/{path}"));
                let what = format!("{path} is a symbolic link, and no link inside a spec is followed");
                return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
            }
            _ => {}
        }
    }
    Ok(files)
}

/// What git yields, or what it says where it fails.
fn git(arguments: &[&str], named: &str) -> io::Result<Result<Vec<u8>, String>> {
    let told = Command::new("git").args(arguments).stdin(Stdio::null()).output();
    match told {
        Ok(told) if told.status.success() => Ok(Ok(told.stdout)),
        Ok(told) => Ok(Err(text(&told.stderr))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(not_found(format!(
            "`{named}` is no file or folder; to read it as a revision takes the program `git`, which is not there"
        ))),
        Err(error) => Err(wrapped(&error, &format!("git: {error}"))),
    }
}

fn no_revision(named: &str, revision: &str, said: &str) -> io::Error {
    let what = format!("`{named}` is no file or folder, and `{revision}` is no revision of a git repository here");
    not_found(match said {
        "" => format!("{what}; a shallow clone has to fetch it first"),
        said => format!("{what}; git says {}", quoted(said)),
    })
}

fn no_path(revision: &str, path: &str) -> io::Error {
    let path = path.trim_start_matches("./");
    not_found(format!("the revision `{revision}` has no `{path}`; name another place as `{revision}:path/to/spec`"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn empty(named: &str) -> io::Error {
    not_found(format!("`{named}` has no spec: no `*.yaml` file is in it"))
}

fn unreadable(named: &str, said: &str) -> io::Error {
    io::Error::other(format!("git cannot read an object of `{named}`: {}", quoted(said)))
}

fn not_found(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, what)
}

fn wrapped(error: &io::Error, what: &str) -> io::Error {
    io::Error::new(error.kind(), what.to_owned())
}
