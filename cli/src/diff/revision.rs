//! A spec as it is named: a folder, a file, or what git has of one. Nothing is checked out.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use apiloom_codegen::SourceSet;

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
    let commit =
        git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")], named)?;
    let Some(commit) = commit else {
        let what = format!("`{named}` is no file or folder, and `{revision}` is no revision of a git repository here");
        return Err(io::Error::new(io::ErrorKind::NotFound, what));
    };
    let commit = text(&commit);
    let object = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{commit}:{path}")], named)?;
    let Some(object) = object else {
        let shown = path.trim_start_matches("./");
        let what =
            format!("the revision `{revision}` has no `{shown}`; name another place as `{revision}:path/to/spec`");
        return Err(io::Error::new(io::ErrorKind::NotFound, what));
    };
    let shown = format!("{revision}:{}", path.trim_start_matches("./"));
    let object = text(&object);
    let kind = git(&["cat-file", "-t", &object], named)?.map(|kind| text(&kind));
    let files = if kind.as_deref() == Some("blob") { vec![(shown, object)] } else { listed(&object, &shown, named)? };
    if files.is_empty() {
        return Err(empty(named));
    }
    let mut sources = Vec::new();
    for (name, object) in files {
        let bytes = git(&["cat-file", "blob", &object], named)?;
        sources.push((name, bytes.ok_or_else(|| unreadable(named))?));
    }
    Ok(SourceSet::from_bytes(sources.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))))
}

/// The path of the other spec, if it has one that a revision could have, too.
fn path_of(beside: &str) -> &str {
    let path = Path::new(beside);
    let inside = path.is_relative() && path.exists();
    if inside { beside.trim_start_matches("./").trim_end_matches('/') } else { "spec" }
}

/// The spec files of a folder and the objects that hold them: those that `SourceSet::read` would read.
fn listed(tree: &str, shown: &str, named: &str) -> io::Result<Vec<(String, String)>> {
    let entries = git(&["ls-tree", "-r", "-z", tree], named)?.ok_or_else(|| unreadable(named))?;
    let mut files = Vec::new();
    for entry in entries.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let entry = String::from_utf8_lossy(entry);
        let Some((about, path)) = entry.split_once('\t') else { continue };
        let is_yaml = Path::new(path).extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        let mut about = about.split(' ');
        let (mode, object) = (about.next().unwrap_or_default(), about.nth(1).unwrap_or_default());
        match mode {
            "100644" | "100755" | "100664" if is_yaml => files.push((format!("{shown}/{path}"), object.to_owned())),
            "120000" if is_yaml => {
                let what = format!("`{shown}/{path}` is a symbolic link, and no link inside a spec is followed");
                return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
            }
            _ => {}
        }
    }
    Ok(files)
}

/// What git says; nothing where it fails, which for these questions means that there is no such thing.
fn git(arguments: &[&str], named: &str) -> io::Result<Option<Vec<u8>>> {
    let told = Command::new("git").args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output();
    match told {
        Ok(told) => Ok(told.status.success().then_some(told.stdout)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let what = format!(
                "`{named}` is no file or folder; to read it as a revision takes the program `git`, which is not there"
            );
            Err(io::Error::new(io::ErrorKind::NotFound, what))
        }
        Err(error) => Err(wrapped(&error, &format!("git: {error}"))),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn empty(named: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("`{named}` has no spec: no `*.yaml` file is in it"))
}

fn unreadable(named: &str) -> io::Error {
    io::Error::other(format!("git cannot read an object of `{named}`; `git fsck` says more"))
}

fn wrapped(error: &io::Error, what: &str) -> io::Error {
    io::Error::new(error.kind(), what.to_owned())
}
