use time::OffsetDateTime;

/// What time it is. The only way for the help desk to know.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait Clock: Send + Sync {
    /// Now, in UTC, cut to whole milliseconds: what a store keeps is what the clock said.
    fn now(&self) -> OffsetDateTime;
}
