//! Tables as `pg_dump --data-only` writes them: `COPY table (columns) FROM stdin;`, lines of values, and `\.`.

use std::collections::HashMap;

use super::error::ConvertError;

/// The rows of a table.
pub(super) struct Table {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

/// The columns and the rows of a table.
type Contents = (Vec<String>, Vec<Vec<Option<String>>>);

/// A row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    values: &'a [Option<String>],
}

/// The tables of these names.
pub(super) fn tables<const N: usize>(dump: &str, names: [&'static str; N]) -> Result<[Table; N], ConvertError> {
    let mut found: HashMap<String, Contents> = HashMap::new();
    let mut lines = dump.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        let Some((table, columns)) = head(line) else { continue };
        let mut rows = Vec::new();
        for (place, line) in lines.by_ref().take_while(|(_, line)| *line != "\\.") {
            let values: Vec<_> = line.split('\t').map(value).collect();
            if values.len() != columns.len() {
                return Err(ConvertError::OddLine(place + 1));
            }
            rows.push(values);
        }
        found.insert(table, (columns, rows));
    }
    let mut missing = None;
    let tables = names.map(|name| {
        let (columns, rows) = found.remove(name).unwrap_or_else(|| {
            missing.get_or_insert(name);
            Default::default()
        });
        Table { name, columns, rows }
    });
    missing.map_or(Ok(tables), |name| Err(ConvertError::NoTable(format!("table {name}"))))
}

/// The table and the columns of a `COPY` line.
fn head(line: &str) -> Option<(String, Vec<String>)> {
    let (table, rest) = line.strip_prefix("COPY ")?.split_once(" (")?;
    let columns = rest.strip_suffix(") FROM stdin;")?;
    let plain = |name: &str| name.trim().trim_matches('"').to_owned();
    let table = table.rsplit('.').next().map(plain)?;
    Some((table, columns.split(',').map(plain).collect()))
}

/// `\N` is NULL; a backslash before some letters means a control character.
fn value(text: &str) -> Option<String> {
    if text == "\\N" {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next().map(|escaped| match escaped {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'v' => '\u{b}',
                other => other,
            })),
            letter => plain.push(letter),
        }
    }
    Some(plain)
}

impl Table {
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|values| Row { table: self, values })
    }
}

impl<'a> Row<'a> {
    /// The value of the first of these columns that there is.
    pub(super) fn get(self, names: &[&str]) -> Option<&'a str> {
        let column = |name: &&str| self.table.columns.iter().position(|column| column == name);
        self.values.get(names.iter().find_map(column)?)?.as_deref()
    }

    pub(super) fn need(self, names: &[&str]) -> Result<&'a str, ConvertError> {
        let wanted = || format!("value in the column {} of {}", names.join(" or "), self.table.name);
        self.get(names).ok_or_else(|| ConvertError::NoTable(wanted()))
    }

    pub(super) fn flag(self, names: &[&str]) -> bool {
        matches!(self.get(names), Some("t" | "true" | "1"))
    }
}
