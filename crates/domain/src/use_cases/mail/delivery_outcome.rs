use time::OffsetDateTime;

use crate::ids::MailId;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

/// What came of one delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// The mail server took it.
    Sent {
        /// What it said.
        answer: String,
    },
    /// It will be tried again then.
    Retry {
        /// When.
        at: OffsetDateTime,
        /// Why not now.
        error: String,
    },
    /// Given up.
    Dead {
        /// Why.
        error: String,
    },
    /// Not sent: the recipient is no longer entitled.
    Dropped {
        /// Why.
        reason: &'static str,
    },
    /// Another worker had claimed it meanwhile; what became of it is theirs to say.
    Superseded,
}

impl TxContext<'_> {
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
            DeliveryOutcome::Dead { error } => outbox.give_up(id, attempt, now, error).await?,
            DeliveryOutcome::Dropped { reason } => outbox.drop_mail(id, attempt, now, reason).await?,
            DeliveryOutcome::Superseded => false,
        })
    }
}
