//! Where output goes: below its folder, under names that every file system takes apart.

use std::collections::BTreeSet;
use std::path::Path;

use apiloom_codegen::GeneratedFiles;

/// Names that Windows keeps for devices, whatever their extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// # Errors
/// The path that could lead elsewhere, or that is another one where case is ignored.
pub fn check(files: &GeneratedFiles) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for (path, _) in files.iter() {
        if !path.split('/').all(is_plain) || Path::new(path).extension().is_none_or(|extension| extension != "rs") {
            return Err(format!("output goes to {path:?}"));
        }
        if !seen.insert(path.to_ascii_lowercase()) {
            return Err(format!("two files are {path:?} where case is ignored"));
        }
    }
    Ok(())
}

/// A name of letters, digits and `_`, with an extension or without.
fn is_plain(part: &str) -> bool {
    let name = part.strip_suffix(".rs").unwrap_or(part);
    let is_device = DEVICES.contains(&name)
        || name
            .strip_prefix("com")
            .or(name.strip_prefix("lpt"))
            .is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit()));
    !is_device && !name.is_empty() && name.len() <= 200 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn only_plain_names_pass() {
        assert!(["lib.rs", "models", "a_1.rs", "comet.rs", "com"].into_iter().all(is_plain));
        assert!(!["..", ".", "", ".rs", "a b.rs", "nul.rs", "com1.rs", "a\0", "a.txt", "~"].into_iter().any(is_plain));
    }
}
