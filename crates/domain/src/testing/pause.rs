use async_trait::async_trait;
use time::Duration;

use crate::ports::Pause;

/// Waits for nothing: a test that retries need not be slow.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPause;

#[async_trait]
impl Pause for NoPause {
    async fn wait(&self, _: Duration) {}
}
