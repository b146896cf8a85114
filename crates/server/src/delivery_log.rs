use deskhand_domain::MailId;
use deskhand_domain::use_cases::{DeliveryOutcome, Error};
use deskhand_http_core::metrics::Metrics;

/// Counts and logs what came of one attempt to send a mail.
pub(crate) fn log_outcome(metrics: &Metrics, id: MailId, attempt: u32, outcome: Result<&DeliveryOutcome, &Error>) {
    if let Ok(outcome) = outcome {
        metrics.mail_tried(outcome);
    }
    match outcome {
        Ok(DeliveryOutcome::Sent { answer }) => tracing::debug!(mail = %id, attempt, answer, "Mail sent"),
        Ok(DeliveryOutcome::Retry { at, error }) => {
            tracing::warn!(mail = %id, attempt, %at, error, "Mail not sent; it will be tried again");
        }
        Ok(DeliveryOutcome::Refused { at, error }) => {
            tracing::error!(mail = %id, attempt, %at, error, "The mail server refuses every mail; all are tried again. `deskhand doctor` checks the mail settings");
        }
        Ok(DeliveryOutcome::OverBudget { at, reason }) => {
            tracing::warn!(mail = %id, %at, reason, "Mail put off; see limits.letters_to_person");
        }
        Ok(DeliveryOutcome::StoreFailed { at, error }) => {
            tracing::warn!(mail = %id, attempt, %at, error, "Mail not sent, because the store failed; it will be tried again");
        }
        Ok(DeliveryOutcome::Dead { error }) => {
            tracing::error!(mail = %id, attempt, error, "Mail given up; POST /api/v1/admin/outbox/{id}/retry sends it again");
        }
        Ok(DeliveryOutcome::Dropped { reason }) => {
            tracing::info!(mail = %id, reason, "Mail dropped: it is not needed any more");
        }
        Ok(DeliveryOutcome::Superseded) => {
            tracing::warn!(mail = %id, attempt, "The lease expired during delivery; another worker has the mail now");
        }
        Err(error) => {
            tracing::error!(mail = %id, attempt, %error, "The outcome of a delivery was not recorded; the mail may be sent twice");
        }
    }
}
