//! System adapters on the tokio runtime: the sleeper and the wake-up signal.

mod wakeup;

use async_trait::async_trait;
use deskhand_domain::ports::Sleeper;
use time::Duration;

pub(crate) use wakeup::{Receiver, WakeSignal};

/// Sleeps on the timers of tokio.
pub(crate) struct SystemSleeper;

#[async_trait]
impl Sleeper for SystemSleeper {
    async fn wait(&self, time: Duration) {
        tokio::time::sleep(time.unsigned_abs()).await;
    }
}
