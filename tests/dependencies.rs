//! What is built beside this project: how many crates, which, from where and under which licences.
//!
//! `dependencies/*.txt` list the crates of what is published: a crate more or fewer is a line to look at in a review,
//! blessed by `UPDATE_EXPECT=1`. What is allowed and what is banned is read from `deny.toml`, which is for `cargo deny`
//! too.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;

/// One platform, so that the lists are the same on every machine.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// What compiles C, or reaches a network.
const FOREIGN: &[&str] = &[
    "aws-lc-sys",
    "bindgen",
    "cc",
    "cmake",
    "h2",
    "hyper",
    "libc",
    "mio",
    "native-tls",
    "openssl-sys",
    "pkg-config",
    "reqwest",
    "ring",
    "rustls",
    "socket2",
    "tokio",
    "ureq",
    "vcpkg",
];

#[test]
fn the_generator_is_small_and_reaches_nothing() {
    let names: Vec<String> = tree("apiloom-codegen", "normal,build").into_keys().collect();
    let foreign: Vec<&String> =
        names.iter().filter(|name| FOREIGN.contains(&name.as_str()) || name.ends_with("-sys")).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert!(names.len() <= 25, "{} crates", names.len());
    expect_file!["dependencies/apiloom-codegen.txt"].assert_eq(&(names.join("\n") + "\n"));
}

#[test]
fn the_client_has_few_dependencies_and_each_once() {
    let tree = tree("partner-insights", "normal");
    let names: Vec<&str> = tree.keys().map(String::as_str).collect();
    let several: Vec<_> = tree.iter().filter(|(_, versions)| versions.len() > 1).collect();
    assert!(several.is_empty(), "{several:?}");
    assert!(names.len() <= 120, "{} crates", names.len());
    expect_file!["dependencies/partner-insights.txt"].assert_eq(&(names.join("\n") + "\n"));
}

#[test]
fn every_crate_comes_from_one_registry_with_a_checksum() {
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let packages = locked(file);
        assert!(packages.len() > 100, "{file}: {} packages", packages.len());
        for (name, lines) in packages {
            let source = value(&lines, "source");
            let is_known = match source {
                None => OURS.contains(&name.as_str()),
                Some(source) => source == "registry+https://github.com/rust-lang/crates.io-index",
            };
            let has_checksum = value(&lines, "checksum").is_some_and(|sum| sum.len() == 64);
            assert!(is_known && has_checksum == source.is_some(), "{file}: {name}: {lines}");
        }
    }
}

/// What is built from this repository.
const OURS: &[&str] = &[
    "apiloom",
    "apiloom-chaos",
    "apiloom-codegen",
    "apiloom-commands",
    "apiloom-fuzz",
    "apiloom-proof",
    "apiloom-runtime",
    "apiloom-server",
    "opentelemetry-example",
    "partner-insights",
    "partner-insights-cli",
    "partner-insights-emulator",
];

/// Crates with a version whose faults are known, and what our manifests ask for at the least.
const SAFE_FROM: &[(&str, [u64; 3])] = &[
    ("bytes", [1, 11, 1]),
    ("h2", [0, 4, 16]),
    ("reqwest", [0, 13, 4]),
    ("rustls", [0, 23, 18]),
    ("time", [0, 3, 47]),
    ("tracing-subscriber", [0, 3, 20]),
    ("url", [2, 5, 4]),
];

#[test]
fn lower_bounds_are_past_known_faults() {
    let metadata: serde_json::Value =
        serde_json::from_str(&cargo(&["metadata", "--locked", "--no-deps", "--format-version", "1"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let asked: Vec<&serde_json::Value> = packages.iter().flat_map(|p| p["dependencies"].as_array().unwrap()).collect();
    for (name, safe) in SAFE_FROM {
        let named: Vec<_> = asked.iter().filter(|asked| asked["name"] == **name).collect();
        assert!(!named.is_empty(), "{name} is asked for by nothing");
        for dependency in named {
            let version = dependency["req"].as_str().unwrap().trim_start_matches('^');
            let version: Vec<u64> = version.split('.').map(|part| part.parse().unwrap()).collect();
            assert!(version.as_slice() >= safe.as_slice(), "{name}: {version:?} may be chosen, {safe:?} is safe");
        }
    }
}

#[test]
fn no_banned_crate_is_locked() {
    let banned = banned();
    assert!(banned.contains_key("serde_yaml") && banned.contains_key("openssl-sys"), "{banned:?}");
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let packages = locked(file);
        for (name, users) in &banned {
            let of =
                |(user, lines): &&(String, String)| lines.contains(&format!("\n \"{name}")) && !users.contains(user);
            let found: Vec<_> = packages.iter().filter(of).map(|(user, _)| user).collect();
            assert!(found.is_empty(), "{file}: {name} is used by {found:?}");
        }
    }
}

#[test]
fn licences_are_those_of_the_list() {
    let text = read("deny.toml");
    let list = text.lines().find_map(|line| line.strip_prefix("allow = ")).unwrap();
    let allowed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    let arguments = ["metadata", "--locked", "--format-version", "1", "--all-features", "--filter-platform", PLATFORM];
    let metadata: serde_json::Value = serde_json::from_str(&cargo(&arguments)).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 200);
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        // An exception is for one crate and one licence, in words of its own.
        let exception = format!("{{ crate = {}, allow = [{licence:?}] }}", package["name"]);
        let is_exception = text.lines().any(|line| line.starts_with("exceptions = ") && line.contains(&exception));
        assert!(is_exception || is_allowed(licence, &allowed), "{}: {licence:?}", package["name"]);
    }
    for (licence, wanted) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("GPL-3.0-only AND MIT", false),
        ("(MIT OR GPL-3.0-only) AND ISC", true),
        ("(MIT OR GPL-3.0-only) AND GPL-3.0-only", false),
        ("ISC AND (GPL-3.0-only OR (MIT AND Zlib))", true),
        ("", false),
    ] {
        assert_eq!(is_allowed(licence, &allowed), wanted, "{licence}");
    }
}

/// Whether a licence expression (SPDX annex D) can be met by the licences of a list. `/` is what older crates write.
fn is_allowed(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let mut expression = expression.replace('/', " OR ");
    // The innermost parentheses first: what is in them is a licence that is allowed, or one that is not.
    while let Some(open) = expression.rfind('(') {
        let Some(length) = expression[open..].find(')') else { return false };
        let inner = if is_allowed(&expression[open + 1..open + length], allowed) { "MIT" } else { "none" };
        expression.replace_range(open..=open + length, inner);
    }
    let is_met = |all: &str| all.split(" AND ").all(|licence| allowed.contains(licence.trim()));
    expression.split(" OR ").any(is_met)
}

/// The crates that `deny.toml` bans, each with those that may use it all the same.
fn banned() -> BTreeMap<String, Vec<String>> {
    let text = read("deny.toml");
    let entries = text.lines().filter_map(|line| line.trim().strip_prefix("{ crate = "));
    let mut entries = entries.map(|entry| entry.split('"').skip(1).step_by(2).map(str::to_owned));
    entries.by_ref().filter_map(|mut names| Some((names.next()?, names.collect()))).collect()
}

/// What a package is built of, itself left out: names and versions.
fn tree(package: &str, edges: &str) -> BTreeMap<String, BTreeSet<String>> {
    let arguments = ["tree", "--locked", "-p", package, "-e", edges, "--prefix", "none", "--target", PLATFORM];
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in cargo(&arguments).lines() {
        let mut words = line.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        found.entry(name.to_owned()).or_default().insert(version.to_owned());
    }
    found.remove(package).unwrap();
    found
}

/// The packages of a lock file: name, and what is said of it.
fn locked(file: &str) -> Vec<(String, String)> {
    let text = read(file);
    let packages = text.split("[[package]]\n").skip(1);
    packages.map(|lines| (value(lines, "name").unwrap().to_owned(), lines.to_owned())).collect()
}

fn value<'a>(lines: &'a str, key: &str) -> Option<&'a str> {
    lines.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
