use std::sync::Arc;

use deskhand_domain::ports::Clock;
use deskhand_http_core::streaming::EventTiming;

/// Replacements for tests.
#[derive(Clone, Default)]
pub struct Overrides {
    /// A clock that the test moves.
    pub clock: Option<Arc<dyn Clock>>,
    /// Whether the background loops are off. The test then calls [`MailWorker::drain`](crate::MailWorker::drain) and
    /// [`MaintenanceWorker::run_once`](crate::MaintenanceWorker::run_once).
    pub hold_mail: bool,
    /// The intervals and timeouts of open streams.
    pub event_timing: Option<EventTiming>,
}
