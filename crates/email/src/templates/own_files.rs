//! The files of an operator, which take the place of embedded ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::embedded;
use super::template_error::TemplateError;

/// The texts of an operator's files by their names, such as `ticket_opened/body.txt`.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnFiles {
    folder: PathBuf,
    texts: BTreeMap<String, String>,
}

impl OwnFiles {
    /// Reads all files of the folder. Names that begin with a dot are those of editors and version control, and left aside.
    pub(super) fn read(folder: &Path) -> Result<Self, TemplateError> {
        let mut files = Self { folder: folder.to_owned(), texts: BTreeMap::new() };
        for name in names_in(folder)? {
            let path = folder.join(&name);
            if !path.is_dir() {
                return Err(files.unknown(&name));
            }
            for file in names_in(&path)? {
                let name = format!("{name}/{file}");
                if !embedded::is_known(&name) {
                    return Err(files.unknown(&name));
                }
                let text = fs::read_to_string(path.join(&file));
                let text = text.map_err(|error| files.error(&name, None, format!("it can't be read: {error}")))?;
                files.texts.insert(name, text);
            }
        }
        Ok(files)
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// An error in one of the files, or in an embedded one that these made fail.
    pub(super) fn error(&self, name: &str, line: Option<usize>, reason: impl std::fmt::Display) -> TemplateError {
        let is_own = self.texts.contains_key(name) || !embedded::is_known(name);
        let file = if is_own { self.folder.join(name).display().to_string() } else { format!("the built-in {name}") };
        TemplateError::new(file, line, reason)
    }

    fn unknown(&self, name: &str) -> TemplateError {
        let reason = "no template has this name; templates are such as ticket_opened/body.txt, shared/layout.html and \
                      words/de.ftl: rename it, or take it out of the folder";
        TemplateError::new(self.folder.join(name).display().to_string(), None, reason)
    }
}

fn names_in(folder: &Path) -> Result<Vec<String>, TemplateError> {
    let failed = |error| TemplateError::new(folder.display().to_string(), None, format!("it can't be read: {error}"));
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
