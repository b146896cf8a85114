use crate::incoming::{IntakeRetries, TakenMail};
use crate::people::By;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

/// The mails that a worker has claimed.
#[derive(Clone, Debug, Default)]
pub struct ClaimedIntake {
    /// To be understood. No other worker gets them before the lease ends.
    pub mails: Vec<TakenMail>,
    /// Mails of which no try came to its end. They are quarantined now.
    pub quarantined: Vec<TakenMail>,
}

impl IncomingMails<'_> {
    /// Claims up to `limit` due mails for the lease of `retries`. A mail without tries left, because no try reported an outcome, is
    /// quarantined: it may be one that ends the process. One that was tried before is claimed alone. None while mail is paused.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn claim(self, limit: u32, retries: &IntakeRetries) -> Result<ClaimedIntake, Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.claim_intake(limit, retries))).await
    }
}

impl TxContext<'_> {
    async fn claim_intake(&mut self, limit: u32, retries: &IntakeRetries) -> Result<ClaimedIntake, Error> {
        if self.is_mail_paused().await? {
            return Ok(ClaimedIntake::default());
        }
        let claimed = self.uow.mail_intake().claim_due(self.now, retries.lease, limit).await?;
        let (mails, mut quarantined): (Vec<_>, Vec<_>) =
            claimed.into_iter().partition(|mail| retries.allow(mail.tries()));
        for mail in &mut quarantined {
            mail.put_off(None, "no try came to its end: see the log of the instance that made them".to_owned());
            self.save_taken_mail(mail).await?;
        }
        Ok(ClaimedIntake { mails: self.alone(mails).await?, quarantined })
    }

    /// The mails, or the first one that was tried before. It may end the process, and what is worked on beside it would share its
    /// fate: their tries do not count, and they are claimed again after it.
    async fn alone(&mut self, mut mails: Vec<TakenMail>) -> Result<Vec<TakenMail>, Error> {
        let Some(tried) = mails.iter().position(|mail| mail.tries() > 1) else { return Ok(mails) };
        let alone = mails.swap_remove(tried);
        for mut other in mails {
            other.forgive(self.now);
            self.uow.mail_intake().update(&other).await?;
        }
        Ok(vec![alone])
    }
}
