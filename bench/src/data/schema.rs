//! Which schema, and which demonstration, a kept database is of.

use std::path::{Path, PathBuf};

use anyhow::Context;
use sha2::{Digest, Sha256};

/// What decides on the contents of a filled database.
const SOURCES: &[&str] = &["../migrations/src", "../crates/server/src/commands/demo"];

const LENGTH: usize = 12;

pub(super) fn fingerprint() -> anyhow::Result<String> {
    let mut files = Vec::new();
    for source in SOURCES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
        let listed = std::fs::read_dir(&folder).with_context(|| format!("{} is not there", folder.display()))?;
        for entry in listed {
            files.push(entry?.path());
        }
    }
    digest_of(files)
}

fn digest_of(mut files: Vec<PathBuf>) -> anyhow::Result<String> {
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        hasher.update(std::fs::read(file)?);
    }
    let digest = hasher.finalize();
    let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(text.chars().take(LENGTH).collect())
}

pub(super) fn is_fingerprint(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.len() == LENGTH && name.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_changes_with_any_file_and_with_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        std::fs::write(&one, "1").unwrap();
        std::fs::write(&two, "2").unwrap();
        let before = digest_of(vec![one.clone(), two.clone()]).unwrap();

        assert_eq!(digest_of(vec![two.clone(), one.clone()]).unwrap(), before);
        std::fs::write(&two, "3").unwrap();
        assert_ne!(digest_of(vec![one, two]).unwrap(), before);
    }

    #[test]
    fn only_fingerprints_are_taken_for_fingerprints() {
        assert!(is_fingerprint(Path::new(&fingerprint().unwrap())));
        assert!(!is_fingerprint(Path::new("postgres")));
    }
}
