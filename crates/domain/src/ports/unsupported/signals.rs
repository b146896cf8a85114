use async_trait::async_trait;
use time::Duration;

use super::super::{ChangeSignal, Sleeper};
use super::Unsupported;

impl ChangeSignal for Unsupported {
    fn wake(&self) {}
}

#[async_trait]
impl Sleeper for Unsupported {
    /// Returns at once.
    async fn wait(&self, _: Duration) {}
}
