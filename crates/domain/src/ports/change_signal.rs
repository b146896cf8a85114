/// Signals that there is something new in the history or the outbox.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait ChangeSignal: Send + Sync {
    /// A hint, never a delivery: whoever misses it finds the news in the store all the same.
    fn wake(&self);
}
