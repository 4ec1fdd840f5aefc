//! `apiloom fmt` changes how a spec looks and never what it says.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use apiloom_codegen::{SourceSet, describe, render_short};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn fmt(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apiloom")).arg("fmt").args(arguments).output().unwrap()
}

/// The text of a spec's file once it is formatted.
fn formatted(folder: &Path, text: &str) -> String {
    let file = folder.join("a.yaml");
    fs::write(&file, text).unwrap();
    let output = fmt(&[&file.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(0), "{}\n{text}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(file).unwrap()
}

/// What a spec says, or what is wrong with it, without the places.
fn meaning(files: &[(String, String)]) -> String {
    let sources = SourceSet::from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    match describe(&sources) {
        Ok(api) => format!("{api:?}"),
        Err(found) => {
            let lines = found.iter().map(|problem| render_short(problem, &sources));
            lines.map(|line| line.split_once(": ").unwrap().1.to_owned()).collect::<Vec<_>>().join("\n")
        }
    }
}

fn yaml(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())).collect()
}

/// Each spec is a list of files: those of the flagship are one, the others one each.
fn specs() -> Vec<Vec<(String, String)>> {
    let mut specs = vec![yaml(&root().join("spec"))];
    specs.extend(yaml(&root().join("tests/golden")).into_iter().map(|file| vec![file]));
    specs
}

/// The same file as other people would have left it; what is inside of texts of several lines has to stay.
fn mutations(text: &str) -> Vec<String> {
    let mut mutations = vec![text.replace('\n', "\r\n"), format!("\n\n{text}\n\n"), text.trim_end().to_owned()];
    if !text.contains("|\n") && !text.contains(">\n") {
        let wide = |line: &str| format!("{}{line}", " ".repeat(line.len() - line.trim_start().len()));
        let each = |change: &dyn Fn(&str) -> String| text.lines().map(|line| change(line) + "\n").collect::<String>();
        mutations.push(each(&wide));
        mutations.push(each(&|line| format!("{line}  ")));
        mutations.push(text.replace("\n\n", "\n\n\n\n"));
        let narrow = |line: &str| line.replace("{ ", "{").replace(" }", "}").replace(", ", ",   ");
        mutations.push(each(&|line| if line.contains(['#', '"']) { line.to_owned() } else { narrow(line) }));
    }
    mutations
}

#[test]
fn a_spec_says_the_same_in_its_layout_however_it_was_laid_out() {
    let folder = fresh("fmt-same");
    let mut count = 0;
    for spec in specs() {
        let once: Vec<(String, String)> =
            spec.iter().map(|(name, text)| (name.clone(), formatted(&folder, text))).collect();
        assert_eq!(meaning(&once), meaning(&spec), "{}", spec[0].0);
        for ((name, text), (_, once)) in spec.iter().zip(&once) {
            assert_eq!(&formatted(&folder, once), once, "{name}: twice is once");
            assert!(!once.contains(" \n") && !once.contains('\r') && once.ends_with('\n'), "{name}");
            for mutation in mutations(text) {
                // Texts with such marks in them are others then.
                if meaning(&[(name.clone(), mutation.clone())]) == meaning(&[(name.clone(), text.clone())]) {
                    assert_eq!(&formatted(&folder, &mutation), once, "{name}\n{mutation}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn a_comment_before_any_line_or_behind_it_stays() {
    let folder = fresh("fmt-comments");
    let mut count = 0;
    for (name, text) in specs().into_iter().flatten() {
        if text.contains("|\n") || text.contains(">\n") || text.contains(",\n") {
            continue;
        }
        let mut commented = String::new();
        for (number, line) in text.lines().enumerate() {
            let indent = &line[..line.len() - line.trim_start().len()];
            let behind =
                if line.is_empty() || line.contains('#') { String::new() } else { format!("   # behind {number}") };
            writeln!(commented, "{indent}# before {number}\n{line}{behind}").unwrap();
        }
        let comments = |text: &str| -> Vec<String> {
            text.lines().filter_map(|line| line.find("# b").map(|at| line[at..].to_owned())).collect()
        };
        let once = formatted(&folder, &commented);
        assert_eq!(comments(&once), comments(&commented), "{name}\n{once}");
        assert_eq!(formatted(&folder, &once), once, "{name}");
        assert_eq!(meaning(&[(name.clone(), once)]), meaning(&[(name, text)]));
        count += 1;
    }
    assert!(count > 30, "{count}");
}

#[test]
fn what_no_spec_may_say_is_left_as_it_is_or_says_the_same() {
    let folder = fresh("fmt-wrong");
    let (mut left, mut changed) = (0, 0);
    for (name, text) in yaml(&root().join("tests/diagnostics")) {
        let file = folder.join(&name);
        fs::write(&file, &text).unwrap();
        let output = fmt(&[&file.to_string_lossy()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked"), "{name}: {said}");
        let after = fs::read_to_string(&file).unwrap();
        match output.status.code() {
            Some(1) => {
                assert_eq!(after, text, "{name}: refused, so it is left");
                left += 1;
            }
            code => {
                assert_eq!(code, Some(0), "{name}: {said}");
                let codes = |text: &str| {
                    let sources = SourceSet::from_text("a.yaml", text);
                    let found = describe(&sources).err().unwrap_or_default();
                    let mut codes: Vec<&str> = found.iter().map(|problem| problem.code).collect();
                    codes.sort_unstable();
                    codes
                };
                assert_eq!(codes(&after), codes(&text), "{name}\n{after}");
                changed += 1;
            }
        }
    }
    assert!(left > 3 && changed > 100, "{left} {changed}");
}

#[test]
fn the_layout_is_this_one() {
    let folder = fresh("fmt-layout");
    let before = "# top\n\n\napiloom: 1\nname:   'Notes'\nversion: \"1\"\nservers: {main:    https://a.example.com}   # one\noperations:\n\n    # First.\n    a_b:\n        summary: \"Does it.\"\n        request: GET /a\n        query: {x: 'i32?',y: \"no\", z: [1,2]}\n        description: |\n            One\n              two\n\n            three\n        returns: json\n    # Second.\n    c:\n        summary: S\n        request: GET /c\n        returns: json\n# end\n";
    let after = "# top\n\napiloom: 1\nname: Notes\nversion: \"1\"\nservers: { main: https://a.example.com } # one\noperations:\n  # First.\n  a_b:\n    summary: Does it.\n    request: GET /a\n    query: { x: 'i32?', y: \"no\", z: [1, 2] }\n    description: |\n      One\n        two\n\n      three\n    returns: json\n\n  # Second.\n  c:\n    summary: S\n    request: GET /c\n    returns: json\n# end\n";
    assert_eq!(formatted(&folder, before), after);
}

#[test]
fn check_writes_nothing() {
    let folder = fresh("fmt-check");
    let file = folder.join("api.yaml");
    fs::write(&file, "apiloom:   1\n").unwrap();
    let name = file.to_string_lossy();
    let output = fmt(&["--check", "--quiet", &name]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("differs: "));
    assert_eq!(fs::read_to_string(&file).unwrap(), "apiloom:   1\n");
    assert_eq!(fmt(&[&name]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), "apiloom: 1\n");
    assert_eq!(fmt(&["--check", &name]).status.code(), Some(0));
    assert_eq!(fmt(&["nowhere"]).status.code(), Some(2));
}
