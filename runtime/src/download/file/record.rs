//! What is known of a partial file, beside it: of which file it is a part, and how much of it is safe on the disk.
//!
//! The first line is JSON and says what the whole file is. Each further line is a length up to which the partial file
//! was synced when the line was written. A line that is not whole was being written when everything stopped, and says
//! nothing.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use super::super::head::Representation;
use super::super::wrapping::Coding;
use super::lock::{self, Old};
use crate::body::length_of;

const VERSION: u32 = 1;

/// A line for each 16 MiB of the largest files.
const LONGEST: u64 = 1024 * 1024;

/// The first line. There is no link in it, and nothing that opens one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    version: u32,
    host: String,
    /// A checksum of scheme, host, port and path.
    source: String,
    etag: String,
    length: Option<u64>,
    coding: String,
    md5: Option<String>,
}

/// Where a file comes from.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::download) struct Source {
    pub(in crate::download) host: String,
    pub(in crate::download) name: String,
}

/// What a former run left.
pub(in crate::download) struct Left {
    pub(in crate::download) of: Representation,
    /// How much of it is there.
    pub(in crate::download) length: u64,
}

pub(super) struct Record(File);

impl Record {
    /// Begins a record; without a strong validator there is nothing to resume by.
    pub(super) fn begin(path: &Path, source: &Source, of: &Representation) -> io::Result<Option<Self>> {
        let Some(etag) = of.etag.clone() else { return Ok(None) };
        let line = Line {
            version: VERSION,
            host: source.host.clone(),
            source: source.name.clone(),
            etag,
            length: of.length,
            coding: of.coding.name().to_owned(),
            md5: of.md5.map(|md5| BASE64_STANDARD.encode(md5)),
        };
        let mut file = lock::create(path)?;
        file.write_all(format!("{}\n", serde_json::to_string(&line)?).as_bytes())?;
        Ok(Some(Self(file)))
    }

    /// Reads the record of a partial file; nothing if it is of another source, or not whole.
    pub(super) fn read(path: &Path, source: &Source) -> io::Result<Option<(Self, Left)>> {
        let Old::Ours(mut file) = lock::open_old(path)? else { return Ok(None) };
        let mut text = Vec::new();
        Read::by_ref(&mut file).take(LONGEST).read_to_end(&mut text)?;
        let Some((whole, left)) = parse(&text, source) else { return Ok(None) };
        // What comes next begins a line.
        file.set_len(whole)?;
        file.seek(SeekFrom::Start(whole))?;
        Ok(Some((Self(file), left)))
    }

    /// Says that so much is safe.
    pub(super) fn add(&mut self, length: u64) -> io::Result<()> {
        self.0.write_all(format!("{length}\n").as_bytes())?;
        self.0.sync_data()
    }
}

pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What the lines that are whole say, and their length.
fn parse(text: &[u8], source: &Source) -> Option<(u64, Left)> {
    let (whole, _torn) = std::str::from_utf8(text).ok()?.rsplit_once('\n')?;
    let mut lines = whole.lines();
    let line: Line = serde_json::from_str(lines.next()?).ok()?;
    let is_ours = line.version == VERSION && line.host == source.host && line.source == source.name;
    let length = lines.next_back()?.parse().ok()?;
    let is_possible = length > 0 && line.length.is_none_or(|whole| length <= whole);
    let of = Representation {
        etag: Some(line.etag),
        length: line.length,
        coding: Coding::named(&line.coding)?,
        md5: line.md5.and_then(|md5| BASE64_STANDARD.decode(md5).ok()?.try_into().ok()),
        is_open: false,
    };
    (is_ours && is_possible).then_some((length_of(whole.as_bytes()) + 1, Left { of, length }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str =
        r#"{"version":1,"host":"h","source":"s","etag":"\"e\"","length":100,"coding":"identity","md5":null}"#;

    fn length(text: &str) -> Option<u64> {
        let (whole, left) = parse(text.as_bytes(), &Source { host: "h".to_owned(), name: "s".to_owned() })?;
        assert_eq!(text.rfind('\n').unwrap() + 1, usize::try_from(whole).unwrap());
        Some(left.length)
    }

    #[test]
    fn the_last_whole_line_counts() {
        assert_eq!(length(&format!("{FIRST}\n10\n20\n")), Some(20));
        assert_eq!(length(&format!("{FIRST}\n10\n2")), Some(10));
        assert_eq!(length(&format!("{FIRST}\n10\n100\n")), Some(100));
        for nothing in ["", "\n", "10\n", FIRST, "{}\n10\n", "[1]\n10\n"] {
            assert_eq!(length(nothing), None, "{nothing}");
        }
        for last in ["", "0\n", "101\n", "-1\n", "x\n", "1", "99999999999999999999\n"] {
            assert_eq!(length(&format!("{FIRST}\n{last}")), None, "{last}");
        }
        for (from, to) in [("\"h\"", "\"i\""), ("\"s\"", "\"t\""), (":1,", ":2,"), ("identity", "br"), ("md5", "md6")] {
            assert_eq!(length(&format!("{}\n10\n", FIRST.replace(from, to))), None, "{to}");
        }
    }
}
