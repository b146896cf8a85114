use crate::text::word_type;

word_type! {
    /// A language in which the desk writes to people, by its code in ISO 639-1.
    Language: "one of en, de" {
        /// English.
        English = "en",
        /// German.
        German = "de",
    }
}
