use time::OffsetDateTime;

use crate::ids::MailId;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

/// The outcome of one delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// The mail server accepted the mail.
    Sent {
        /// Its answer.
        answer: String,
    },
    /// The mail is due again at `at`.
    Retry {
        /// When the next try is due.
        at: OffsetDateTime,
        /// Why this try failed.
        error: String,
    },
    /// The mail server refuses every mail: a fault of the installation. The mail is due again at `at`, as often as it takes.
    Refused {
        /// When the next try is due.
        at: OffsetDateTime,
        /// What the mail server refuses.
        error: String,
    },
    /// The recipient got as many letters as one person may get for now. The mail is due again at `at`.
    OverBudget {
        /// When there is room again.
        at: OffsetDateTime,
        /// Which budget.
        reason: String,
    },
    /// The store failed before the mail was sent. That is no fault of the mail, so the try does not count. The mail is due again at `at`.
    StoreFailed {
        /// When the next try is due.
        at: OffsetDateTime,
        /// What failed.
        error: String,
    },
    /// The mail was given up: the error is permanent or no try is left.
    Dead {
        /// Why the last try failed.
        error: String,
    },
    /// Not sent, because the recipient may not get it any more.
    Dropped {
        /// Why not.
        reason: &'static str,
    },
    /// Another worker claimed the mail after the lease. The outcome of that worker counts.
    Superseded,
}

impl TxContext<'_> {
    /// Stores the outcome of an attempt. Returns `false`, and stores nothing, if a newer attempt has begun.
    pub(crate) async fn record_outcome(
        &mut self,
        id: MailId,
        attempt: u32,
        outcome: &DeliveryOutcome,
    ) -> Result<bool, Error> {
        let now = self.now;
        let outbox = self.uow.outbox();
        Ok(match outcome {
            DeliveryOutcome::Sent { answer } => outbox.mark_sent(id, attempt, now, answer).await?,
            DeliveryOutcome::Retry { at, error } => outbox.retry_at(id, attempt, *at, error).await?,
            DeliveryOutcome::Refused { at, error: reason }
            | DeliveryOutcome::OverBudget { at, reason }
            | DeliveryOutcome::StoreFailed { at, error: reason } => outbox.put_off(id, attempt, *at, reason).await?,
            DeliveryOutcome::Dead { error } => outbox.give_up(id, attempt, now, error).await?,
            DeliveryOutcome::Dropped { reason } => outbox.drop_mail(id, attempt, now, reason).await?,
            DeliveryOutcome::Superseded => false,
        })
    }
}
