//! From what is typed to JSON.

use std::ffi::OsStr;
use std::io::Read;
use std::{fs, io};

use apiloom_runtime::{Binary, Bytes, Json};
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command as Line, Error};

use crate::failure::Failure;
use crate::table::{Input, Kind};

/// Reads one value of an input; clap says where and how it was wrong.
#[derive(Clone)]
pub(crate) struct InputParser(pub(crate) &'static Input);

impl TypedValueParser for InputParser {
    type Value = Json;

    fn parse_ref(&self, line: &Line, _argument: Option<&Arg>, value: &OsStr) -> Result<Json, Error> {
        let refuse = |what: &str| {
            let text = format!("{}: {what}\n\nFor more information, try '--help'.\n", self.0.shown());
            Error::raw(ErrorKind::ValueValidation, text).with_cmd(line)
        };
        let Some(text) = value.to_str() else { return Err(refuse("it is not UTF-8")) };
        // A file is read later: completions and help must not.
        if self.0.is_secret || self.0.kind == Kind::File {
            return Ok(Json::from(text));
        }
        known(self.0, text).map_err(|what| refuse(&what))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |(name, about): &(&'static str, &'static str)| {
            let value = PossibleValue::new(*name);
            if about.is_empty() { value } else { value.help(*about) }
        };
        (!self.0.values.is_empty()).then(|| Box::new(self.0.values.iter().map(value)) as Box<_>)
    }
}

/// A value that is listed, in whatever case it was typed; another one where the list is not closed.
fn known(input: &Input, text: &str) -> Result<Json, String> {
    let listed = input.values.iter().map(|(name, _)| *name);
    let exact = listed.clone().find(|name| *name == text);
    match exact.or_else(|| listed.clone().find(|name| name.eq_ignore_ascii_case(text))) {
        Some(name) => json(input.kind, name),
        None if input.is_closed => {
            let names: Vec<&str> = listed.collect();
            Err(format!("`{text}` is none of: {}", names.join(", ")))
        }
        None => json(input.kind, text),
    }
}

/// The JSON that a text becomes.
pub(crate) fn json(kind: Kind, text: &str) -> Result<Json, String> {
    match kind {
        Kind::Text | Kind::File => Ok(Json::from(text)),
        Kind::Whole => {
            let whole = text.parse::<i64>().map(Json::from).or_else(|_| text.parse::<u64>().map(Json::from));
            whole.map_err(|_| format!("`{text}` is no whole number"))
        }
        Kind::Number => {
            let number = text.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
            number.map(Json::Number).ok_or_else(|| format!("`{text}` is no number"))
        }
        Kind::Flag => match text {
            "true" => Ok(Json::Bool(true)),
            "false" => Ok(Json::Bool(false)),
            _ => Err(format!("`{text}` is neither `true` nor `false`")),
        },
        Kind::Json => serde_json::from_str(text).map_err(|error| format!("this is not JSON: {error}")),
    }
}

/// A value that stands in a file. Nothing of it is in an error.
pub(crate) fn from_file(input: &Input, path: &str) -> Result<Json, Failure> {
    let bytes = read(path)?;
    if input.kind == Kind::File {
        return Ok(Json::from(Binary::from(bytes).to_base64()));
    }
    let wrong = |what: &str| Failure::usage(format!("{}: {path}: {what}", input.shown()));
    let text = std::str::from_utf8(&bytes).map_err(|_| wrong("it is not UTF-8"))?;
    json(input.kind, text.trim_end_matches(['\r', '\n'])).map_err(|_| wrong("it does not hold such a value"))
}

/// The bytes of a file, or of standard input.
pub(crate) fn read(path: &str) -> Result<Bytes, Failure> {
    let read = || -> io::Result<Vec<u8>> {
        if path != "-" {
            return fs::read(path);
        }
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map(Bytes::from).map_err(|error| Failure::usage(format!("{path}: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_json() {
        for (kind, text, expected) in [
            (Kind::Text, "7", Some("\"7\"")),
            (Kind::Whole, "-7", Some("-7")),
            (Kind::Whole, "18446744073709551615", Some("18446744073709551615")),
            (Kind::Whole, "7.5", None),
            (Kind::Number, "7.5", Some("7.5")),
            (Kind::Number, "NaN", None),
            (Kind::Flag, "true", Some("true")),
            (Kind::Flag, "yes", None),
            (Kind::Json, "{\"a\":1}", Some("{\"a\":1}")),
            (Kind::Json, "{", None),
        ] {
            assert_eq!(json(kind, text).ok().map(|json| json.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn listed_values_are_matched_in_any_case() {
        let values: &[(&str, &str)] = &[("CSV", "Commas."), ("TSV", "")];
        let open = Input { values, ..Input::new("format", "FORMAT") };
        let closed = Input { is_closed: true, ..open };
        for (input, text, expected) in [
            (open, "csv", Some("CSV")),
            (open, "XML", Some("XML")),
            (closed, "tsv", Some("TSV")),
            (closed, "XML", None),
        ] {
            assert_eq!(known(&input, text).ok(), expected.map(Json::from), "{text}");
        }
    }
}
