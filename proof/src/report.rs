//! What a command found: rows of a Markdown table, and how to see again what broke.

use std::fmt;

/// The outcome of a command.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<(Row, Verdict)>,
    findings: Vec<String>,
}

/// A line of the table.
#[derive(Debug)]
pub(crate) struct Row {
    /// Ids of what is promised, as in the documentation: `A58, G2`.
    pub(crate) promise: &'static str,
    /// What was measured.
    pub(crate) measure: String,
    /// In how many cases.
    pub(crate) count: u64,
    /// What came out.
    pub(crate) result: String,
    /// What was promised.
    pub(crate) promised: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Held,
    Broken,
    /// Nothing is promised: the number is for information.
    Shown,
}

impl Report {
    /// A promise, and whether it held.
    pub(crate) fn must_hold(&mut self, held: bool, row: Row) {
        self.rows.push((row, if held { Verdict::Held } else { Verdict::Broken }));
    }

    /// A promise about a number of failures: there are none.
    pub(crate) fn must_be_none(&mut self, promise: &'static str, measure: &str, failures: usize, count: u64) {
        let row =
            Row { promise, measure: measure.to_owned(), count, result: failures.to_string(), promised: "0".to_owned() };
        self.must_hold(failures == 0, row);
    }

    /// A number that is good to know.
    pub(crate) fn note(&mut self, row: Row) {
        self.rows.push((row, Verdict::Shown));
    }

    /// What broke, and how to see it again.
    pub(crate) fn finding(&mut self, text: String) {
        self.findings.push(text);
    }

    pub(crate) fn findings(&self) -> &[String] {
        &self.findings
    }

    /// Whether every promise held.
    pub(crate) fn holds(&self) -> bool {
        self.rows.iter().all(|(_, verdict)| *verdict != Verdict::Broken)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| promise | measure | count | result | promised |")?;
        writeln!(formatter, "| --- | --- | ---: | ---: | ---: |")?;
        for (Row { promise, measure, count, result, promised }, verdict) in &self.rows {
            let (result, count) = (in_bold(result, *verdict), grouped(*count));
            writeln!(formatter, "| {promise} | {measure} | {count} | {result} | {promised} |")?;
        }
        Ok(())
    }
}

/// What is not as promised must not be overlooked.
fn in_bold(result: &str, verdict: Verdict) -> String {
    if verdict == Verdict::Broken { format!("**{result}**") } else { result.to_owned() }
}

/// `1,000,000`.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Report, grouped};

    #[test]
    fn a_table_shows_what_broke() {
        let mut report = Report::default();
        report.must_be_none("G2", "mutated specs that panic", 0, 1_000_000);
        assert!(report.holds());
        report.must_be_none("G1", "injections", 2, 7);
        assert!(!report.holds());
        let table = "| promise | measure | count | result | promised |\n| --- | --- | ---: | ---: | ---: |\n\
                     | G2 | mutated specs that panic | 1,000,000 | 0 | 0 |\n| G1 | injections | 7 | **2** | 0 |\n";
        assert_eq!(report.to_string(), table);
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!([0, 999, 1_000, 12_345].map(grouped), ["0", "999", "1,000", "12,345"]);
    }
}
