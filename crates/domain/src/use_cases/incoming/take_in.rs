use crate::files::{Blob, FileRefused};
use crate::ids::{IncomingMailId, UploadId};
use crate::incoming::{ArrivedMail, MailDigest, TakenMail, TakenState};
use crate::people::{By, EmailAddress};
use crate::ports::StorageError;
use crate::refusal::Refusal;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

/// How many bytes are written at a time.
const CHUNK: usize = 256 * 1024;

/// A mail that is stored, and can be acknowledged to whoever brought it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// It was not here before.
    New(IncomingMailId),
    /// It came before.
    Known {
        /// The mail that is here.
        id: IncomingMailId,
        /// Where it is.
        state: TakenState,
    },
}

impl TakenIn {
    /// The mail.
    #[must_use]
    pub const fn id(&self) -> IncomingMailId {
        match self {
            Self::New(id) | Self::Known { id, .. } => *id,
        }
    }

    /// Where it is.
    #[must_use]
    pub const fn state(&self) -> TakenState {
        match self {
            Self::New(_) => TakenState::Waiting,
            Self::Known { state, .. } => *state,
        }
    }
}

impl IncomingMails<'_> {
    /// Whether mail to this address is for the desk. `false` where the desk takes no mail.
    #[must_use]
    pub fn accepts(self, recipient: &EmailAddress) -> bool {
        self.is_own(recipient)
    }

    /// The most bytes of one mail.
    #[must_use]
    pub const fn most_bytes(self) -> u64 {
        self.desk.rules.incoming.most_bytes
    }

    /// Stores a mail. When it returns, the mail is durable, and whoever brought it may forget it. What it says is looked at later.
    ///
    /// The content is claimed first, then its bytes get their name, then the row is written: a crash between leaves a content that no
    /// mail uses, which [`Files::sweep`](crate::use_cases::Files::sweep) deletes, and never a mail without bytes.
    ///
    /// # Errors
    /// [`Error::Refused`] where the desk takes no mail, or no recipient is an address of it;
    /// [`Error::FileRefused`] for a mail that is too large; [`Error::Storage`], after which it must be brought again.
    pub async fn take_in(self, arrived: ArrivedMail) -> Result<TakenIn, Error> {
        if self.desk.rules.mail_in.is_none() {
            return Err(Refusal::TakesNoMail.into());
        }
        if !arrived.recipients.is_empty() && !arrived.recipients.iter().any(|recipient| self.accepts(recipient)) {
            return Err(Refusal::UnknownRecipient.into());
        }
        if arrived.left.is_none() && arrived.raw.len() as u64 > self.most_bytes() {
            return Err(FileRefused::TooLarge { max: self.most_bytes() }.into());
        }
        let ports = &self.desk.ports;
        let digest = ports.mail_reader.digest(&arrived.raw);
        if let Some(known) = ports.intake.known(digest).await? {
            return self.add_recipients(known, &arrived).await;
        }
        if let Some(left) = &arrived.left {
            return self.leave(&arrived, left, digest).await;
        }
        let raw = self.store_bytes(&arrived.raw).await?;
        let id = IncomingMailId::new(ports.ids.uuid());
        let known = self.desk.in_transaction(By::System, |tx| Box::pin(tx.take_in(id, digest, &arrived, raw))).await?;
        if let Some(known) = known {
            return self.add_recipients(known, &arrived).await;
        }
        ports.signal.wake();
        Ok(TakenIn::New(id))
    }

    /// The same mail may have come to several addresses, each time with another recipient.
    pub(super) async fn add_recipients(self, known: IncomingMailId, arrived: &ArrivedMail) -> Result<TakenIn, Error> {
        let recipients = &arrived.recipients;
        let state = self.desk.in_transaction(By::System, |tx| Box::pin(tx.add_recipients(known, recipients))).await?;
        Ok(TakenIn::Known { id: known, state })
    }

    /// Stores bytes that no file or mail uses yet, and claims them. The transaction that uses them claims them again.
    pub(super) async fn store_bytes(self, bytes: &[u8]) -> Result<Blob, Error> {
        let ports = &self.desk.ports;
        let mut writer = ports.blobs.receive(UploadId::new(ports.ids.uuid())).await?;
        for chunk in bytes.chunks(CHUNK) {
            writer.write(chunk).await?;
        }
        let blob = writer.finish().await?;
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.adopt(blob))).await?;
        writer.keep().await?;
        Ok(blob)
    }
}

impl TxContext<'_> {
    async fn take_in(
        &mut self,
        id: IncomingMailId,
        digest: MailDigest,
        arrived: &ArrivedMail,
        raw: Blob,
    ) -> Result<Option<IncomingMailId>, Error> {
        self.claim_again(raw).await?;
        let mail = TakenMail::new(id, digest, arrived, raw, self.now);
        Ok(self.uow.mail_intake().append(&mail).await?)
    }

    async fn add_recipients(&mut self, id: IncomingMailId, recipients: &[EmailAddress]) -> Result<TakenState, Error> {
        // It may be forgotten in this moment: then the next try takes it in.
        let mut mail = self.uow.mail_intake().find(id).await?.ok_or(StorageError::Busy)?;
        if mail.add_recipients(recipients) {
            self.uow.mail_intake().set_recipients(id, &mail.recipients).await?;
        }
        Ok(mail.state)
    }
}
