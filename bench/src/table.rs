//! A table that reads well on a terminal and as Markdown: both are the same text.

use std::collections::BTreeMap;

/// A table: the first columns are words, the others are figures.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
    words: usize,
}

impl Table {
    /// With these headings.
    #[must_use]
    pub fn of<const N: usize>(headings: [&str; N]) -> Self {
        Self::with_headings(headings.map(str::to_owned).to_vec())
    }

    /// With headings that are known only at run time.
    #[must_use]
    pub fn with_headings(headings: Vec<String>) -> Self {
        Self { rows: vec![headings], words: 1 }
    }

    /// So many columns from the left are words.
    #[must_use]
    pub const fn words(mut self, columns: usize) -> Self {
        self.words = columns;
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width =
            |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
        (0..columns).map(|column| width(column).unwrap_or_default().max(3)).collect()
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let widths = self.widths();
        for (place, row) in self.rows.iter().enumerate() {
            for (column, width) in widths.iter().enumerate() {
                let cell = row.get(column).map_or("", String::as_str);
                if column < self.words { write!(f, "| {cell:<width$} ")? } else { write!(f, "| {cell:>width$} ")? }
            }
            writeln!(f, "|")?;
            if place == 0 {
                for (column, width) in widths.iter().enumerate() {
                    let line = "-".repeat(width + 1);
                    if column < self.words { write!(f, "|{line}-")? } else { write!(f, "|{line}:")? }
                }
                writeln!(f, "|")?;
            }
        }
        Ok(())
    }
}

/// A figure with as many digits as it deserves.
#[must_use]
pub fn number(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => thousands(value.round() as i64),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// A ratio, or a dash where there is none.
#[must_use]
pub fn times(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"))
}

/// How often each status was answered.
#[must_use]
pub fn statuses(counted: &BTreeMap<u16, u64>) -> String {
    let words: Vec<String> = counted.iter().map(|(status, count)| format!("{status}: {count}")).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

/// A whole number with its thousands apart.
#[must_use]
pub fn thousands(value: i64) -> String {
    let digits = value.abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_the_text_is_markdown() {
        let mut table = Table::of(["operation", "p99"]);
        table.row(["read".to_owned(), "1.25".to_owned()]);
        table.row(["list, é".to_owned(), "12,345".to_owned()]);

        let lines = [
            "| operation |    p99 |",
            "|-----------|-------:|",
            "| read      |   1.25 |",
            "| list, é   | 12,345 |",
            "",
        ];
        assert_eq!(table.to_string(), lines.join("\n"));
    }

    #[test]
    fn figures_have_the_digits_that_matter() {
        for (value, text) in [(0.1234, "0.12"), (12.34, "12.3"), (123.4, "123"), (1_234_567.0, "1,234,567")] {
            assert_eq!(number(value), text);
        }
        assert_eq!(thousands(-1000), "-1,000");
        assert_eq!(times(None), "-");
    }
}
