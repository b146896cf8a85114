use crate::ids::{MailId, PersonId};
use crate::people::By;
use crate::ports::{ClaimedBatch, ClaimedMail, UnreadableMail};
use crate::use_cases::mail::delivery_outcome::DeliveryOutcome;
use crate::use_cases::mail::delivery_rules::DeliveryRules;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, OutboxMail};

/// What a worker gets to do.
#[derive(Clone, Debug, Default)]
pub struct ClaimedMails {
    /// To be delivered. They belong to the caller for the lease.
    pub deliveries: Vec<ClaimedMail>,
    /// What nobody can deliver, dealt with already.
    pub unsendable: Vec<Unsendable>,
}

impl ClaimedMails {
    /// Whether nothing was due.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.deliveries.is_empty() && self.unsendable.is_empty()
    }
}

/// A mail that could not even be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsendable {
    /// Which one.
    pub id: MailId,
    /// Which try it was.
    pub attempt: u32,
    /// What became of it, and why.
    pub outcome: DeliveryOutcome,
}

impl OutboxMail<'_> {
    /// Claims mails that are due, but none for the people of `except_recipients`; none at all while mail is paused. One that
    /// can't be read is put off like one that could not be sent, for an instance of a newer version may read it; one whose
    /// tries are used up, though none of them came to an end, is given up.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn claim(
        self,
        limit: u32,
        except_recipients: &[PersonId],
        rules: &DeliveryRules,
    ) -> Result<ClaimedMails, Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.claim(rules, limit, except_recipients))).await
    }
}

impl TxContext<'_> {
    async fn claim(
        &mut self,
        rules: &DeliveryRules,
        limit: u32,
        except_recipients: &[PersonId],
    ) -> Result<ClaimedMails, Error> {
        if self.uow.maintenance().mail_paused_since().await?.is_some() {
            return Ok(ClaimedMails::default());
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
        Ok(ClaimedMails { deliveries, unsendable })
    }
}
