//! Every file that a comment or a document names is in the repository.

use std::path::{Path, PathBuf};

use crate::repository::{files_below, has_extension, relative, root};

/// A word that ends in one of these names a file.
const EXTENSIONS: [&str; 8] = ["rs", "md", "sh", "toml", "yaml", "yml", "service", "sql"];

/// Files that operators and users make; they are not in the repository.
const OPERATORS_FILES: [&str; 3] = ["client.toml", "config/local.toml", "local.toml"];

#[test]
fn every_cited_file_exists() {
    let repository = Repository::read();
    let mut missing = Vec::new();
    for file in &repository.files {
        let Some(prose) = prose_of(file) else { continue };
        for (number, line) in prose {
            for cited in cited_files(&line).filter(|cited| !repository.has(cited)) {
                missing.push(format!("{}:{number}: {cited}", relative(file)));
            }
        }
    }
    assert!(missing.is_empty(), "{} cited file(s) do not exist:\n{}", missing.len(), missing.join("\n"));
}

struct Repository {
    files: Vec<PathBuf>,
    /// Each with a slash before it.
    paths: Vec<String>,
}

impl Repository {
    fn read() -> Self {
        let files = files_below(&root());
        let paths = files.iter().map(|file| format!("/{}", relative(file))).collect();
        Self { files, paths }
    }

    /// A citation may leave out the first folders of the path: `lib.rs`, `src/lib.rs`, `crates/domain/src/lib.rs`.
    fn has(&self, cited: &str) -> bool {
        let end = format!("/{cited}");
        OPERATORS_FILES.contains(&cited) || self.paths.iter().any(|path| path.ends_with(&end))
    }
}

/// Comments of source and configuration, the whole text of documents; by line number.
fn prose_of(file: &Path) -> Option<Vec<(usize, String)>> {
    let marker = match () {
        () if has_extension(file, "md") => "",
        () if has_extension(file, "rs") => "//",
        () if ["sh", "toml", "yaml", "yml", "service"].iter().any(|extension| has_extension(file, extension)) => "#",
        () if file.ends_with("Makefile") || file.ends_with("Dockerfile") => "#",
        () => return None,
    };
    let text = std::fs::read_to_string(file).ok()?;
    let lines = text.lines().enumerate().filter_map(|(i, line)| Some((i + 1, comment(line, marker)?.to_owned())));
    Some(lines.collect())
}

/// The text after `marker`, unless that is in a string or a URL.
fn comment<'a>(line: &'a str, marker: &str) -> Option<&'a str> {
    let mut starts = line.match_indices(marker).map(|(start, _)| line.split_at(start));
    let (_, comment) =
        starts.find(|(before, _)| before.matches('"').count() % 2 == 0 && !before.ends_with([':', '$', '{', '\'']))?;
    Some(comment.trim_start_matches(marker))
}

fn cited_files(line: &str) -> impl Iterator<Item = String> {
    let is_apart = |c: char| c.is_whitespace() || "`\"'()[]<>|,;=".contains(c);
    line.split(is_apart).filter_map(cited_file).map(str::to_owned)
}

/// The file in a word such as `docs/domain.md#mail`. Web addresses, patterns and places outside are none.
fn cited_file(word: &str) -> Option<&str> {
    let word = word.split('#').next()?.trim_end_matches(['.', ':', '!', '?']);
    // `lib.rs:12`
    let word = word.split_once(".rs:").map_or(word, |(stem, _)| &word[..stem.len() + 3]);
    let is_outside = word.contains("://")
        || word.starts_with(['/', '~'])
        || word.starts_with("target/")
        || word.contains(['*', '{', '}', '$', '\\']);
    let word = word.trim_start_matches("../").trim_start_matches("./");
    let (stem, extension) = word.rsplit_once('.')?;
    let is_file = EXTENSIONS.contains(&extension) && !stem.is_empty() && !stem.ends_with('/');
    (is_file && !is_outside && !stem.contains("NNNN")).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_prose_and_addresses_are_not() {
        let line = "see docs/domain.md#mail, `locks.rs` (or tests/tour.sh). https://example.com/a.md *.rs /etc/x.toml";
        let found: Vec<String> = cited_files(line).collect();
        assert_eq!(found, ["docs/domain.md", "locks.rs", "tests/tour.sh"]);
    }

    #[test]
    fn a_comment_begins_outside_of_strings() {
        assert_eq!(comment(r#"let url = "http://a.rs"; // see lib.rs"#, "//"), Some(" see lib.rs"));
        assert_eq!(comment(r#"let text = "a // lib.rs";"#, "//"), None);
        assert_eq!(comment("run: $# # see c.sh", "#"), Some(" see c.sh"));
    }

    #[test]
    fn a_file_that_is_not_there_is_missed() {
        let repository = Repository::read();
        for cited in ["lib.rs", "src/lib.rs", "domain/src/lib.rs", "crates/domain/src/lib.rs", "README.md"] {
            assert!(repository.has(cited), "{cited}");
        }
        for cited in ["no_such_file.rs", "domain/no_such_file.md", "omain/src/lib.rs"] {
            assert!(!repository.has(cited), "{cited}");
        }
    }
}
