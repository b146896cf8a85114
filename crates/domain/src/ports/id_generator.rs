use uuid::Uuid;

/// Makes ids. The only way for the help desk to get one.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait IdGenerator: Send + Sync {
    /// A new UUIDv7 (RFC 9562): ids sort by the time of making.
    fn uuid(&self) -> Uuid;
}
