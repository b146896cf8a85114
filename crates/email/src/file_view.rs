//! What the templates can show of the files of a letter.

use deskhand_domain::ports::LetterFile;
use serde::Serialize;

use crate::letterhead::Letterhead;

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

/// In whole units, rounded up, so that no language needs its own decimal point.
fn rounded(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_rounded_up_to_whole_units() {
        for (bytes, shown) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (1_001, "2 kB"),
            (999_999, "1000 kB"),
            (1_000_000, "1 MB"),
            (25_165_825, "26 MB"),
        ] {
            assert_eq!(rounded(bytes), shown);
        }
    }
}
