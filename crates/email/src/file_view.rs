//! What the templates can show of the files of a letter.

use deskhand_domain::ports::LetterFile;
use serde::Serialize;

use crate::letterhead::Letterhead;
use crate::sizes::rounded;

#[derive(Serialize)]
pub(crate) struct FileView<'a> {
    name: &'a str,
    /// Such as `12 kB`.
    size: String,
    /// Where it can be read; empty where the letter carries it.
    url: String,
}

impl<'a> FileView<'a> {
    pub(crate) fn new(file: &'a LetterFile, letterhead: &Letterhead) -> Self {
        let link = file.link.as_ref().filter(|_| file.bytes.is_none());
        let url = link.map(|link| format!("{}/f/{}", letterhead.public_url.as_str(), link.token.reveal()));
        Self { name: file.name.as_str(), size: rounded(file.size), url: url.unwrap_or_default() }
    }
}
