//! The clock and the ids of the real world: the only places that ask the machine.

mod wakeup;

use async_trait::async_trait;
use deskhand_domain::ports::{Clock, IdGenerator, Sleeper};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

pub(crate) use wakeup::{Receiver, WakeSignal};

/// The machine's clock.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc();
        // Whole milliseconds: what a store keeps is what the clock said.
        now.replace_millisecond(now.millisecond()).unwrap_or(now)
    }
}

/// UUIDv7 of the machine's time and random source.
pub(crate) struct SystemIds;

impl IdGenerator for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one source of ids")]
    fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// Time that really passes.
pub(crate) struct SystemSleeper;

#[async_trait]
impl Sleeper for SystemSleeper {
    async fn wait(&self, time: Duration) {
        tokio::time::sleep(time.unsigned_abs()).await;
    }
}
