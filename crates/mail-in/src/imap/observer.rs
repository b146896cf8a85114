/// Hears how the reading of a mailbox goes: for metrics.
pub trait ImapObserver: Send + Sync {
    /// Whether this instance is signed in to the mailbox and reads it.
    fn connected(&self, is_connected: bool);

    /// The folder was read to its end without an error.
    fn succeeded(&self);
}
