use std::sync::Arc;

use deskhand_domain::ports::ChangeSignal;
use tokio::sync::watch;

/// Wakes the background loops of this instance after a commit: the mail worker and the event reader.
#[derive(Clone)]
pub(crate) struct WakeSignal(Arc<watch::Sender<()>>);

impl Default for WakeSignal {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(())))
    }
}

/// One subscription. A signal that comes while the subscriber is busy is delivered at its next wait.
pub(crate) struct Receiver(watch::Receiver<()>);

impl WakeSignal {
    pub(crate) fn subscribe(&self) -> Receiver {
        Receiver(self.0.subscribe())
    }
}

impl Receiver {
    /// Waits for the next signal.
    pub(crate) async fn woken(&mut self) {
        if self.0.changed().await.is_err() {
            // The sender was dropped: no signal will come.
            std::future::pending::<()>().await;
        }
    }
}

impl ChangeSignal for WakeSignal {
    fn wake(&self) {
        self.0.send_replace(());
    }
}
