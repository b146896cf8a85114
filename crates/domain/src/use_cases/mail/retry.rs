use crate::ids::MailId;
use crate::people::Actor;
use crate::permissions;
use crate::ports::MailView;
use crate::ticket::Refusal;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, OutboxMail};

impl OutboxMail<'_> {
    /// Makes a mail due again that was given up or dropped, with as many tries as a new one and the same
    /// `Message-ID`. For admins, after they removed the cause.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin, or the mail is pending or was sent.
    pub async fn retry(self, actor: &Actor, id: MailId) -> Result<MailView, Error> {
        permissions::may_manage_mail(actor)?;
        self.desk.in_transaction(actor, |tx| Box::pin(tx.retry_mail(id))).await?;
        self.show(actor, id).await
    }
}

impl TxContext<'_> {
    async fn retry_mail(&mut self, id: MailId) -> Result<(), Error> {
        let now = self.now;
        let state = self.uow.outbox().state_of(id).await?.ok_or(Error::NotFound)?;
        if !state.is_unsent() {
            return Err(Refusal::NotDead(state).into());
        }
        self.uow.outbox().requeue(id, now).await?;
        self.recorded.requeued = true;
        Ok(())
    }
}
