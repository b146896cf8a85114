use std::fmt;

/// A file that came with a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct IncomingFile {
    /// A name to show and to save under: no path, no control characters, at most 200 bytes, unlike all others of the mail.
    pub name: String,
    /// The media type that the mail says, in lower case, without parameters. It proves nothing about the bytes.
    pub media_type: String,
    /// The id by which an HTML body refers to it, without angle brackets.
    pub content_id: Option<String>,
    /// Whether the sender's program shows it within the text.
    pub is_inline: bool,
    /// Whether readers need not see it: signatures and the like.
    pub is_hidden: bool,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Without the bytes, which may be megabytes.
impl fmt::Debug for IncomingFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingFile")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("content_id", &self.content_id)
            .field("is_inline", &self.is_inline)
            .field("is_hidden", &self.is_hidden)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}
