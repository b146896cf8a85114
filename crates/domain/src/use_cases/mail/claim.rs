use crate::ids::{MailId, PersonId};
use crate::people::By;
use crate::ports::{ClaimedBatch, ClaimedMail, UnreadableMail};
use crate::use_cases::mail::delivery_outcome::DeliveryOutcome;
use crate::use_cases::mail::delivery_rules::DeliveryRules;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, OutboxMail};

/// The mails that a worker has claimed.
#[derive(Clone, Debug, Default)]
pub struct ClaimedMails {
    /// To deliver. No other worker gets them before the lease ends.
    pub deliveries: Vec<ClaimedMail>,
    /// Mails that cannot be tried. Their outcomes are recorded already.
    pub unsendable: Vec<Unsendable>,
    /// Whether mail is paused, so that none is claimed.
    pub is_paused: bool,
}

impl ClaimedMails {
    /// Whether no mail was due.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.deliveries.is_empty() && self.unsendable.is_empty()
    }
}

/// A claimed mail that cannot be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsendable {
    /// The id of the mail.
    pub id: MailId,
    /// The number of the attempt, counted by the claim.
    pub attempt: u32,
    /// The outcome with its reason.
    pub outcome: DeliveryOutcome,
}

impl OutboxMail<'_> {
    /// Claims up to `limit` due mails for the lease of `rules`, none to `except_recipients`. None while mail is paused.
    ///
    /// A mail that cannot be read is retried later like one that could not be sent, because an instance of a newer
    /// version may be able to read it. A mail without tries left, because no try reported an outcome, is given up.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn claim(
        self,
        limit: u32,
        except_recipients: &[PersonId],
        rules: &DeliveryRules,
    ) -> Result<ClaimedMails, Error> {
        self.desk.in_transaction_ahead(By::System, |tx| Box::pin(tx.claim(rules, limit, except_recipients))).await
    }
}

impl TxContext<'_> {
    /// Whether mail is paused, as it is after a restore: none is sent, and none that came in is understood.
    pub(crate) async fn is_mail_paused(&mut self) -> Result<bool, Error> {
        Ok(self.uow.maintenance().mail_paused_since().await?.is_some())
    }

    async fn claim(
        &mut self,
        rules: &DeliveryRules,
        limit: u32,
        except_recipients: &[PersonId],
    ) -> Result<ClaimedMails, Error> {
        if self.is_mail_paused().await? {
            return Ok(ClaimedMails { is_paused: true, ..ClaimedMails::default() });
        }
        let ClaimedBatch { deliveries, unreadable } =
            self.uow.outbox().claim_due(self.now, rules.lease, limit, except_recipients).await?;
        let (deliveries, exhausted): (Vec<_>, Vec<_>) =
            deliveries.into_iter().partition(|claimed_mail| rules.allow(claimed_mail.tries));
        let mut unsendable = Vec::new();
        for UnreadableMail { id, attempt, tries, reason } in unreadable {
            let outcome = rules.after_failure(id, tries, self.now, reason);
            unsendable.push(Unsendable { id, attempt, outcome });
        }
        for ClaimedMail { mail, attempt, .. } in exhausted {
            let error = "no try came to its end: see the log of the instance that made them".to_owned();
            unsendable.push(Unsendable { id: mail.id, attempt, outcome: DeliveryOutcome::Dead { error } });
        }
        for Unsendable { id, attempt, outcome } in &unsendable {
            self.record_outcome(*id, *attempt, outcome).await?;
        }
        Ok(ClaimedMails { deliveries, unsendable, is_paused: false })
    }
}
