use async_trait::async_trait;
use time::Duration;

use crate::ports::Sleeper;

/// Waits for nothing: a test that retries need not be slow.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSleep;

#[async_trait]
impl Sleeper for NoSleep {
    async fn wait(&self, _: Duration) {}
}
