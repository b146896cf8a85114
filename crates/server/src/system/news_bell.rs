use std::sync::Arc;

use deskhand_domain::ports::LiveFeed;
use tokio::sync::Notify;

/// Rung when something was committed; the mail worker listens. A ring that nobody hears is kept for the next listener.
#[derive(Clone, Default)]
pub(crate) struct NewsBell(Arc<Notify>);

impl NewsBell {
    /// Waits for the next ring.
    pub(crate) async fn heard(&self) {
        self.0.notified().await;
    }
}

impl LiveFeed for NewsBell {
    fn wake(&self) {
        self.0.notify_one();
    }
}
