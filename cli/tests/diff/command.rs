//! Formats, exit codes and what is refused.

use std::path::Path;

use expect_test::expect;

use super::{apiloom, text, write};

const OLD: &str = r#"apiloom: 1
name: Shop
servers: { main: https://shop.example.com }
every_operation: { headers: { X-Client: { const: "1" } } }
operations:
  list_items: { summary: Lists., request: GET /items, returns: list<Item> }
  read_item: { summary: Reads., request: "GET /items/{id}", path: { id: i64 }, returns: Item }
  count_items: { summary: Counts., request: GET /items/count, returns: i64 }
schemas:
  Item: { fields: { id: i64, name: string? } }
"#;

/// Both specs in a folder of their own.
fn specs(edits: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(&folder.path().join("old.yaml"), &OLD.replace("string?", "\"string?\""));
    let new = edits.iter().fold(OLD.replace("string?", "\"string?\""), |spec, (old, new)| {
        assert!(spec.contains(old), "{old}");
        spec.replace(old, new)
    });
    write(&folder.path().join("new.yaml"), &new);
    folder
}

const ALL_KINDS: &[(&str, &str)] = &[
    ("const: \"1\"", "const: \"2\""),
    ("  count_items: { summary: Counts., request: GET /items/count, returns: i64 }\n", ""),
    ("id: i64, name", "id: i64, size: \"i64?\", name"),
    ("summary: Reads.", "summary: Fetches."),
];

#[test]
fn text_is_for_people() {
    let folder = specs(ALL_KINDS);
    let told = apiloom(folder.path(), &["diff", "old.yaml", "new.yaml", "--current", "0.4.2"]);
    assert_eq!(told.status.code(), Some(1));
    expect![[r"
        Breaks building: code that compiles today may not
          operations
            `count_items` is gone: code that calls `count_items` does not compile
              help: keep it with `deprecated` for a version

        Breaks running: code still compiles, and may fail or do something else
          parameters
            `list_items`, header `X-Client` is always sent as `2` instead of `1`: the service is told something else
            `read_item`, header `X-Client` is always sent as `2` instead of `1`: the service is told something else

        Compatible: there is more than before
          fields
            schema `Item`, field `size` is new: nobody has to know it

        To know: nobody has to do anything
          documentation
            `read_item` is described in other words: only docs change

        1 breaks building, 2 break running, 2 are compatible
        version: major, so the next one is 0.5.0
    "]]
    .assert_eq(text(&told.stdout));
    assert_eq!(text(&told.stderr), "");
}

#[test]
fn what_changed_alike_everywhere_is_said_once() {
    let folder = specs(&[("const: \"1\"", "const: \"2\"")]);
    let told = apiloom(folder.path(), &["diff", "old.yaml", "new.yaml"]);
    expect![[r"
        Breaks running: code still compiles, and may fail or do something else
          parameters
            header `X-Client` of each of `list_items`, `read_item`, `count_items` is always sent as `2` instead of `1`: the service is told something else

        3 break running
        version: major (of a 0.x version, the minor: Cargo takes 0.5.0 to break 0.4.2)
    "]]
    .assert_eq(text(&told.stdout));
}

#[test]
fn of_very_many_the_first_are_named() {
    let operations: Vec<String> =
        (0..40).map(|at| format!("  get_{at}: {{ summary: Gets., request: GET /{at}, returns: i64 }}\n")).collect();
    let operations = format!("operations:\n{}", operations.concat());
    let folder = specs(&[("operations:\n", &operations)]);
    let other = specs(&[("operations:\n", &operations), ("const: \"1\"", "const: \"2\"")]);
    std::fs::copy(other.path().join("new.yaml"), folder.path().join("other.yaml")).expect("it can be copied");
    let told = apiloom(folder.path(), &["diff", "new.yaml", "other.yaml"]);
    let said = text(&told.stdout);
    assert!(said.contains("`get_10`, `get_11` and 31 more is always sent as") && !said.contains("get_12"), "{said}");
}

#[test]
fn markdown_is_for_pages() {
    let folder = specs(ALL_KINDS);
    let told = apiloom(folder.path(), &["diff", "old.yaml", "new.yaml", "--format", "markdown"]);
    expect![[r"
        ## API changes from `old.yaml` to `new.yaml`

        1 breaks building, 2 break running, 2 are compatible.

        **Version: major (of a 0.x version, the minor: Cargo takes 0.5.0 to break 0.4.2).**

        ### Breaks building

        Code that compiles today may not.

        #### Operations

        - `count_items` is gone: code that calls `count_items` does not compile. *Keep it with `deprecated` for a version.*

        ### Breaks running

        Code still compiles, and may fail or do something else.

        #### Parameters

        - `list_items`, header `X-Client` is always sent as `2` instead of `1`: the service is told something else.
        - `read_item`, header `X-Client` is always sent as `2` instead of `1`: the service is told something else.

        ### Compatible

        There is more than before.

        #### Fields

        - Schema `Item`, field `size` is new: nobody has to know it.

        ### To know

        Nobody has to do anything.

        #### Documentation

        - `read_item` is described in other words: only docs change.
    "]].assert_eq(text(&told.stdout));
}

#[test]
fn json_is_for_programs() {
    let folder = specs(&[("  count_items: { summary: Counts., request: GET /items/count, returns: i64 }\n", "")]);
    let told = apiloom(folder.path(), &["diff", "old.yaml", "new.yaml", "--format", "json", "--current", "1.4.2"]);
    expect![[r#"
        {
          "old": "old.yaml",
          "new": "new.yaml",
          "level": "major",
          "next_version": "2.0.0",
          "counts": {
            "building": 1,
            "running": 0,
            "addition": 0,
            "note": 0
          },
          "changes": [
            {
              "code": "operation-removed",
              "effect": "building",
              "level": "major",
              "group": "operations",
              "place": "`count_items`",
              "what": "is gone",
              "why": "code that calls `count_items` does not compile",
              "help": "keep it with `deprecated` for a version"
            }
          ]
        }
    "#]]
    .assert_eq(text(&told.stdout));
}

#[test]
fn the_exit_code_is_as_asked_for() {
    let nothing: &[(&str, &str)] = &[];
    let note = &[("summary: Reads.", "summary: Fetches.")][..];
    let addition = &[("id: i64, name", "id: i64, size: \"i64?\", name")][..];
    let breaking = &[("GET /items/count", "GET /count")][..];
    let cases = [(nothing, [0, 0, 0, 0]), (note, [0, 0, 1, 0]), (addition, [0, 1, 1, 0]), (breaking, [1, 1, 1, 0])];
    for (edits, expected) in cases {
        let folder = specs(edits);
        for (level, expected) in ["major", "minor", "patch", "never"].into_iter().zip(expected) {
            let told = apiloom(folder.path(), &["diff", "old.yaml", "new.yaml", "--fail-on", level]);
            assert_eq!(told.status.code(), Some(expected), "{edits:?} {level}");
        }
    }
}

#[test]
fn a_spec_with_problems_is_not_compared() {
    let folder = specs(&[("GET /items/count", "FETCH /items/count")]);
    for arguments in [["diff", "old.yaml", "new.yaml"], ["diff", "new.yaml", "old.yaml"]] {
        let told = apiloom(folder.path(), &arguments);
        assert_eq!((told.status.code(), text(&told.stdout)), (Some(2), ""));
        let said = text(&told.stderr);
        assert!(said.contains("unknown-method") && said.contains("the spec `new.yaml` has problems"), "{said}");
    }
}

#[test]
fn what_is_no_spec_is_refused() {
    let folder = specs(&[]);
    std::fs::create_dir(folder.path().join("empty")).expect("the folder can be written to");
    let cases = [
        (["diff", "empty", "new.yaml"], "`empty` has no spec"),
        (["diff", "none", "new.yaml"], "`none` is no file or folder, and `none` is no revision"),
        (["diff", "old.yaml", "none:spec"], "`none` is no revision"),
    ];
    for (arguments, expected) in cases {
        let told = apiloom(folder.path(), &arguments);
        assert_eq!((told.status.code(), text(&told.stdout)), (Some(2), ""));
        assert!(text(&told.stderr).contains(expected), "{}", text(&told.stderr));
    }
}

/// A name can hold whatever YAML can; a report is text all the same.
#[test]
fn hostile_names_are_inert() {
    let hostile = r#""a`\n# <b>[x](y)\u001b[31m\u202e": { type: "string?", rust_name: other }"#;
    let folder = specs(&[("id: i64, name", &format!("id: i64, {hostile}, name"))]);
    for format in ["text", "markdown", "json"] {
        let told = apiloom(folder.path(), &["diff", "new.yaml", "old.yaml", "--format", format]);
        let said = text(&told.stdout);
        let harmless = |c: char| c == '\n' || !c.is_control() && c != '\u{202e}';
        assert!(said.contains("u{60}") && said.chars().all(harmless), "{said}");
        assert!(!said.lines().any(|line| line.starts_with("# ")), "{said}");
    }
}

#[test]
fn a_reader_that_went_away_is_no_failure() {
    let folder = specs(ALL_KINDS);
    let command = format!("'{}' diff old.yaml new.yaml | true", env!("CARGO_BIN_EXE_apiloom"));
    if Path::new("/bin/sh").exists() {
        let told = std::process::Command::new("/bin/sh").args(["-c", &command]).current_dir(folder.path()).output();
        assert_eq!(text(&told.expect("a shell starts").stderr), "");
    }
}
