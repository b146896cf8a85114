use super::{OnDatabase, Report};
use crate::verdict::{Check, Figures, Row};

pub(super) fn of(report: &Report) -> String {
    let command = if report.quick { "make bench-quick" } else { "make bench" };
    let databases: String = report.databases.iter().map(on_database).collect();
    format!(
        "# Benchmarks\n\nWritten by `{command}`; compared with: {}. {}.\n\n{HOW}{databases}",
        report.base,
        machine()
    )
}

const HOW: &str = "\
Load tool, server and PostgreSQL share these cores, so only figures of one run compare. The two sides of a row are driven in
short turns that alternate; a ratio is that of two neighbouring turns, given as the median of all with the smallest and the
largest. A bar counts as met or missed where the interval of the median (at 90 %) is on one side of it; else noise decides.
Requests a second and p99 (in milliseconds) are medians of the turns. More: [bench/README.md](../bench/README.md).
";

fn on_database(database: &OnDatabase) -> String {
    let mut text = format!("\n## {}\n", database.name);
    if !database.compared.is_empty() {
        text.push_str("\nThis build beside the base, by requests a second:\n\n");
        text.push_str(&pairs(&database.compared, ["this/s", "base/s", "this p99", "base p99"]));
    }
    text.push_str("\nThis build with many tickets beside few, by p99, at 16 connections:\n\n");
    text.push_str(&pairs(&database.growth, ["many/s", "few/s", "many p99", "few p99"]));
    text.push_str("\nThis build with 64 connections beside 1, by requests a second:\n\n");
    text.push_str(&pairs(std::slice::from_ref(&database.opening), ["64: /s", "1: /s", "64: p99", "1: p99"]));
    text.push_str("\nThis build alone:\n\n");
    text.push_str(&checks(&database.checks));
    text
}

fn pairs(rows: &[Row], [first, second, first_p99, second_p99]: [&str; 4]) -> String {
    let headings = ["row", first, second, first_p99, second_p99, "failed", "ratio", "bar", "verdict"];
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    table(&headings, &cells)
}

fn cells(row: &Row) -> Vec<String> {
    let per_second = |side: &Figures| format!("{:.0}", side.per_second);
    let p99 = |side: &Figures| format!("{:.1}", side.p99);
    let spread = row.spread;
    vec![
        row.name.clone(),
        per_second(&row.first),
        per_second(&row.second),
        p99(&row.first),
        p99(&row.second),
        row.failures().to_string(),
        format!("{:.2} ({:.2} to {:.2})", spread.median, spread.min, spread.max),
        row.bar.map_or_else(String::new, |bar| bar.to_string()),
        row.verdict().to_string(),
    ]
}

fn checks(checks: &[Check]) -> String {
    let cells: Vec<Vec<String>> = checks
        .iter()
        .map(|check| vec![check.name.clone(), check.measured.clone(), check.wanted.clone(), check.verdict.to_string()])
        .collect();
    table(&["what", "measured", "wanted", "verdict"], &cells)
}

fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let ruler = "|---".repeat(headings.len());
    let lines: String = rows.iter().map(|row| format!("| {} |\n", row.join(" | "))).collect();
    format!("| {} |\n{ruler}|\n{lines}", headings.join(" | "))
}

/// So that a reader can compare the figures with their own.
fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name\t: "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores", model.unwrap_or(std::env::consts::ARCH))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Bar, Spread};

    #[test]
    fn a_row_shows_its_spread_and_its_verdict() {
        let side = Figures { per_second: 99.6, p99: 4.04, failures: 0 };
        let spread = Spread::of(&[0.9, 1.0, 1.1]).unwrap();
        let row =
            Row { name: "list".to_owned(), first: side.clone(), second: side, spread, bar: Some(Bar::AtLeast(0.85)) };
        assert_eq!(cells(&row), ["list", "100", "100", "4.0", "4.0", "0", "1.00 (0.90 to 1.10)", ">= 0.85", "met"]);
    }
}
