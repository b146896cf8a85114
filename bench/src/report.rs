//! The report, in Markdown.

use crate::verdict::{Check, Row, Verdict};

pub(crate) struct OnDatabase {
    pub(crate) name: &'static str,
    pub(crate) tables: Vec<Table>,
    pub(crate) checks: Vec<Check>,
}

/// Rows with the same two sides.
pub(crate) struct Table {
    pub(crate) title: String,
    pub(crate) sides: [&'static str; 2],
    pub(crate) rows: Vec<Row>,
}

pub(crate) fn markdown(command: &str, base: &str, databases: &[OnDatabase]) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let sections: String = databases.iter().map(OnDatabase::section).collect();
    format!(
        "# Benchmarks\n\nWritten by `{command}` on {cores} cores. Compared with: {base}.\nTimes are in milliseconds. How this \
         is measured, and what the verdicts mean: bench/README.md.\n{sections}"
    )
}

impl OnDatabase {
    /// Each row and check with this verdict, in one line.
    pub(crate) fn lines_with(&self, verdict: Verdict) -> Vec<String> {
        let rows = self.tables.iter().flat_map(|table| &table.rows).map(Row::check);
        let all = rows.chain(self.checks.iter().cloned()).filter(|check| check.verdict == verdict);
        all.map(|check| format!("{}, {check}", self.name)).collect()
    }

    fn section(&self) -> String {
        let tables: String = self.tables.iter().map(Table::section).collect();
        let checks = self.checks.iter().map(|check| {
            let verdict = check.verdict.to_string();
            vec![check.name.clone(), check.measured.clone(), check.wanted.clone(), verdict]
        });
        let checks = grid(&["what", "measured", "wanted", "verdict"], checks);
        format!("\n## {}\n{tables}\nThis build alone:\n\n{checks}", self.name)
    }
}

impl Table {
    fn section(&self) -> String {
        let [first, second] = self.sides;
        let [first, second, first_p99, second_p99] =
            [format!("{first}/s"), format!("{second}/s"), format!("{first} p99"), format!("{second} p99")];
        let headings = ["row", &first, &second, &first_p99, &second_p99, "failed", "ratio", "wanted", "verdict"];
        format!("\n{}:\n\n{}", self.title, grid(&headings, self.rows.iter().map(cells)))
    }
}

fn cells(row: &Row) -> Vec<String> {
    let Check { name, measured, wanted, verdict } = row.check();
    let mut cells = vec![name];
    cells.extend([&row.first, &row.second].map(|side| format!("{:.0}", side.per_second)));
    cells.extend([&row.first, &row.second].map(|side| format!("{:.1}", side.p99)));
    cells.extend([row.failures().to_string(), measured, wanted, verdict.to_string()]);
    cells
}

fn grid(headings: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let ruler = "|---".repeat(headings.len());
    let lines: String = rows.map(|row| format!("| {} |\n", row.join(" | "))).collect();
    format!("| {} |\n{ruler}|\n{lines}", headings.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Bar, Figures, Spread};

    #[test]
    fn a_row_shows_its_spread_and_its_verdict() {
        let side = Figures { per_second: 99.6, p99: 4.04, failures: 0 };
        let (name, bar) = ("list".to_owned(), Some(Bar::AtLeast(0.85)));
        let row = Row { name, first: side.clone(), second: side, spread: Spread::of(&[0.9, 1.0, 1.1]), bar };
        assert_eq!(cells(&row), ["list", "100", "100", "4.0", "4.0", "0", "1.00 (0.90 to 1.10)", ">= 0.85", "met"]);
    }
}
