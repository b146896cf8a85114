/// Signals that there is something new in the history or the outbox.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait ChangeSignal: Send + Sync {
    /// A hint only: a listener that misses it still finds what is new in the store.
    fn wake(&self);
}
