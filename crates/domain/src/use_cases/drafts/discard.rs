use super::key::DraftKey;
use crate::drafts::{Draft, DraftPlace, Editor};
use crate::people::Actor;
use crate::ticket::MessageBody;
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
    /// Deletes the draft of what is being sent from an editor: the one that the editor knows, or one with the same words. Another one, such
    /// as of another browser, stays, and so does every draft where a mail or a program sends something.
    pub(crate) async fn discard_sent(
        &mut self,
        actor: &Actor,
        place: DraftPlace,
        editor: Option<Editor>,
        sent: &MessageBody,
    ) -> Result<(), Error> {
        let Some(editor) = editor else { return Ok(()) };
        let found = self.uow.drafts().find(actor.id, place).await?;
        let is_sent =
            |found: Draft| Some(found.saved_at) == editor.draft || found.words.text.as_str().trim() == sent.as_str();
        if found.is_some_and(is_sent) {
            self.uow.drafts().discard(actor.id, place).await?;
        }
        Ok(())
    }
}
