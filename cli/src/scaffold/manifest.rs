//! Cargo.toml of a package that is a client.

use std::fmt::Write;
use std::io;

use super::Runtime;

/// Features as this project's own client has them. `download` and `pattern` are always there, so that a spec may begin
/// to need them.
const FEATURES: &str = r#"[features]
default = ["rustls", "gzip"]
# TLS by rustls with the platform's certificate verifier.
rustls = ["apiloom-runtime/rustls"]
# Answers packed by gzip are asked for.
gzip = ["apiloom-runtime/gzip"]
# OAuth 2.0 tokens, fetched and renewed.
oauth = ["apiloom-runtime/oauth"]
# The same with a certificate in place of a secret.
certificate = ["apiloom-runtime/certificate"]
# Calls without `async` in the caller's code.
blocking = ["apiloom-runtime/blocking"]
# The serde direction that a model does not need on the wire.
serde = []
# Conversions between the API's timestamps and `time`'s types.
time = ["apiloom-runtime/time"]
"#;

pub(crate) struct Package<'p> {
    pub(crate) name: &'p str,
    pub(crate) version: &'p str,
    pub(crate) description: &'p str,
    pub(crate) runtime: &'p Runtime,
}

impl Package<'_> {
    /// A package whose build script makes the client.
    pub(crate) fn built(&self) -> io::Result<String> {
        let mut out = self.head();
        let _ = write!(
            out,
            "\n{}\n{}\n[build-dependencies]\napiloom-codegen = {{ {} }}\n\n{}",
            FEATURES.replace("# The serde direction that a model does not need on the wire.\nserde = []\n", ""),
            self.dependencies()?,
            self.runtime.table("apiloom-codegen")?,
            DEVELOPMENT,
        );
        Ok(out)
    }

    /// A package that holds the client's source.
    pub(crate) fn whole(&self) -> io::Result<String> {
        let mut out = self.head();
        out.push_str("include = [\"src/**/*.rs\", \"README.md\", \"LICENSE*\"]\n");
        out.push_str(
            "\n[package.metadata.apiloom]\n# Relative to src/.\nreadme = \"../README.md\"\nserde-feature = \"serde\"\n",
        );
        let _ = write!(out, "\n{FEATURES}\n{}", self.dependencies()?);
        Ok(out)
    }

    fn head(&self) -> String {
        let Package { name, version, description, .. } = self;
        let description = quoted(description);
        format!(
            "[package]\nname = {}\nversion = {}\ndescription = {description}\nedition = \"2024\"\nrust-version = \"1.88\"\nreadme = \"README.md\"\n",
            quoted(name),
            quoted(version),
        )
    }

    fn dependencies(&self) -> io::Result<String> {
        let table = self.runtime.table("apiloom-runtime")?;
        Ok(format!("[dependencies]\napiloom-runtime = {{ {table}, features = [\"download\", \"pattern\"] }}\n"))
    }
}

const DEVELOPMENT: &str = "[dev-dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

/// A basic string of TOML.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
