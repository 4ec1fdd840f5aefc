//! Specs as git has them.

use std::path::Path;
use std::process::Command;

use super::{apiloom, text, write};

const SPEC: &str = "apiloom: 1\nname: Shop\nservers: { main: https://shop.example.com }\n";
const OPERATIONS: &str = "operations:\n  list: { summary: Lists., request: GET /items, returns: list<i64> }\n";

/// A repository with two commits and a tag: the operation came with the second, its path changed since.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path();
    git(path, &["init", "--quiet", "--initial-branch=main"]);
    write(&path.join("spec/api.yaml"), SPEC);
    write(&path.join("spec/notes.txt"), "not a spec");
    commit(path, "first");
    git(path, &["tag", "v1"]);
    write(&path.join("spec/more/items.yaml"), OPERATIONS);
    commit(path, "second");
    write(&path.join("spec/more/items.yaml"), &OPERATIONS.replace("/items", "/goods"));
    folder
}

fn commit(path: &Path, message: &str) {
    git(path, &["add", "--all"]);
    git(path, &["-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", message]);
}

fn git(path: &Path, arguments: &[&str]) {
    let done = Command::new("git").args(arguments).current_dir(path).status().expect("git is there");
    assert!(done.success(), "git {arguments:?}");
}

#[test]
fn revisions_are_read_without_a_checkout() {
    let folder = repository();
    let cases: &[(&[&str], &str)] = &[
        (&["diff", "HEAD"], "`GET /goods` instead of `GET /items`"),
        (&["diff", "HEAD~1", "HEAD"], "`list` is new"),
        (&["diff", "v1:spec", "main:spec/"], "`list` is new"),
        (&["diff", "v1"], "`list` is new, `GET /goods`"),
        (&["diff", "HEAD", "v1:spec/api.yaml"], "`list` is gone"),
        (&["diff", "./spec", "HEAD:spec"], "`GET /items` instead of `GET /goods`"),
        (&["diff", "HEAD", "HEAD"], "no caller can notice a change"),
    ];
    for (arguments, expected) in cases {
        let told = apiloom(folder.path(), arguments);
        assert!(text(&told.stdout).contains(expected), "{arguments:?}: {told:?}");
    }
    let status = Command::new("git").args(["status", "--porcelain"]).current_dir(folder.path()).output();
    assert_eq!(text(&status.expect("git is there").stdout), " M spec/more/items.yaml\n", "nothing is checked out");
}

#[test]
fn a_folder_inside_the_repository_is_where_paths_begin() {
    let folder = repository();
    let inside = folder.path().join("inside");
    write(&inside.join("spec/api.yaml"), &format!("{SPEC}{OPERATIONS}"));
    commit(folder.path(), "third");
    write(&inside.join("spec/api.yaml"), &format!("{SPEC}{OPERATIONS}").replace("/items", "/things"));
    let cases: &[(&[&str], &str)] = &[
        (&["diff", "HEAD"], "`GET /things` instead of `GET /items`"),
        (&["diff", "HEAD:spec"], "`GET /things` instead of `GET /goods`"),
        (&["diff", "HEAD", "../spec"], "no caller can notice a change"),
    ];
    for (arguments, expected) in cases {
        let told = apiloom(&inside, arguments);
        assert!(text(&told.stdout).contains(expected), "{arguments:?}: {told:?}");
    }
}

#[test]
fn what_git_does_not_have_is_said() {
    let folder = repository();
    let cases: &[(&[&str], &str)] = &[
        (&["diff", "HEAD:nothing"], "the revision `HEAD` has no `nothing`"),
        (&["diff", "v9"], "`v9` is no file or folder, and `v9` is no revision"),
        (&["diff", "--", "--upload-pack=x:spec"], "is no revision"),
        (&["diff", "HEAD:spec/notes.txt"], "has problems"),
        (&["diff", "v8", "v1"], "a shallow clone has to fetch it first"),
    ];
    for (arguments, expected) in cases {
        let told = apiloom(folder.path(), arguments);
        assert_eq!(told.status.code(), Some(2), "{arguments:?}");
        assert!(text(&told.stderr).contains(expected), "{arguments:?}: {}", text(&told.stderr));
    }
}

#[test]
fn diagnostics_name_the_revision() {
    let folder = repository();
    write(&folder.path().join("spec/more/items.yaml"), "operations: { list: { summary: Lists. } }\n");
    commit(folder.path(), "third");
    let told = apiloom(folder.path(), &["diff", "HEAD", "HEAD~1"]);
    assert_eq!(told.status.code(), Some(2));
    let said = text(&told.stderr);
    assert!(said.contains("HEAD:spec/more/items.yaml:1:"), "{said}");
}

#[test]
fn without_git_only_files_are_compared() {
    let folder = repository();
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiloom"));
    let command = command.env("PATH", folder.path()).current_dir(folder.path());
    let told = command.args(["diff", "HEAD"]).output().expect("the command starts");
    assert_eq!(told.status.code(), Some(2));
    assert!(text(&told.stderr).contains("takes the program `git`, which is not there"), "{}", text(&told.stderr));
}

#[cfg(unix)]
#[test]
fn a_link_inside_a_spec_is_not_followed() {
    let folder = repository();
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("spec/link.yaml")).expect("a link can be made");
    commit(folder.path(), "third");
    let told = apiloom(folder.path(), &["diff", "HEAD", "HEAD~1"]);
    assert_eq!(told.status.code(), Some(2));
    assert!(text(&told.stderr).contains("`HEAD:spec/link.yaml` is a symbolic link"), "{}", text(&told.stderr));
}
