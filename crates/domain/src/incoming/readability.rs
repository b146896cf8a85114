use crate::text::word_type;

/// How well a mail could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Readability {
    /// Header and body were read, the best way they could be.
    #[default]
    Readable,
    /// The body was not read, and perhaps not even the header. What is known of the mail is in its fields all the same.
    Unparsed(Unparsed),
}

word_type! {
    /// Why a mail was not read. None of them loses it: the raw mail is kept.
    Unparsed: "a reason why a mail was not read" {
        /// The mail has more bytes than the reader takes.
        TooLarge = "too_large",
        /// The header has more bytes than the reader takes.
        HeaderTooLarge = "header_too_large",
        /// So many parts or nested mails may be in it that reading them would cost too much.
        TooManyParts = "too_many_parts",
        /// It has no header at all.
        NoHeader = "no_header",
        /// The reader failed. Another version of it may read the mail.
        ReaderFailed = "reader_failed",
        /// The reader was not done in time. Another try may succeed.
        OutOfTime = "out_of_time",
    }
}
