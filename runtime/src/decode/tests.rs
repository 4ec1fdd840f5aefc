use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::union::Tagged;
use crate::{Decimal, Presence, Secret, UnknownVariant, fields};

#[derive(Debug, Deserialize, PartialEq)]
struct Report {
    #[serde(rename = "ReportId")]
    id: String,
    #[serde(rename = "Size", default)]
    size: Option<i32>,
    #[serde(rename = "Labels", default)]
    labels: BTreeMap<String, i32>,
    #[serde(rename = "Kept", default)]
    kept: Presence<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Reports {
    #[serde(rename = "Value")]
    value: Vec<Report>,
}

#[derive(Debug)]
struct Nullable {
    a: Option<i32>,
}

fields! {
    Nullable {
        a: required(0, "a"),
    }
}

#[derive(Debug, Deserialize)]
struct Tree {
    #[serde(rename = "Children")]
    _children: Vec<Tree>,
}

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Unknown(UnknownVariant),
}

#[derive(Debug, Deserialize, PartialEq)]
struct Cat {
    #[serde(rename = "Lives")]
    lives: u8,
    #[serde(rename = "Friend", default)]
    friend: Option<Box<Pet>>,
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tagged = Tagged::read(deserializer, "@odata.type", Casing::Any)?;
        match tagged.find(&["cat"]) {
            Some(0) => tagged.decode().map(Self::Cat),
            _ => Ok(Self::Unknown(tagged.into_unknown())),
        }
    }
}

fn any<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, DecodeError> {
    from_slice(text.as_bytes(), Casing::Any)
}

fn error<T: for<'de> Deserialize<'de> + std::fmt::Debug>(text: &str) -> String {
    any::<T>(text).unwrap_err().to_string()
}

#[test]
fn names_in_any_case_and_the_first_spelling_wins() {
    let text = r#"{"value":[{" REPORTID ":"a","ReportId":"b","reportid":"c","size":1,"Size":2}]}"#;
    let reports: Reports = any(text).unwrap();
    assert_eq!(reports.value[0].id, "a");
    assert_eq!(reports.value[0].size, Some(1));
    let exact = from_slice::<Reports>(text.as_bytes(), Casing::Exact).unwrap_err();
    assert_eq!(exact.problem(), "missing field `Value`");
    let twice = br#"{"Value":[],"Value":[{"ReportId":"x"}]}"#;
    assert_eq!(from_slice::<Reports>(twice, Casing::Exact).unwrap().value, []);
}

#[test]
fn null_and_absence() {
    let report: Report = any(r#"{"ReportId":"a","Size":null}"#).unwrap();
    assert_eq!((report.size, report.kept), (None, Presence::Absent));
    let report: Report = any(r#"{"ReportId":"a","Kept":null}"#).unwrap();
    assert_eq!(report.kept, Presence::Null);
    let report: Report = any(r#"{"ReportId":"a","Kept":"x"}"#).unwrap();
    assert_eq!(report.kept.get().map(String::as_str), Some("x"));

    assert_eq!(any::<Nullable>(r#"{"a":null}"#).unwrap().a, None);
    assert_eq!(error::<Nullable>("{}"), "missing field `a` (line 1, column 2)");
}

#[test]
fn lists_are_not_objects() {
    for text in ["[]", r#"["a"]"#, r#"["a",1,{},null]"#] {
        assert!(error::<Report>(text).starts_with("expected an object, found a list"), "{text}");
    }
    assert_eq!(
        error::<Reports>(r#"{"Value":[["a"]]}"#).split(" (").next().unwrap(),
        "expected an object, found a list at `Value[0]`"
    );
    let text = r#"{"@ODATA.type":"cat","lives":9,"friend":["cat"]}"#;
    assert!(error::<Pet>(text).starts_with("expected an object at `Friend`"), "{}", error::<Pet>(text));
    let text = r#"{"@odata.type":"cat","lives":9,"friend":{"@odata.type":"cat","lives":[1]}}"#;
    assert!(error::<Pet>(text).starts_with("expected an integer (u8), found a list at `Friend.Lives`"));
}

#[test]
fn only_utf_8() {
    let read = |text: &[u8]| from_slice::<Report>(text, Casing::Any).unwrap_err().to_string();
    assert_eq!(read(b"{\"ReportId\":\n \"a\xFF\"}"), "not UTF-8 (line 2, column 4)");
    assert_eq!(read(b"\xEF\xBB\xBF\xC3"), "not UTF-8 (line 1, column 1)");
    assert_eq!(read(b"{\"ReportId\":\"a\",\"x\":\"\xE2\x82\"}"), "not UTF-8 (line 1, column 22)");
}

#[test]
fn unions() {
    let text = r#"{"Lives":9,"lives":3,"@odata.type":" CAT ","friend":{"@odata.type":"emu","n":[1]}}"#;
    let Pet::Cat(cat) = any(text).unwrap() else { panic!() };
    assert_eq!(cat.lives, 9);
    let Some(Pet::Unknown(emu)) = cat.friend.map(|pet| *pet) else { panic!() };
    assert_eq!((emu.tag(), &emu.json()["n"]), ("emu", &serde_json::json!([1])));
    assert!(error::<Pet>(r#"{"kind":"cat"}"#).starts_with("no text in the field `@odata.type`"));
    assert!(error::<Pet>(r#"{"@odata.type":7}"#).starts_with("no text in the field `@odata.type`"));
    // The same types read with `serde_json` alone.
    assert!(serde_json::from_str::<Pet>(r#"{"@odata.type":"cat","Lives":1}"#).is_ok());
}

#[test]
fn nested_unions_end() {
    let deep = |levels: usize| {
        let open = r#"{"@odata.type":"cat","Lives":1,"Friend":"#.repeat(levels);
        format!("{open}null{}", "}".repeat(levels))
    };
    assert!(any::<Pet>(&deep(25)).is_ok());
    assert!(error::<Pet>(&deep(500)).starts_with("lists and objects are nested too deeply"));
    assert!(any::<Pet>(&deep(25)).is_ok(), "the depth is given back");
    let list = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(any::<serde_json::Value>(&list).is_err());
}

/// On a thread with little of a stack, in a build that uses much of it: without optimization, and with maps of JSON that keep
/// their order where another package of the program turns that on.
#[test]
fn nesting_needs_little_of_a_stack() {
    let small = std::thread::Builder::new().stack_size(512 * 1024);
    let decoding = small.spawn(|| {
        for (levels, fits) in [(28, true), (100, false), (100_000, false)] {
            let nested = |open: &str, inner: &str, close: &str| {
                [open.repeat(levels).as_str(), inner, close.repeat(levels).as_str()].concat()
            };
            let lists = nested("[", "", "]");
            let cat = r#"{"@odata.type":"cat","Lives":1,"Friend":"#;
            assert_eq!(any::<Pet>(&nested(cat, "null", "}")).is_ok(), fits);
            assert_eq!(any::<Tree>(&nested(r#"{"Children":["#, r#"{"Children":[]}"#, "]}")).is_ok(), fits);
            assert_eq!(any::<serde_json::Value>(&lists).is_ok(), fits);
            // What nobody reads may be nested as it likes.
            any::<Report>(&format!(r#"{{"ReportId":"a","New":{lists}}}"#)).unwrap();
            let emu = format!(r#"{{"@odata.type":"emu","n":{lists}}}"#);
            let Pet::Unknown(emu) = any(&emu).unwrap() else { panic!() };
            assert_eq!(emu.json().is_object(), fits);
        }
    });
    decoding.unwrap().join().unwrap();
}

#[test]
fn errors_have_a_place() {
    let found = any::<Reports>("{\"Value\":[{\"ReportId\":\"a\"},\n {\"ReportId\":5}]}").unwrap_err();
    assert_eq!(found.path(), "Value[1].ReportId");
    assert_eq!(found.problem(), "expected a string, found an integer");
    assert_eq!(found.line(), 2);
    assert_eq!(
        error::<Report>(r#"{"ReportId":"a","Labels":{"key":"x"}}"#).split(" (").next().unwrap(),
        "expected an integer"
    );
    assert!(error::<Report>(r#"{"ReportId":"a","Labels":{"key":"x"}}"#).contains("at `Labels.*`"));
    let comma = any::<Reports>("{\"Value\":[\n{\"ReportId\":\"a\"},\n]}").unwrap_err();
    assert_eq!((comma.problem(), comma.line()), ("trailing comma", 3));
    assert_eq!(comma.path(), "Value[1]");
    assert_eq!(any::<Reports>("{\"Value\":[]} x").unwrap_err().problem(), "trailing characters");
    assert_eq!(any::<Reports>("").unwrap_err().problem(), "EOF while parsing a value");
    assert_eq!(
        any::<Report>(r#"{"ReportId":"a","Size":4294967296}"#).unwrap_err().problem(),
        "a value out of range: expected an integer (i32)"
    );
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert!(any::<Reports>("\u{feff}{\"Value\":[]}").is_ok());
}

#[test]
fn content_is_never_in_an_error() {
    const SENTINEL: &str = "S3NT1NEL";
    let texts = [
        r#""S3NT1NEL""#,
        r#"{"Value":"S3NT1NEL"}"#,
        r#"{"Value":[{"ReportId":["S3NT1NEL"]}]}"#,
        r#"{"Value":[{"ReportId":"S3NT1NEL" "#,
        r#"{"Value":[{"S3NT1NEL":1}]}"#,
        r#"{"Value":[{"ReportId":"a","Labels":{"S3NT1NEL":"S3NT1NEL"}}]}"#,
        "S3NT1NEL",
        r#"{"Value":[{"ReportId":"a","Size":"S3NT1NEL"}]}"#,
        r#"{"S3NT1NEL"}"#,
        r#"{"Value":[{"ReportId":"S3NT1NEL\u12"}]}"#,
        r#"{"Value":[{"ReportId":"S3NT1NEL\x"}]}"#,
    ];
    for text in texts {
        let found = any::<Reports>(text).unwrap_err();
        assert!(!format!("{found} {found:?}").contains(SENTINEL), "{text}: {found}");
        let found = any::<Pet>(text).unwrap_err();
        assert!(!format!("{found} {found:?}").contains(SENTINEL), "{text}: {found}");
        if let Err(found) = any::<Secret<i32>>(text) {
            assert!(!format!("{found} {found:?}").contains(SENTINEL), "{text}: {found}");
        }
    }
}

#[test]
fn strict_refuses_unknown_fields_everywhere() {
    let text = br#"{"Value":[{"ReportId":"a","New":1}]}"#;
    assert!(from_slice::<Reports>(text, Casing::Exact).is_ok());
    let found = from_slice_strict::<Reports>(text, Casing::Exact).unwrap_err();
    assert_eq!(found.problem(), "a field that the spec does not have: `New`");
    assert!(from_slice::<Reports>(text, Casing::Exact).is_ok(), "strictness ends");
}

#[test]
fn declared_bodies() {
    #[derive(Deserialize)]
    struct Failure {
        #[serde(rename = "Message")]
        _message: Option<String>,
    }
    let check = |text: &str| is_declared::<Failure>(text.as_bytes(), Casing::Any);
    assert!(check(r#"{"message":"none"}"#));
    for other in ["{}", r#"{"error":{}}"#, "<html>", "[]", "", r#"{"Message":5}"#] {
        assert!(!check(other), "{other}");
    }
}

#[test]
fn decimals_keep_their_digits() {
    for text in ["0.1000000000000000055511151231257827", "-12.50", "1e3", "123456789012345678901234567890"] {
        assert_eq!(any::<Decimal>(text).unwrap().as_str(), text);
        assert_eq!(any::<Decimal>(&format!("\"{text}\"")).unwrap().as_str(), text);
    }
    assert_eq!(any::<Decimal>("true").unwrap_err().problem(), "expected a decimal number, found a boolean");
}

#[test]
fn texts_are_picked() {
    let body = br#"{"a":[{"message":"no"}],"error":{"Message":"yes","message":"later"}}"#;
    assert_eq!(text_at(body, &["error", "message"], Casing::Any).as_deref(), Some("yes"));
    assert_eq!(text_at(body, &["error", "message"], Casing::Exact).as_deref(), Some("later"));
    for path in [&["a", "message"][..], &["error"], &["error", "message", "x"], &["x"]] {
        assert_eq!(text_at(body, path, Casing::Any), None, "{path:?}");
    }
}
