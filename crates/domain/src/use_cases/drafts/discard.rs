use super::key::DraftKey;
use crate::drafts::DraftPlace;
use crate::people::Actor;
use crate::ticket::MailOrigin;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Drafts, Error};

impl Drafts<'_> {
    /// Deletes the caller's draft at a place, if there is one.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the caller may not see the ticket; [`Error::Refused`] if the account is not in use.
    pub async fn discard(self, actor: &Actor, key: DraftKey) -> Result<(), Error> {
        let place = self.place(actor, key).await?;
        self.desk
            .in_transaction(actor, |tx| Box::pin(async move { Ok(tx.uow.drafts().discard(actor.id, place).await?) }))
            .await
    }
}

impl TxContext<'_> {
    /// Deletes the draft of what is being sent. A mail, or a program with a key of the person, sends something else: what the person
    /// types meanwhile stays.
    pub(crate) async fn discard_sent(
        &mut self,
        actor: &Actor,
        place: DraftPlace,
        mail: Option<&MailOrigin>,
    ) -> Result<(), Error> {
        if mail.is_none() && !actor.by_key {
            self.uow.drafts().discard(actor.id, place).await?;
        }
        Ok(())
    }
}
