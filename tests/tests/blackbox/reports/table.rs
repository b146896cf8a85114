//! A strict parser of CSV (RFC 4180), only for these tests.

use crate::support::Answer;

/// The records of a table: CRLF after each, quotes around whatever needs them, and around nothing half.
#[track_caller]
pub(super) fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![Vec::new()];
    let mut rest = text;
    while !rest.is_empty() {
        let (field, after) = if rest.starts_with('"') { quoted(rest) } else { plain(rest) };
        records.last_mut().unwrap().push(field);
        rest = if let Some(after) = after.strip_prefix("\r\n") {
            records.push(Vec::new());
            after
        } else {
            after.strip_prefix(',').unwrap_or_else(|| panic!("neither comma nor CRLF before {after:.40?}"))
        };
    }
    assert_eq!(records.pop().unwrap(), Vec::<String>::new(), "the last record has no CRLF");
    records
}

fn plain(text: &str) -> (String, &str) {
    let end = text.find([',', '\r', '\n', '"']).unwrap();
    assert!(text[end..].starts_with([',', '\r']), "a quote or line feed outside of quotes: {:.40?}", &text[end..]);
    (text[..end].to_owned(), &text[end..])
}

fn quoted(text: &str) -> (String, &str) {
    let mut field = String::new();
    let mut rest = &text[1..];
    loop {
        let end = rest.find('"').unwrap();
        field.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None => return (field, rest),
        }
    }
}

pub(super) const COLUMNS: [&str; 11] = [
    "ticket_id",
    "number",
    "subject",
    "body",
    "status",
    "resolved_at",
    "created_at",
    "first_response_at",
    "reporter",
    "assignee",
    "reopen_count",
];

/// The records below the head, each with all its columns.
#[track_caller]
pub(super) fn tickets(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    let table = answer.body.strip_prefix('\u{feff}').expect("the table begins with a byte order mark");
    let mut records = records(table);
    assert_eq!(records.remove(0), COLUMNS);
    assert!(records.iter().all(|record| record.len() == COLUMNS.len()));
    records
}

/// The numbers of the tickets, in their order.
#[track_caller]
pub(super) fn numbers(answer: &Answer) -> Vec<u64> {
    tickets(answer).iter().map(|record| record[1].parse().unwrap()).collect()
}

#[test]
fn the_reader_takes_tables_apart() {
    let table = "a,\"b,\"\"c\r\nd\"\r\n,\"\"\r\n";
    assert_eq!(records(table), [["a", "b,\"c\r\nd"], ["", ""]]);
}
