use time::{Duration, OffsetDateTime};

use crate::ids::MailId;
use crate::people::By;
use crate::ports::{ClaimedMail, MailQueue, Notifier, NotifyError, OutgoingMail, StorageError};
use crate::use_cases::mail::compose_mail::NotSent;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, OutboxMail};

/// The most characters of what a mail server says that are kept.
const MAX_ANSWER_CHARS: usize = 500;

/// The longest wait before another try to record an outcome.
const MAX_RECORD_PAUSE: Duration = Duration::seconds(10);

/// How patiently mail is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRules {
    /// For how long a worker has a mail to itself; longer than any conversation with a mail server.
    pub lease: Duration,
    /// How long to wait after each failed try. After the last one the mail is given up.
    pub backoff: Vec<Duration>,
    /// How long to wait at least where a mail may have been delivered all the same.
    pub after_uncertain: Duration,
}

impl Default for DeliveryRules {
    /// About a day of trying: 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, 4 h, 8 h, 8 h.
    fn default() -> Self {
        let seconds = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800];
        Self {
            lease: Duration::minutes(20),
            backoff: seconds.map(Duration::seconds).to_vec(),
            after_uncertain: Duration::minutes(15),
        }
    }
}

impl DeliveryRules {
    /// When to try again after so many `tries`, the last of which failed at `now`: the wait of the table, up to a fifth more or less, so
    /// that a thousand mails that failed together don't come back together. `None` where the table ends.
    #[must_use]
    pub fn next_try(&self, id: MailId, tries: u32, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let place = usize::try_from(tries).unwrap_or(usize::MAX).checked_sub(1)?;
        let wait = *self.backoff.get(place)?;
        // The low bits of a UUIDv7 are random: as good a die as any, and the same one in every test.
        let jitter = u8::try_from(id.as_uuid().as_u128() & 0x1f).unwrap_or_default();
        let percent = 80 + i32::from(jitter) * 40 / 31;
        Some(now + wait * percent / 100)
    }

    /// Whether the table has a place for this try: the first, and one after each wait.
    pub(crate) const fn allow(&self, tries: u32) -> bool {
        tries as usize <= self.backoff.len() + 1
    }

    /// What becomes of a mail whose try failed at `now`.
    pub(crate) fn after_failure(&self, id: MailId, tries: u32, now: OffsetDateTime, error: String) -> DeliveryOutcome {
        match self.next_try(id, tries, now) {
            Some(at) => DeliveryOutcome::Retry { at, error },
            None => DeliveryOutcome::Dead { error },
        }
    }
}

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
            Ok(mail) => self.attempt(mail, tries, notifier, rules).await,
            Err(NotSent::Dropped(reason)) => DeliveryOutcome::Dropped { reason },
            // What can't be read now can't be read in a moment either.
            Err(NotSent::Failed(Error::Storage(error @ StorageError::Corrupt { .. }))) => {
                rules.after_failure(id, tries, self.desk.ports.clock.now(), error.to_string())
            }
            Err(NotSent::Failed(error)) => return Err(error),
        };
        let recorded = self.keep_recording(id, attempt, &outcome, rules.lease).await?;
        Ok(if recorded { outcome } else { DeliveryOutcome::Superseded })
    }

    /// Whatever else happens meanwhile, nobody else has the mail before the lease is over.
    async fn keep_recording(
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

    /// What waits to be sent: as often as anybody likes, for it holds nobody up.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn queue(self) -> Result<MailQueue, Error> {
        Ok(self.desk.ports.reports.mail_queue().await?)
    }

    async fn attempt(
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
            Ok(answer) => return DeliveryOutcome::Sent { answer: kept(&answer) },
            Err(NotifyError::Permanent(error)) => return DeliveryOutcome::Dead { error: kept(&error) },
            Err(NotifyError::Transient(error)) => (kept(&error), now),
            Err(NotifyError::Uncertain(error)) => (kept(&error), now + rules.after_uncertain),
        };
        match rules.after_failure(id, tries, now, error) {
            DeliveryOutcome::Retry { at, error } => DeliveryOutcome::Retry { at: at.max(not_before), error },
            given_up => given_up,
        }
    }
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

/// The words of a mail server as they are kept: in one line, and no longer than anybody reads. Not every store takes every
/// character, and an outcome that can't be recorded means another mail.
fn kept(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ANSWER_CHARS).collect()
}
