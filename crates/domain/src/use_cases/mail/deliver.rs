use time::Duration;

use crate::ids::MailId;
use crate::notification::Mail;
use crate::people::By;
use crate::ports::{ClaimedMail, Notifier, NotifyError, OutgoingMail, StorageError};
use crate::use_cases::mail::compose_mail::NotSent;
use crate::use_cases::mail::delivery_outcome::DeliveryOutcome;
use crate::use_cases::mail::delivery_rules::DeliveryRules;
use crate::use_cases::mail::joined::JoinedMails;
use crate::use_cases::{Error, OutboxMail};

/// The most characters that are stored of an answer of a mail server.
const MAX_ANSWER_CHARS: usize = 500;

/// When a mail is tried again about which the store could not be asked.
const AFTER_STORE_FAILED: Duration = Duration::seconds(30);

/// The longest wait between two tries to record an outcome.
const MAX_RECORD_PAUSE: Duration = Duration::seconds(10);

impl OutboxMail<'_> {
    /// Sends one claimed mail, outside any transaction, and then records the outcome. If the store is unavailable, it
    /// repeats the recording until the lease ends, because a mail without an outcome is sent again.
    ///
    /// Where the store failed before the mail was sent, the mail is tried again soon.
    ///
    /// # Errors
    /// [`Error::Storage`] if the outcome could not be recorded. The mail is sent again after the lease.
    pub async fn deliver(
        self,
        claimed_mail: ClaimedMail,
        notifier: &dyn Notifier,
        rules: &DeliveryRules,
    ) -> Result<DeliveryOutcome, Error> {
        let (id, attempt, tries) = (claimed_mail.mail.id, claimed_mail.attempt, claimed_mail.tries);
        let mut joined = JoinedMails::of(&claimed_mail);
        let outcome = match self.read_and_send(claimed_mail, &mut joined, notifier, rules).await {
            Ok(outcome) => outcome,
            Err(NotSent::Dropped(reason)) => DeliveryOutcome::Dropped { reason },
            // A corrupt row does not get better by an immediate retry, so it waits like a failed delivery.
            Err(NotSent::Failed(Error::Storage(error @ StorageError::Corrupt { .. }))) => {
                rules.after_failure(id, tries, self.desk.ports.clock.now(), error.to_string())
            }
            Err(NotSent::Failed(Error::Storage(error))) => {
                let at = self.desk.ports.clock.now() + AFTER_STORE_FAILED;
                DeliveryOutcome::StoreFailed { at, error: error.to_string() }
            }
            Err(NotSent::Failed(error)) => return Err(error),
        };
        let recorded = self.record_until_lease_ends((id, attempt), &outcome, &joined, rules.lease).await?;
        Ok(if recorded { outcome } else { DeliveryOutcome::Superseded })
    }

    /// Reads what is to be sent, and sends it where there is room for it.
    async fn read_and_send(
        self,
        claimed_mail: ClaimedMail,
        joined: &mut JoinedMails,
        notifier: &dyn Notifier,
        rules: &DeliveryRules,
    ) -> Result<DeliveryOutcome, NotSent> {
        let numbers = (claimed_mail.attempt, claimed_mail.tries);
        let (mail, left_out) = self.compose(claimed_mail).await?;
        joined.left_out = left_out;
        match self.over_budget(&mail.mail).await.map_err(NotSent::Failed)? {
            Some(outcome) => Ok(outcome),
            None => Ok(self.send(mail, numbers, notifier, rules).await),
        }
    }

    /// Records the outcome, and repeats that until the lease ends: until then no other worker can claim the mail.
    /// Returns `false` if another worker has claimed it.
    async fn record_until_lease_ends(
        self,
        (id, attempt): (MailId, u32),
        outcome: &DeliveryOutcome,
        joined: &JoinedMails,
        lease: Duration,
    ) -> Result<bool, Error> {
        let (mut waited, mut pause): (Duration, Duration) = (Duration::ZERO, Duration::SECOND);
        loop {
            match self
                .desk
                .in_transaction_ahead(By::System, |tx| Box::pin(tx.record_letter(id, attempt, outcome, joined)))
                .await
            {
                Err(Error::Storage(_)) if waited + pause < lease => {
                    self.desk.ports.sleeper.wait(pause).await;
                    waited += pause;
                    pause = MAX_RECORD_PAUSE.min(pause * 2);
                }
                result => return result,
            }
        }
    }

    /// The outcome if the recipient got as many letters as one person may get for now. Mails that wait for it come back spread over
    /// half of the budget's time, so that they are not all tried at once.
    async fn over_budget(self, mail: &Mail) -> Result<Option<DeliveryOutcome>, Error> {
        let Some(budget) = self.desk.rules().letters.to_recipient.filter(|_| !mail.kind.is_about_account()) else {
            return Ok(None);
        };
        let (most, since) = (budget.letters.get(), budget.since(self.desk.ports.clock.now()));
        let oldest = self.desk.ports.mail.nth_newest_to(mail.recipient, most, since).await?;
        // The low bits of a UUIDv7 are random, and predictable in tests.
        let jitter = u8::try_from(mail.id.as_uuid().as_u128() & 0x1f).unwrap_or_default();
        Ok(oldest.map(|oldest| DeliveryOutcome::OverBudget {
            at: budget.ends(oldest) + budget.window * i32::from(jitter) / 64,
            reason: format!("waits: the recipient got {budget}, as many as one person may get"),
        }))
    }

    /// Sends the mail once, and turns the answer of the mail server into an outcome.
    async fn send(
        self,
        mail: OutgoingMail,
        (attempt, tries): (u32, u32),
        notifier: &dyn Notifier,
        rules: &DeliveryRules,
    ) -> DeliveryOutcome {
        let id = mail.mail.id;
        let result = hand_over(mail, notifier).await;
        let now = self.desk.ports.clock.now();
        let (error, not_before) = match result {
            Ok(answer) => return DeliveryOutcome::Sent { answer: clean_answer(&answer) },
            Err(NotifyError::Permanent(error) | NotifyError::RefusedContent(error)) => {
                return DeliveryOutcome::Dead { error: clean_answer(&error) };
            }
            Err(NotifyError::RefusesAll(error)) => {
                return DeliveryOutcome::Refused { at: rules.after_refusal(attempt, now), error: clean_answer(&error) };
            }
            Err(NotifyError::Transient(error)) => (clean_answer(&error), now),
            Err(NotifyError::Uncertain(error)) => (clean_answer(&error), now + rules.after_uncertain),
        };
        match rules.after_failure(id, tries, now, error) {
            DeliveryOutcome::Retry { at, error } => DeliveryOutcome::Retry { at: at.max(not_before), error },
            outcome => outcome,
        }
    }
}

/// A mail server may refuse the files of a letter, or its size. The words arrive all the same, with links to the files.
async fn hand_over(mail: OutgoingMail, notifier: &dyn Notifier) -> Result<String, NotifyError> {
    let Some(without) = mail.without_attachments() else { return notifier.send(mail).await };
    match notifier.send(mail).await {
        Err(NotifyError::RefusedContent(_)) => notifier.send(without).await,
        result => result,
    }
}

/// The answer of a mail server as stored: one line of at most [`MAX_ANSWER_CHARS`] characters. Control characters
/// become spaces, because a store may refuse them, and a mail whose outcome cannot be recorded is sent again.
fn clean_answer(answer: &str) -> String {
    answer.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ANSWER_CHARS).collect()
}
