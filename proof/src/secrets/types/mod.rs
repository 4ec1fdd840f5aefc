//! Every public type of the runtime and of a generated client: whatever shows itself was looked at with secrets planted
//! (S4).
//!
//! The list of types is read from the sources, and the list of what was looked at is made by looking, so that neither can
//! fall behind. A type needs no look if it shows nothing, or if nothing in it can be secret, which the sources tell.

mod looked;
mod plain;
mod source;
mod views;

use std::io;

use apiloom_chaos::secrets::{Scanner, Sentinels};

use self::looked::Looked;
use self::source::{Source, Type};
use super::certificate::Made;
use super::run::without;
use crate::corpus;
use crate::report::{Report, Row};
use crate::robust::planted::PERSON;

/// What became of the list.
#[derive(Default)]
struct Tally {
    all: u64,
    looked_at: usize,
    plain: usize,
    mute: usize,
    missing: Vec<String>,
}

pub(super) fn run(planted: &Sentinels, report: &mut Report) -> io::Result<()> {
    let made = Made::new()?;
    // Whoever asks for his data may print it.
    let scanner = Scanner::new(&without(&made.among(planted), PERSON));
    let mut looked = Looked::new(&scanner);
    views::look(planted, &made, &mut looked)?;
    let tally = tally(&sources()?, &looked);
    let row = Row {
        promise: "S4",
        measure: format!(
            "public types, of which {} were looked at with secrets in them, {} can hold none, and {} show nothing: types \
             that nobody looked at",
            tally.looked_at, tally.plain, tally.mute
        ),
        count: tally.all,
        result: tally.missing.len().to_string(),
        promised: "0".to_owned(),
    };
    report.must_hold(tally.missing.is_empty(), row);
    tally.missing.into_iter().for_each(|missing| report.finding(missing));
    let found = scanner.report();
    report.must_be_none("S4", "secrets in what they show (bytes scanned)", found.findings.len(), found.bytes());
    found.findings.iter().for_each(|finding| report.finding(finding.to_string()));
    Ok(())
}

fn sources() -> io::Result<[Source; 2]> {
    Ok([
        Source::read("apiloom_runtime", &corpus::root().join("runtime/src/lib.rs"))?,
        Source::read("partner_insights", &corpus::root().join("generated/lib.rs"))?,
    ])
}

fn tally(sources: &[Source], looked: &Looked<'_>) -> Tally {
    let all: Vec<&Type> = sources.iter().flat_map(|source| &source.types).collect();
    let plain = plain::plain(&all);
    let mut tally = Tally::default();
    for source in sources {
        for public in source.types.iter().filter(|of| of.is_public) {
            tally.all += 1;
            let views: Vec<_> = ["Debug", "Display"].into_iter().filter(|view| source.has(view, public)).collect();
            match () {
                () if views.is_empty() => tally.mute += 1,
                () if views.iter().all(|view| looked.has(view, &public.path)) => tally.looked_at += 1,
                () if plain::holds_atoms(public, &plain) => tally.plain += 1,
                () => tally.missing.push(format!("{}: nobody looked at its {}", public.path, views.join(" and "))),
            }
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use apiloom_chaos::secrets::Scanner;

    use super::looked::Looked;
    use super::source::Source;
    use super::{run, tally};
    use crate::corpus;
    use crate::report::Report;
    use crate::robust::planted::planted;

    const MADE_UP: &str = r"
        mod inner {
            pub struct Loud(String);
            impl std::fmt::Debug for Loud {}
            impl std::fmt::Display for Loud {}
            #[derive(Clone, Debug)]
            pub struct Count { of: Option<Choice>, name: &'static str, with: fn(&str) -> String }
            #[derive(Debug)]
            pub enum Choice { One, Other(u64) }
            pub struct Silent(String);
            #[derive(Debug)]
            struct Private(String);
        }
        #[derive(Debug)]
        pub enum Word { Known, Unknown(Box<str>) }
        macro_rules! views { ($($type:ident)*) => { $(impl std::fmt::Debug for $type {})* } }
        pub struct Shown(String);
        views!(Shown);
        #[cfg(test)]
        mod tests { #[derive(Debug)] pub struct Tested(String); }
    ";

    #[test]
    fn a_type_that_nobody_looked_at_is_named() -> io::Result<()> {
        let folder = corpus::workplace("secrets-made-up");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("lib.rs"), MADE_UP)?;
        let source = Source::read("made_up", &folder.join("lib.rs"))?;
        let scanner = Scanner::new(&planted(1));
        let tally = tally(&[source], &Looked::new(&scanner));
        assert_eq!((tally.all, tally.looked_at, tally.plain, tally.mute), (6, 0, 2, 1));
        let expected = [
            "made_up::inner::Loud: nobody looked at its Debug and Display",
            "made_up::Word: nobody looked at its Debug",
            "made_up::Shown: nobody looked at its Debug",
        ];
        assert_eq!(tally.missing, expected);
        Ok(())
    }

    #[test]
    fn every_public_type() -> io::Result<()> {
        let mut report = Report::default();
        run(&planted(1), &mut report)?;
        assert!(report.holds(), "{report}\n{}", report.findings().join("\n"));
        Ok(())
    }
}
