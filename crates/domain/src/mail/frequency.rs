use crate::text::word_type;

word_type! {
    /// How soon a person gets the mails of a kind.
    Frequency: "one of at_once, hourly, daily" {
        /// Each when it happens.
        AtOnce = "at_once",
        /// At most one letter an hour, with all that happened.
        Hourly = "hourly",
        /// One letter in the morning, with all that happened.
        Daily = "daily",
    }
}
