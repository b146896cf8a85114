use std::sync::Arc;

use deskhand_domain::ports::ChangeSignal;
use tokio::sync::watch;

/// Rung when something was committed. Everybody who listens hears it: the mail worker, and who tells open streams.
#[derive(Clone)]
pub(crate) struct WakeSignal(Arc<watch::Sender<()>>);

impl Default for WakeSignal {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(())))
    }
}

/// One who listens. A ring that comes while they are busy is kept for them.
pub(crate) struct Receiver(watch::Receiver<()>);

impl WakeSignal {
    pub(crate) fn listen(&self) -> Receiver {
        Receiver(self.0.subscribe())
    }
}

impl Receiver {
    /// Waits for the next ring.
    pub(crate) async fn woken(&mut self) {
        if self.0.changed().await.is_err() {
            // The bell is gone; nobody rings any more.
            std::future::pending::<()>().await;
        }
    }
}

impl ChangeSignal for WakeSignal {
    fn wake(&self) {
        self.0.send_replace(());
    }
}
