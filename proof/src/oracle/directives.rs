//! What a build script may say to Cargo: lines of a few kinds. Any other line would set flags, variables or the
//! linker of whoever builds.

/// What the generator has reason to say.
const KNOWN: &[&str] = &["rerun-if-changed", "rerun-if-env-changed", "warning", "error", "metadata"];

/// How many directives a build script printed.
///
/// # Errors
/// The line that is none of the known ones, or that a terminal would obey.
pub fn check(stdout: &[u8]) -> Result<u64, String> {
    let text = std::str::from_utf8(stdout).map_err(|error| format!("a build script's output: {error}"))?;
    // Cargo ends lines at line feeds alone; a carriage return is for whoever looks at the log.
    let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
    let mut count = 0;
    for line in lines.filter(|_| !text.is_empty()) {
        let directive = line.strip_prefix("cargo::").and_then(|rest| rest.split_once('='));
        let is_known = directive.is_some_and(|(name, text)| KNOWN.contains(&name) && !text.contains(char::is_control));
        if !is_known {
            return Err(format!("a build script says {line:?}"));
        }
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_known_directives_pass() {
        assert_eq!(check(b""), Ok(0));
        assert_eq!(check(b"cargo::error=a: b\ncargo::rerun-if-changed=spec\n"), Ok(2));
        let hostile: [&[u8]; 5] = [
            b"cargo::rustc-env=P=1\n",
            b"cargo:rustc-link-arg=-Wl\n",
            b"cargo::error=a\nb\n",
            b"cargo::error=a\rb\n",
            b"cargo::error=\x1b[31m\n",
        ];
        assert!(hostile.into_iter().all(|said| check(said).is_err()));
    }
}
