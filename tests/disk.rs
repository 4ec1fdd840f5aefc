//! What reading a spec and writing a client do to a disk: with links in the way, with others at work on the same
//! folder, and with an environment that wants to be obeyed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use apiloom_codegen::{Builder, GeneratedFiles, Options, SourceSet, generate};

/// Told to a test that runs once more as a process of its own: the folder to work in.
const FOLDER: &str = "DISK_TEST_FOLDER";

#[cfg(unix)]
#[test]
fn links_inside_a_spec_are_refused_by_name() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let (spec, elsewhere) = (place.path().join("spec"), place.path().join("elsewhere"));
    fs::create_dir_all(spec.join("inside")).unwrap();
    fs::create_dir_all(&elsewhere).unwrap();
    fs::write(spec.join("api.yaml"), CLIENT).unwrap();
    fs::write(elsewhere.join("secret.yaml"), "password: hunter2\n").unwrap();
    fs::write(elsewhere.join("notes.md"), "").unwrap();
    // What holds no spec is no part of one, whatever it is: a text, and the mark of somebody's editor.
    symlink(elsewhere.join("notes.md"), spec.join("notes.md")).unwrap();
    symlink("somebody@host.4711:1", spec.join(".#api.yaml")).unwrap();
    assert_eq!(SourceSet::read(&spec).unwrap().sources().len(), 1);
    // The spec itself may be a link: whoever names it chose it.
    symlink(&spec, place.path().join("named")).unwrap();
    assert_eq!(SourceSet::read(place.path().join("named")).unwrap().sources().len(), 1);

    for (target, link) in [
        (elsewhere.join("secret.yaml"), "more.yaml"),
        (elsewhere.join("secret.yaml"), "inside/more.yml"),
        (elsewhere.join("notes.md"), "notes.yaml"),
        (elsewhere.join("nothing"), "dangling.yaml"),
        (elsewhere.clone(), "folder"),
        (spec.clone(), "inside/circle"),
        (Path::new("/etc/passwd").to_path_buf(), "passwd.yaml"),
    ] {
        symlink(&target, spec.join(link)).unwrap();
        let refused = SourceSet::read(&spec).unwrap_err().to_string();
        let place = Path::new(link).display();
        assert!(refused.contains(&format!("`{place}` is a symbolic link")), "{link}: {refused}");
        fs::remove_file(spec.join(link)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_output_is_replaced() {
    let place = tempfile::tempdir().unwrap();
    let (output, target) = (place.path().join("generated"), place.path().join("target"));
    let files = client(CLIENT);
    fs::create_dir_all(&output).unwrap();
    fs::write(&target, "not ours").unwrap();
    std::os::unix::fs::symlink(&target, output.join("lib.rs")).unwrap();
    std::os::unix::fs::symlink(place.path().join("nothing"), output.join("client.rs")).unwrap();
    files.write_to(&output).unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "not ours");
    assert!(!place.path().join("nothing").exists());
    assert_eq!(texts(&output), texts_of(&files));
    assert!(fs::symlink_metadata(output.join("lib.rs")).unwrap().is_file());
}

/// Every thread of every process writes one client and another in turns, and reads what the others wrote.
#[test]
fn threads_and_processes_write_one_folder_at_once() {
    if let Some(folder) = env::var_os(FOLDER) {
        return write_with_threads(Path::new(&folder));
    }
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("generated");
    let test = "disk::threads_and_processes_write_one_folder_at_once";
    let others = [(); 2].map(|()| again(test, &folder).spawn().unwrap());
    write_with_threads(&folder);
    for mut other in others {
        assert!(other.wait().unwrap().success());
    }
    let files = client(CLIENT);
    files.write_to(&folder).unwrap();
    assert_eq!(texts(&folder), texts_of(&files), "no file of the other client, and none that was meant to be renamed");
}

fn write_with_threads(folder: &Path) {
    let clients = [client(CLIENT), client(OTHER_CLIENT)];
    let known: Vec<(&str, &str)> = clients.iter().flat_map(GeneratedFiles::iter).collect();
    thread::scope(|scope| {
        for first in 0..8 {
            let (clients, known) = (&clients, &known);
            scope.spawn(move || {
                for turn in first..first + 6 {
                    clients[turn % 2].write_to(folder).unwrap();
                    for &(path, _) in known {
                        let Ok(text) = fs::read_to_string(folder.join(path)) else { continue };
                        assert!(known.contains(&(path, text.as_str())), "{path} is neither client's: {text}");
                    }
                }
            });
        }
    });
}

/// A build script in a process whose environment says nothing, and in one whose environment says much: the same comes
/// out, and nothing else in reach of it is another afterwards.
#[test]
fn a_build_script_writes_its_output_and_nothing_else() {
    if env::var_os(FOLDER).is_some() {
        return Builder::new("spec").emit_to_out_dir();
    }
    let place = tempfile::tempdir().unwrap();
    for folder in ["spec", "out", "home", "temporary"] {
        fs::create_dir_all(place.path().join(folder)).unwrap();
    }
    fs::write(place.path().join("spec/api.yaml"), CLIENT).unwrap();
    let before = texts(place.path());
    let mut outputs = Vec::new();
    for loud in [&[][..], LOUD] {
        let test = "disk::a_build_script_writes_its_output_and_nothing_else";
        let mut script = again(test, place.path());
        script.current_dir(&place).env_clear().envs(loud.iter().copied()).env(FOLDER, place.path());
        script.env("OUT_DIR", place.path().join("out"));
        for (name, folder) in [("HOME", "home"), ("TMPDIR", "temporary"), ("CARGO_MANIFEST_DIR", "home")] {
            script.env(name, place.path().join(folder));
        }
        let said = script.output().unwrap();
        let said = (said.status.success(), String::from_utf8_lossy(&said.stdout).into_owned());
        let directives: Vec<&str> = said.1.lines().filter_map(|line| Some(line.split_once("cargo:")?.1)).collect();
        assert!(said.0 && directives == [":rerun-if-changed=spec"], "{said:?}");
        let output = fs::read_to_string(place.path().join("out/api.rs")).unwrap();
        fs::remove_file(place.path().join("out/api.rs")).unwrap();
        assert_eq!(texts(place.path()), before);
        outputs.push(output);
    }
    assert_eq!(outputs[0], outputs[1]);
    assert_eq!(outputs[0], client(CLIENT).bundle());
}

/// What other programs obey.
const LOUD: &[(&str, &str)] = &[
    ("CARGO_PKG_NAME", "other"),
    ("HTTPS_PROXY", "http://127.0.0.1:9"),
    ("LANG", "tr_TR.UTF-8"),
    ("NO_COLOR", "1"),
    ("PROFILE", "release"),
    ("RUST_LOG", "trace"),
    ("SOURCE_DATE_EPOCH", "1"),
    ("TARGET", "other"),
    ("TERM", "xterm-256color"),
    ("TZ", "Asia/Kathmandu"),
    ("USER", "other"),
];

/// The disk, the environment, other programs and the network are reached where the architecture says, or not at all.
#[test]
fn three_files_of_the_generator_reach_outside() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/src");
    let mut outside = BTreeMap::new();
    for (path, text) in texts(&folder) {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let reached = ["fs", "env", "net", "process", "thread", "os"]
            .into_iter()
            .filter(|module| text.contains(&format!("std::{module}")) || text.contains(&format!(" {module}::")))
            .collect::<Vec<_>>();
        if !reached.is_empty() {
            outside.insert(path, reached.join(", "));
        }
    }
    // `process` is the number of the own one.
    let known = [("builder.rs", "env"), ("output.rs", "fs, process"), ("source.rs", "fs")];
    assert_eq!(outside, known.map(|(path, reached)| (path.to_owned(), reached.to_owned())).into());
}

const CLIENT: &str = "apiloom: 1
name: Example
servers: { main: https://api.example.com }
operations:
  read_note:
    summary: Reads the note.
    request: GET /note
    returns: Note
schemas:
  Note: { fields: { text: string } }
";

/// Each of the two has a file that the other lacks.
const OTHER_CLIENT: &str = "apiloom: 1
name: Example
servers: { main: https://api.example.com }
operations:
  read_state:
    summary: Reads the state.
    request: GET /state
    returns: State
schemas:
  State: { enum: [waiting, done] }
";

fn client(spec: &str) -> GeneratedFiles {
    let sources = SourceSet::from_text("spec/api.yaml", spec);
    generate(&sources, &Options::default()).unwrap_or_else(|found| panic!("{found:?}"))
}

/// This test binary once more, for one of its tests.
fn again(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads", "1"]).env(FOLDER, folder);
    command
}

/// Every file below a folder, by its path in it.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(texts(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    found
}

fn texts_of(files: &GeneratedFiles) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}
