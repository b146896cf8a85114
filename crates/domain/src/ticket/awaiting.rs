use crate::text::word_type;

word_type! {
    /// Who has to act next; derived from who wrote last, never a status of its own.
    Awaiting: "one of staff, reporter" {
        /// The reporter's last word has no answer yet.
        Staff = "staff",
        /// Staff spoke last.
        Reporter = "reporter",
    }
}
