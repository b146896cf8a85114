use deskhand_domain::incoming::IncomingFile;

/// What a part contributes to the mail.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) texts: Vec<Text>,
    /// Their names are as the mail says them, and not safe yet.
    pub(super) files: Vec<IncomingFile>,
}

/// A piece of the text. HTML is converted only if it is shown.
#[derive(Debug)]
pub(super) enum Text {
    Plain(String),
    Html(String),
}

impl Content {
    pub(super) fn of_text(text: Text) -> Self {
        Self { texts: vec![text], files: Vec::new() }
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.texts.append(&mut other.texts);
        self.files.append(&mut other.files);
    }

    /// Whether a plain text in it has a letter or a digit.
    pub(super) fn has_plain_words(&self) -> bool {
        self.texts.iter().any(|text| matches!(text, Text::Plain(text) if text.contains(char::is_alphanumeric)))
    }

    pub(super) fn has_html(&self) -> bool {
        self.texts.iter().any(|text| matches!(text, Text::Html(_)))
    }
}
