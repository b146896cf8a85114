use std::sync::Arc;

use deskhand_domain::ports::Clock;
use deskhand_http_core::streaming::EventTiming;

/// Replacements for tests.
#[derive(Clone, Default)]
pub struct Overrides {
    /// A clock that the test moves.
    pub clock: Option<Arc<dyn Clock>>,
    /// Whether mails are sent and understood, and periodic work is done, only when the test says so. Transports bring mail in all the
    /// same, and webhooks are sent nothing by themselves. The test then calls [`IntakeWorker::drain`](crate::IntakeWorker::drain), [`MailWorker::drain`](crate::MailWorker::drain),
    /// [`WebhookWorker::drain`](crate::WebhookWorker::drain) and
    /// [`MaintenanceWorker::run_once`](crate::MaintenanceWorker::run_once).
    pub hold_mail: bool,
    /// The intervals and timeouts of open streams.
    pub event_timing: Option<EventTiming>,
}
