//! Rows as a table: columns as wide as their widest cell.

use unicode_width::UnicodeWidthStr as _;

/// The lines of a table. The last column is not padded.
pub(crate) fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> Vec<String> {
    let head = head.map(str::to_owned);
    let all: Vec<&[String; N]> = std::iter::once(&head).chain(rows).collect();
    let widths: Vec<usize> = (0..N)
        .map(|column| all.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0))
        .collect();
    all.iter().map(|row| line(row, &widths)).collect()
}

fn line<const N: usize>(row: &[String; N], widths: &[usize]) -> String {
    let padded = row.iter().zip(widths).map(|(cell, widest)| format!("{cell}{}", " ".repeat(widest - cell.width())));
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["1", "zoë", "A lamp"], ["1234567", "bob", ""]].map(|row| row.map(str::to_owned));
        let expected = ["NUMBER   WHO  TITLE", "1        zoë  A lamp", "1234567  bob"];
        assert_eq!(table(["NUMBER", "WHO", "TITLE"], &rows), expected);
        let wide = [["東京", "A"], ["👩‍💻", "B"], ["e\u{301}", "C"]].map(|row| row.map(str::to_owned));
        assert_eq!(table(["WHO", "TITLE"], &wide), ["WHO   TITLE", "東京  A", "👩‍💻    B", "e\u{301}     C"]);
    }
}
