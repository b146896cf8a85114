use crate::text::{self, text_type};
use crate::ticket::{MessageBody, Title};

text_type! {
    /// The text of a draft: anything that is no longer than a message, also nothing. Spaces at its ends stay, for its writer goes on
    /// typing there.
    DraftText(
        /// The most characters.
        pub const MAX: usize = MessageBody::MAX;
    )
    parse |input| text::unfinished(input, DraftText::MAX)
}

text_type! {
    /// The title of a draft: anything that is no longer than a title, also nothing.
    #[derive(Default)]
    DraftTitle(
        /// The most characters.
        pub const MAX: usize = Title::MAX;
    )
    parse |input| text::unfinished(input, DraftTitle::MAX)
}

/// What a draft says so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftWords {
    /// The title of a new ticket; of a message, nothing.
    pub title: DraftTitle,
    /// The text.
    pub text: DraftText,
}

impl DraftWords {
    /// Whether nothing is worth keeping: white space at most.
    #[must_use]
    pub fn are_blank(&self) -> bool {
        [self.title.as_str(), self.text.as_str()].iter().all(|text| text.trim().is_empty())
    }
}

impl From<DraftText> for DraftWords {
    fn from(text: DraftText) -> Self {
        Self { title: DraftTitle::default(), text }
    }
}
