//! What becomes of the mails that joined a letter, once it has its outcome.

use crate::ids::MailId;
use crate::ports::ClaimedMail;
use crate::use_cases::Error;
use crate::use_cases::mail::compose_mail::LeftOut;
use crate::use_cases::mail::delivery_outcome::DeliveryOutcome;
use crate::use_cases::transaction::TxContext;

/// The mails that joined a letter.
#[derive(Default)]
pub(super) struct JoinedMails {
    /// The first of them.
    first: Option<MailId>,
    /// Those that its recipient may not get any more, and why not.
    pub(super) left_out: LeftOut,
}

impl JoinedMails {
    pub(super) fn of(letter: &ClaimedMail) -> Self {
        Self { first: letter.joined.first().map(|mail| mail.id), left_out: Vec::new() }
    }
}

impl TxContext<'_> {
    /// Stores the outcome of an attempt, with that of the mails that joined the letter: of a sent letter those that were left out are
    /// dropped, and of a dropped one the first takes its place. Returns `false`, and stores nothing, if a newer attempt has begun.
    pub(super) async fn record_letter(
        &mut self,
        id: MailId,
        attempt: u32,
        outcome: &DeliveryOutcome,
        joined: &JoinedMails,
    ) -> Result<bool, Error> {
        let (now, recorded) = (self.now, self.record_outcome(id, attempt, outcome).await?);
        match outcome {
            DeliveryOutcome::Sent { .. } if recorded => {
                for (left_out, reason) in &joined.left_out {
                    self.uow.outbox().leave_out(*left_out, now, reason).await?;
                }
            }
            DeliveryOutcome::Dropped { .. } if recorded => {
                if let Some(next) = joined.first {
                    self.uow.outbox().replace_letter(id, next, now).await?;
                }
            }
            _ => {}
        }
        Ok(recorded)
    }
}
