//! Reads the log on behalf of all open streams, while there are any.

use std::sync::Arc;
use std::time::Duration;

use deskhand_http::EventHub;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::system::Receiver;

/// How long to leave a store alone that can't be read.
const BACK_OFF: Duration = Duration::from_secs(1);

/// Works until `stop` says so. The bell rings for what happens on this instance; what happens on others is found by
/// looking often.
pub(crate) async fn run(hub: Arc<EventHub>, mut news: Receiver, mut stop: watch::Receiver<bool>) {
    let mut is_well = true;
    while !*stop.borrow() {
        tokio::select! {
            () = hub.somebody_listens() => {}
            _ = stop.changed() => return,
        }
        let pause = match hub.read_on().await {
            Ok(is_news) => {
                is_well = true;
                // A busy desk is told in few large pieces; a quiet one at once.
                if is_news { hub.timing().gather } else { Duration::ZERO }
            }
            Err(error) => {
                if is_well {
                    tracing::error!(%error, "the history can't be read; open streams wait");
                }
                is_well = false;
                BACK_OFF
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            _ = stop.changed() => return,
        }
        if pause.is_zero() {
            tokio::select! {
                () = news.woken() => {}
                () = sleep(hub.timing().poll) => {}
                _ = stop.changed() => return,
            }
        }
    }
}
