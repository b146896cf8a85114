use time::Duration;

use crate::ids::MailId;
use crate::people::By;
use crate::ports::{ClaimedMail, Notifier, NotifyError, OutgoingMail, StorageError};
use crate::use_cases::mail::compose_mail::NotSent;
use crate::use_cases::mail::delivery_outcome::DeliveryOutcome;
use crate::use_cases::mail::delivery_rules::DeliveryRules;
use crate::use_cases::{Error, OutboxMail};

/// The most characters of what a mail server says that are kept.
const MAX_ANSWER_CHARS: usize = 500;

/// The longest wait before another try to record an outcome.
const MAX_RECORD_PAUSE: Duration = Duration::seconds(10);

impl OutboxMail<'_> {
    /// Sends one claimed mail, with no unit of work open, and then records what came of it: again and again where the
    /// store is away, for as long as the lease lasts, for what is not recorded is sent once more.
    ///
    /// # Errors
    /// [`Error::Storage`] where the outcome could not be recorded: the lease runs out, and it is sent again.
    pub async fn deliver(
        self,
        claimed_mail: ClaimedMail,
        notifier: &dyn Notifier,
        rules: &DeliveryRules,
    ) -> Result<DeliveryOutcome, Error> {
        let (id, attempt, tries) = (claimed_mail.mail.id, claimed_mail.attempt, claimed_mail.tries);
        let outcome = match self.compose(claimed_mail).await {
            Ok(mail) => self.send(mail, tries, notifier, rules).await,
            Err(NotSent::Dropped(reason)) => DeliveryOutcome::Dropped { reason },
            // What can't be read now can't be read in a moment either.
            Err(NotSent::Failed(Error::Storage(error @ StorageError::Corrupt { .. }))) => {
                rules.after_failure(id, tries, self.desk.ports.clock.now(), error.to_string())
            }
            Err(NotSent::Failed(error)) => return Err(error),
        };
        let recorded = self.record_until_lease_ends(id, attempt, &outcome, rules.lease).await?;
        Ok(if recorded { outcome } else { DeliveryOutcome::Superseded })
    }

    /// Whatever else happens meanwhile, nobody else has the mail before the lease is over.
    async fn record_until_lease_ends(
        self,
        id: MailId,
        attempt: u32,
        outcome: &DeliveryOutcome,
        lease: Duration,
    ) -> Result<bool, Error> {
        let (mut waited, mut pause): (Duration, Duration) = (Duration::ZERO, Duration::SECOND);
        loop {
            match self.desk.in_transaction(By::System, |tx| Box::pin(tx.record_outcome(id, attempt, outcome))).await {
                Err(Error::Storage(_)) if waited + pause < lease => {
                    self.desk.ports.sleeper.wait(pause).await;
                    waited += pause;
                    pause = MAX_RECORD_PAUSE.min(pause * 2);
                }
                result => return result,
            }
        }
    }

    async fn send(
        self,
        mail: OutgoingMail,
        tries: u32,
        notifier: &dyn Notifier,
        rules: &DeliveryRules,
    ) -> DeliveryOutcome {
        let id = mail.mail.id;
        let result = notifier.send(mail).await;
        let now = self.desk.ports.clock.now();
        let (error, not_before) = match result {
            Ok(answer) => return DeliveryOutcome::Sent { answer: clean_answer(&answer) },
            Err(NotifyError::Permanent(error)) => return DeliveryOutcome::Dead { error: clean_answer(&error) },
            Err(NotifyError::Transient(error)) => (clean_answer(&error), now),
            Err(NotifyError::Uncertain(error)) => (clean_answer(&error), now + rules.after_uncertain),
        };
        match rules.after_failure(id, tries, now, error) {
            DeliveryOutcome::Retry { at, error } => DeliveryOutcome::Retry { at: at.max(not_before), error },
            outcome => outcome,
        }
    }
}

/// The words of a mail server as they are kept: in one line, and no longer than anybody reads. Not every store takes every
/// character, and an outcome that can't be recorded means another mail.
fn clean_answer(answer: &str) -> String {
    answer.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ANSWER_CHARS).collect()
}
