//! System adapters: the sleeper and the wake-up signal on the tokio runtime, and the terminal.

mod hidden_input;
mod wakeup;

use async_trait::async_trait;
use deskhand_domain::ports::Sleeper;
use time::Duration;

pub(crate) use hidden_input::HiddenInput;
pub(crate) use wakeup::{Receiver, WakeSignal};

/// Sleeps on the timers of tokio.
pub(crate) struct SystemSleeper;

#[async_trait]
impl Sleeper for SystemSleeper {
    async fn wait(&self, time: Duration) {
        tokio::time::sleep(time.unsigned_abs()).await;
    }
}
