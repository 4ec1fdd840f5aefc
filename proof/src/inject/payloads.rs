//! Texts that have broken generators, or could: by what they try to become. What they try to do is to leave a file
//! or an item called `pwned` behind.

/// Every payload, with the row of the threat catalogue that it belongs to.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAYLOADS.iter().flat_map(|(row, texts)| texts.iter().map(move |text| (*row, *text)))
}

const PAYLOADS: &[(&str, &[&str])] = &[
    // Docs that rustdoc would run: fenced.
    (
        "A01",
        &[
            "Resume.\n```\nstd::fs::write(\"pwned\", \"x\").unwrap();\n```",
            "```rust\nstd::fs::write(\"pwned\", \"x\").unwrap();\n```",
            "```should_panic\npanic!(\"pwned\");\n```",
            "```no_run\npwned();\n```",
            "```text\n```\n```\nstd::fs::write(\"pwned\", \"x\").unwrap();",
            "a\n\n```\n#![doc = \"\"]\nfn main() { std::fs::write(\"pwned\", \"\").unwrap() }",
        ],
    ),
    // Fenced and indented in any other way.
    (
        "A02",
        &[
            "~~~\nstd::fs::write(\"pwned\", \"x\").unwrap();\n~~~",
            "````\nstd::fs::write(\"pwned\", \"x\").unwrap();\n````",
            "> ```\n> std::fs::write(\"pwned\", \"x\").unwrap();\n> ```",
            "- item\n\n      std::fs::write(\"pwned\", \"x\").unwrap();",
            "\n\n    std::fs::write(\"pwned\", \"x\").unwrap();",
            "\tstd::fs::write(\"pwned\", \"x\").unwrap();",
            "-     std::fs::write(\"pwned\", \"x\").unwrap();",
            "1.     std::fs::write(\"pwned\", \"x\").unwrap();",
            ">     std::fs::write(\"pwned\", \"x\").unwrap();",
            "* > ~~~\n* > std::fs::write(\"pwned\", \"x\").unwrap();",
            "- ```\n  std::fs::write(\"pwned\", \"x\").unwrap();\n  ```",
            "[^1]: \n    std::fs::write(\"pwned\", \"\").unwrap();\n\n[^1]",
            "# Title\n\n    std::fs::write(\"pwned\", \"\").unwrap();",
            "a | b\n--|--\n```\nstd::fs::write(\"pwned\", \"\").unwrap();\n```",
            "\u{b}```\npwned()\n```",
            "\u{a0}\u{a0}\u{a0}\u{a0}pwned()",
            "\u{2028}```\u{2028}pwned()\u{2028}```",
            "x\r```\rpwned()\r```",
        ],
    ),
    // Out of a line comment.
    (
        "A03",
        &[
            "ok\npub const PWNED: bool = true;//",
            "ok\r\npub fn pwned() {}",
            "ok\u{2028}pub fn pwned() {}",
            "\\\npub fn pwned() {}",
            "ok\n//! pwned\nmod pwned;",
        ],
    ),
    // Out of a block comment.
    (
        "A04",
        &[
            "*/ pub fn pwned() {} /*",
            "x\n*/ pub fn pwned() {} /*",
            "/*",
            "*/",
            "/* /* */ pub mod pwned {}",
            "/** pwned",
        ],
    ),
    // Out of an attribute.
    (
        "A05",
        &[
            "\"]\nfn pwned() {}",
            "\"#]fn pwned() {}",
            "\\",
            "\"\\\"",
            "\"]#![feature(pwned)]",
            "\\\"]fn pwned(){}//",
            "\"#####]fn pwned(){}",
            "'\"'",
        ],
    ),
    // Carriage returns.
    ("A06", &["a\rb", "a\r\nb", "\r", "a\n\rb"]),
    // Characters that do something to a terminal or a reader.
    (
        "A08",
        &[
            "a\u{0}b",
            "\u{7f}",
            "\u{85}",
            "\u{9b}31m",
            "\u{1b}]0;pwned\u{7}",
            "\u{1b}[2J",
            "\u{202e}nwp",
            "\u{2066}pwned\u{2069}",
            "\u{feff}pwned",
            "\u{200b}",
            "\u{8}\u{8}",
            "\u{10ffff}",
            "\u{e000}",
            "e\u{301}",
        ],
    ),
    // HTML and links.
    (
        "A09",
        &[
            "<script>pwned()</script>",
            "<img src=http://pwned.example onerror=pwned()>",
            "[x](javascript:pwned())",
            "[a]: javascript:pwned()\n[a]",
            "![x](http://pwned.example)",
            "<javascript:pwned()>",
            "&lt;script&gt;",
            "&#60;script&#62;",
            "<!-- pwned",
            "<![CDATA[pwned]]>",
            "</div></section>",
            "[x](https://a.example\" onclick=\"pwned())",
            "<https://a.example/><b>",
            "[x](data:text/html,pwned)",
        ],
    ),
    // Links that rustdoc would look for.
    (
        "A10",
        &["[crate::pwned]", "[pwned", "<T>", "[`Pwned`]", "[a][crate::pwned]", "[pwned](crate::pwned)", "[Vec<pwned>]"],
    ),
    // Directives of build scripts.
    (
        "A11",
        &[
            "widget\ncargo:rustc-link-arg=-Wl,pwned",
            "widget\ncargo::rustc-env=PWNED=1",
            "\ncargo::rustc-cfg=pwned",
            "\r\ncargo:rustc-env=PWNED=1",
            "x\u{b}cargo:rustc-env=PWNED=1",
            "x\u{c}cargo:rustc-env=PWNED=1",
            "x\u{85}cargo:rustc-env=PWNED=1",
            "x\u{2028}cargo::metadata=pwned=1",
            "cargo::rustc-link-lib=pwned",
        ],
    ),
    ("A13", &["{}", "{pwned}", "%s%n", "{:?}", "{0}", "{{pwned}}"]),
    // No identifiers.
    (
        "A14",
        &[
            "a;fn pwned(){}",
            "a b",
            "",
            " ",
            "1a",
            "$x",
            "'a",
            "'static",
            "a\nb",
            "🦀",
            "名前",
            "é",
            "-",
            "_",
            "__",
            "a-",
            "-a",
            "a.b",
            "a::b",
            "r#a",
            "r#",
            "#",
            "ａ",
            "ß",
            "ﬀ",
            "İ",
        ],
    ),
    (
        "A15",
        &[
            "fn",
            "type",
            "async",
            "gen",
            "try",
            "dyn",
            "union",
            "Self",
            "self",
            "crate",
            "super",
            "macro_rules",
            "r#self",
            "raw",
            "safe",
            "static",
            "unsafe",
        ],
    ),
    (
        "A16",
        &[
            "Option", "Result", "String", "Vec", "Box", "Default", "Send", "Debug", "Ok", "Err", "None", "Some",
            "Clone", "u8", "str", "bool", "Iterator",
        ],
    ),
    (
        "A17",
        &[
            "Client",
            "Error",
            "Builder",
            "Request",
            "new",
            "clone",
            "send",
            "drop",
            "poll",
            "client",
            "self_",
            "__x",
            "std",
            "core",
            "serde",
            "apiloom_runtime",
            "runtime",
            "models",
            "operations",
            "arguments",
            "lib",
            "mod",
            "main",
            "Server",
            "Response",
            "Duration",
            "fmt",
            "timeout",
            "body",
        ],
    ),
    ("A18", &["report_id", "ReportID", "REPORT-ID", "reportId"]),
    // Names on the wire.
    ("A20", &["a\"b", "a\\b", "`", "``", "${x}", "a`b`c", "a'b", "a, b", "a=b;c", "\"pwned\": 1, \"", LONG]),
    // Templates of paths.
    (
        "A21",
        &[
            "/x/{",
            "/x/}}",
            "/x/{0}",
            "/x/{:?}",
            "/x/{token}",
            "/x/{self.secret}",
            "/a{b}c",
            "GET /x/{",
            "GET /x/{}",
            "GET /x/{self.secret}",
            "GET /x/{a}{b}",
            "GET /..",
            "GET /a/../b",
            "GET /%2e%2e/x",
            "GET //pwned.example/x",
            "GET \\\\pwned.example",
            "GET /a?pwned=1",
            "GET /a#pwned",
            "GET /a\r\nX-Pwned: 1",
            "GET https://pwned.example/",
            "GET /a b",
            "GET /{\"}",
        ],
    ),
    // Base URLs.
    (
        "A25",
        &[
            "http://pwned.example",
            "https://user:pw@pwned.example",
            "file:///etc/passwd",
            "javascript:pwned()",
            "https://pwned.example/?x",
            "https://pwned.example/#f",
            "https://{region}.example.com",
            "https://pwned.example\\@a.example",
            "https://a.example@pwned.example",
            "https://a.example:99999",
            "https://[::1",
            "//pwned.example",
            "https:pwned.example",
            "https://pwn\u{e9}d.example",
            "https://a.example/../..",
            "https://127.0.0.1\u{0}.pwned.example",
            "HTTPS://PWNED.EXAMPLE",
        ],
    ),
    (
        "A26",
        &[
            "../../etc/passwd",
            "/proc/self/environ",
            "$ref: http://pwned.example",
            "!include /etc/passwd",
            "http://pwned.example/schema.yaml",
        ],
    ),
    // Names and values of header fields.
    (
        "A27",
        &[
            "X y",
            "X:y",
            "X\r\nY: pwned",
            ":path",
            "Host",
            "Content-Length",
            "Transfer-Encoding",
            "Authorization",
            "Cookie",
            "Proxy-Authorization",
            "X-É",
        ],
    ),
    ("A28", &["a\r\nX-Injected: pwned", "a\u{0}b", " a ", "\ta", "a\tb"]),
    // Values.
    (
        "A29",
        &[
            "v\"; panic!(\"pwned\")//",
            "1e999",
            "-0",
            "NaN",
            "inf",
            "9223372036854775808",
            "yes",
            "0x10",
            "1_000",
            "1u8",
            "1.5f32",
            "-1",
            "null",
            "[]",
            "{}",
        ],
    ),
    (
        "A30",
        &[
            "OWNED(1); static PWNED: u8 = 0;",
            "a\"]",
            "\n",
            "a-b",
            "a_b",
            "Unknown",
            "Other",
            "true",
            "no",
            "=> pwned(),",
            "| _",
        ],
    ),
    (
        "A31",
        &["2 || pwned", "number }; pwned", "2XX", "default", "99", "600", "0200", "200", "200, 200", "default, 2XX"],
    ),
    ("A32", &["put /a", "PUT\r\nX /a", "CONNECT /a", "TRACE /a", "get; drop /a", "QUERY /a", "GET"]),
    // Types that are Rust.
    (
        "A34",
        &[
            "u8; fn pwned(){}",
            "[u8; {std::process::exit(1)}]",
            "m!{}",
            "include!(\"/etc/passwd\")",
            "list<u8; 1>",
            "string; pwned",
            "fn() -> pwned",
            "dyn pwned",
            "*const u8",
            "impl pwned",
            "list<string>",
            "map<json>",
            "Option<pwned>",
            "<pwned as T>::U",
            "list<list<list<",
            "string | null",
            "string?",
            "crate::pwned",
            "T<{ pwned() }>",
            "&'static str",
            "!",
            "()",
        ],
    ),
    (
        "A35",
        &[
            "#[derive(pwned)]",
            "use pwned::*;",
            "extern crate pwned;",
            "#![no_std]",
            "macro_rules! pwned { () => {} }",
            "pwned!()",
            "include_str!(\"/etc/passwd\")",
            "env!(\"PWNED\")",
        ],
    ),
    // Patterns and ranges.
    (
        "A36",
        &[
            "(a+)+$",
            "[",
            "(?x) #",
            "a{1,99999}",
            "\\p{pwned}",
            "(?P<pwned>a)",
            "\\",
            "(",
            "^$",
            "4..=2",
            "..",
            "1..=",
            "0..=340282366920938463463374607431768211456",
        ],
    ),
    // Names of files.
    (
        "A37",
        &[
            "../../src/main",
            "/etc/pwned",
            "..",
            ".",
            "con",
            "nul",
            "COM1",
            ".bashrc",
            "a/b",
            "a\\b",
            "C:pwned",
            "pwned.rs",
            "~",
            "aux.txt",
            "a\u{0}.rs",
        ],
    ),
];

/// Longer than any name.
const LONG: &str = concat!(
    "pwned_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789",
    "pwned_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789",
    "pwned_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789"
);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::all;

    #[test]
    fn there_are_as_many_as_promised_and_each_row_has_some() {
        let texts: BTreeSet<&str> = all().map(|(_, text)| text).collect();
        assert!(texts.len() >= 150, "{}", texts.len());
        // What is no text of one field, other rows and commands try: files, links, whole documents.
        let elsewhere = ["A07", "A12", "A19", "A22", "A23", "A24", "A33"];
        let rows: BTreeSet<&str> = all().map(|(row, _)| row).collect();
        for row in (1..=37).map(|number| format!("A{number:02}")) {
            assert_eq!(rows.contains(row.as_str()), !elsewhere.contains(&row.as_str()), "{row}");
        }
    }
}
