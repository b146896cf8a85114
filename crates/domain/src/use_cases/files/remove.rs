use crate::files::BlobDigest;
use crate::history::{EventKind, Fact};
use crate::ids::AttachmentId;
use crate::people::Actor;
use crate::permissions;
use crate::ports::TicketKey;
use crate::ticket::MessageKind;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Files};

impl Files<'_> {
    /// Removes a file of a message: its name becomes `removed`, the history says so, and its bytes are deleted unless another
    /// attachment has the same. Repeating it changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Refused`] for all but superadmins.
    pub async fn remove(self, actor: &Actor, key: TicketKey, id: AttachmentId) -> Result<(), Error> {
        let unused = self.desk.in_transaction(actor, |tx| Box::pin(tx.remove_attachment(actor, key, id))).await?;
        match unused {
            Some(digest) => self.finish_deletion(digest).await,
            None => Ok(()),
        }
    }
}

impl TxContext<'_> {
    /// Returns the content if it is condemned now.
    async fn remove_attachment(
        &mut self,
        actor: &Actor,
        key: TicketKey,
        id: AttachmentId,
    ) -> Result<Option<BlobDigest>, Error> {
        let before = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        permissions::may_remove_files(actor)?;
        let (mut file, kind) = self.uow.attachments().find_in(before.id, id).await?.ok_or(Error::NotFound)?;
        let Some(blob) = file.content else { return Ok(None) };
        file.remove(self.now);
        self.uow.attachments().update(&file).await?;
        if let Some(message) = file.message {
            self.uow.mail_intake().forget_message(message, self.now).await?;
        }
        let condemned = self.condemn(blob.digest, self.now).await?;
        let kind =
            if kind == MessageKind::Note { EventKind::NoteAttachmentRemoved } else { EventKind::AttachmentRemoved };
        let mut fact = Fact::new(kind).after(&id.to_string());
        fact.message = file.message;
        self.record_ticket(&before, &mut before.clone(), vec![fact]).await?;
        Ok(condemned.then_some(blob.digest))
    }
}
