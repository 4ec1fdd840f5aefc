//! What changes mean for a version.

use semver::Version;

use super::change::Level;

/// The version after these changes, as Cargo reads versions: before 1.0.0 the leftmost number that is not 0 is the
/// one that breaks.
pub(super) fn next(current: &Version, level: Level) -> Version {
    let Version { major, minor, patch, .. } = *current;
    // `1.2.3-rc.1` comes before `1.2.3`, which may still hold anything.
    if !current.pre.is_empty() {
        return Version::new(major, minor, patch);
    }
    match (level, major, minor) {
        (Level::None, ..) => Version::new(major, minor, patch),
        (Level::Patch, ..) | (Level::Minor, 0, 1..) => Version::new(major, minor, patch.saturating_add(1)),
        (Level::Minor | Level::Major, 0, 0) => Version::new(0, 0, patch.saturating_add(1)),
        (Level::Major, 0, _) | (Level::Minor, ..) => Version::new(major, minor.saturating_add(1), 0),
        (Level::Major, ..) => Version::new(major.saturating_add(1), 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Version, next};

    #[test]
    fn versions_rise_as_cargo_reads_them() {
        let cases = [
            (Version::new(1, 2, 3), ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]),
            (Version::new(0, 4, 2), ["0.4.2", "0.4.3", "0.4.3", "0.5.0"]),
            (Version::new(0, 0, 7), ["0.0.7", "0.0.8", "0.0.8", "0.0.8"]),
        ];
        for (current, expected) in cases {
            let levels = [Level::None, Level::Patch, Level::Minor, Level::Major];
            let found = levels.map(|level| next(&current, level).to_string());
            assert_eq!(found, expected, "{current}");
        }
        let candidate = Version { pre: semver::Prerelease::new("rc.1").unwrap_or_default(), ..Version::new(2, 0, 0) };
        assert_eq!(next(&candidate, Level::Major), Version::new(2, 0, 0));
    }
}
