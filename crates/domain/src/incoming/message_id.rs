use std::fmt;

use super::header_word::check_word;
use crate::invalid::Invalid;

/// The `Message-ID` of a mail, without its angle brackets. Clients copy it as it is, so it is compared byte by byte.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MailMessageId(String);

impl MailMessageId {
    /// The most bytes: a line of a mail has no more (RFC 5322, section 2.1.1).
    pub const MAX: usize = 998;

    /// The only way to make one. Angle brackets and white space around it are left out.
    ///
    /// # Errors
    /// [`Invalid`] says which rule the text breaks: empty, too long, white space or control characters inside.
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        let text = input.trim();
        let text = text.strip_prefix('<').unwrap_or(text);
        let text = text.strip_suffix('>').unwrap_or(text).trim();
        check_word(text, Self::MAX)?;
        if text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>')) {
            return Err(Invalid::Format("a Message-ID without white space"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The id, without angle brackets.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MailMessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
