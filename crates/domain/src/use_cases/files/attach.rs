use std::collections::BTreeSet;

use crate::files::Attachment;
use crate::ids::{AttachmentId, MessageId};
use crate::invalid::Invalid;
use crate::people::Actor;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

const FIELD: &str = "attachments";

impl TxContext<'_> {
    /// Gives files that `actor` uploaded to the message that this transaction has stored.
    ///
    /// # Errors
    /// [`Error::Field`] if there are too many, one is named twice, or one is not an upload of theirs that may still be used.
    pub(crate) async fn attach(
        &mut self,
        actor: &Actor,
        ids: &[AttachmentId],
        message: MessageId,
    ) -> Result<Vec<Attachment>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let refuse = |reason| Error::Field { field: FIELD, reason };
        let max = self.desk.rules.files.max_files;
        if ids.len() > max {
            return Err(refuse(Invalid::TooMany { max }));
        }
        if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
            return Err(refuse(Invalid::Repeated));
        }
        let after = self.now - Attachment::OPEN_FOR;
        let mut files = self.uow.attachments().find_open(actor.id, ids, after).await?;
        if files.len() < ids.len() {
            let wanted = "ids of files that you uploaded within the last 24 hours and that no message has";
            return Err(refuse(Invalid::Format(wanted)));
        }
        self.uow.attachments().attach(ids, message).await?;
        files.iter_mut().for_each(|file| file.message = Some(message));
        files.sort_unstable_by_key(|file| (file.created_at, file.id));
        Ok(files)
    }
}
