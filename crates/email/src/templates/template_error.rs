use std::fmt;

/// What is wrong with a template or a file of words: where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    pub(super) file: String,
    pub(super) line: Option<usize>,
    pub(super) reason: String,
}

impl TemplateError {
    pub(super) fn new(file: impl Into<String>, line: Option<usize>, reason: impl fmt::Display) -> Self {
        Self { file: file.into(), line, reason: reason.to_string() }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, reason } = self;
        match line {
            Some(line) => write!(f, "{file}, line {line}: {reason}"),
            None => write!(f, "{file}: {reason}"),
        }
    }
}

impl std::error::Error for TemplateError {}
