/// What can go wrong with a store. Only the adapter knows the technical error; it maps it in one place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// The row was changed since it was read: its version is not the expected one.
    #[error("it was changed by somebody else in the meantime")]
    Conflict,
    /// Deadlock, serialization failure or a lock that was not to be had: worth another try.
    #[error("the store is busy")]
    Busy,
    /// A unique value is taken.
    #[error("the {} is taken", .0.as_str())]
    AlreadyExists(Unique),
    /// A row no longer makes a value of the domain.
    #[error("corrupt row in {table}: {reason}")]
    Corrupt {
        /// Where.
        table: &'static str,
        /// Which rule it breaks, without the value itself.
        reason: String,
    },
    /// There is no room left. What is there can still be read.
    #[error("the store is full")]
    Full,
    /// The store does not implement this optional port. Trying again does not help.
    #[error("the store does not support {0}")]
    Unsupported(&'static str),
    /// The store can't be reached or refuses to work.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

crate::text::word_type! {
    /// What must not exist twice.
    Unique: "a unique value" {
        /// A username.
        Username = "username",
        /// An e-mail address in its folded form.
        Email = "email",
        /// Anything that only a fault can repeat: an id, a number.
        Other = "value",
    }
}
