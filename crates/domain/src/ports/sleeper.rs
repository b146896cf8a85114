use async_trait::async_trait;
use time::Duration;

/// Lets some time pass before another try.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait Sleeper: Send + Sync {
    /// Returns after this time. A test's need not.
    async fn wait(&self, time: Duration);
}
