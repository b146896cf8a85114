//! Reads new events from the history for all open streams of this instance, while there are any.

use std::sync::Arc;
use std::time::Duration;

use deskhand_http_core::streaming::EventHub;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::system::Receiver;

/// The pause after a failed read.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// Runs until `stop` becomes true. Changes of this instance wake it at once; those of other instances are found by
/// polling.
#[tracing::instrument(name = "event_reader", skip_all)]
pub(crate) async fn run(hub: Arc<EventHub>, mut changes: Receiver, mut stop: watch::Receiver<bool>) {
    let mut is_failing = false;
    while !*stop.borrow() {
        tokio::select! {
            () = hub.wait_for_subscribers() => {}
            _ = stop.changed() => return,
        }
        let pause = match hub.poll_log().await {
            Ok(has_news) => {
                if std::mem::take(&mut is_failing) {
                    tracing::info!("The history can be read again; open streams go on");
                }
                // Under load events are sent in a few large batches; else each is sent at once.
                if has_news { hub.timing().gather } else { Duration::ZERO }
            }
            Err(error) => {
                if !std::mem::replace(&mut is_failing, true) {
                    tracing::error!(%error, "The history can't be read; open streams wait, retrying every {RETRY_DELAY:?}");
                }
                RETRY_DELAY
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            _ = stop.changed() => return,
        }
        if pause.is_zero() {
            tokio::select! {
                () = changes.woken() => {}
                () = sleep(hub.timing().poll) => {}
                _ = stop.changed() => return,
            }
        }
    }
}
