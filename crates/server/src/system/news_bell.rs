use std::sync::Arc;

use deskhand_domain::ports::ChangeSignal;
use tokio::sync::watch;

/// Rung when something was committed. Everybody who listens hears it: the mail worker, and who tells open streams.
#[derive(Clone)]
pub(crate) struct NewsBell(Arc<watch::Sender<()>>);

impl Default for NewsBell {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(())))
    }
}

/// One who listens. A ring that comes while they are busy is kept for them.
pub(crate) struct Ear(watch::Receiver<()>);

impl NewsBell {
    pub(crate) fn listen(&self) -> Ear {
        Ear(self.0.subscribe())
    }
}

impl Ear {
    /// Waits for the next ring.
    pub(crate) async fn heard(&mut self) {
        if self.0.changed().await.is_err() {
            // The bell is gone; nobody rings any more.
            std::future::pending::<()>().await;
        }
    }
}

impl ChangeSignal for NewsBell {
    fn wake(&self) {
        self.0.send_replace(());
    }
}
