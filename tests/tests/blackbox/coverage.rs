//! What docs/coverage.md and docs/security.md claim is true: every row names a test, and that test exists.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text of every Rust file below a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text += &sources(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text += &std::fs::read_to_string(path).unwrap();
        }
    }
    text
}

/// The rows of all tables: the cells, without those of heads and rules.
fn rows(document: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for line in document.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<String> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        let is_head = cells.last().is_some_and(|cell| cell == "test" || cell.starts_with("---"));
        if !is_head {
            rows.push(cells);
        }
    }
    rows
}

#[test]
fn every_row_of_the_coverage_table_names_tests_that_exist() {
    let document = std::fs::read_to_string(root().join("docs/coverage.md")).unwrap();
    let tests = sources(&root().join("tests/tests")) + sources(&root().join("crates")).as_str();
    let rows = rows(&document);
    assert!(rows.len() > 100, "only {} rows were found", rows.len());
    for row in rows {
        assert_eq!(row.len(), 3, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        let named: Vec<&str> = row[2].split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test in {row:?}");
        for name in named {
            assert!(tests.contains(&format!("fn {name}(")), "there is no test {name}: {row:?}");
        }
    }
}

/// The entries of docs/security.md, by group: how many there are.
const ENTRIES: [(char, usize); 7] = [('A', 9), ('B', 6), ('C', 5), ('D', 5), ('E', 6), ('F', 3), ('G', 10)];

/// The requirements of level 2 in the chapters that the document has.
const REQUIREMENTS: usize = 203;

#[test]
fn every_row_of_the_security_tables_has_its_state_and_names_tests_that_exist() {
    let document = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let tests = sources(&root().join("tests/tests")) + sources(&root().join("crates")).as_str();
    let rows = rows(&document);
    let entries = ENTRIES.iter().flat_map(|(group, count)| (1..=*count).map(move |n| format!("{group}{n}")));
    for entry in entries {
        let row = rows.iter().find(|row| row[0] == entry).unwrap_or_else(|| panic!("{entry} is missing"));
        assert!(row[2].contains('`'), "no test in {row:?}");
    }
    let requirements: Vec<_> = rows.iter().filter(|row| row[0].chars().filter(|c| *c == '.').count() == 2).collect();
    assert_eq!(requirements.len(), REQUIREMENTS);
    for row in &requirements {
        assert!(["met", "not applicable", "open"].contains(&row[2].as_str()) && !row[3].is_empty(), "{row:?}");
    }
    let words = document.split('`').skip(1).step_by(2);
    let is_test = |word: &&str| {
        word.len() > 24
            && !word.starts_with("deskhand_")
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
    };
    for name in words.filter(is_test) {
        assert!(tests.contains(&format!("fn {name}(")), "there is no test {name}");
    }
}
