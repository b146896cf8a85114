use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::super::{
    IntakeCounts, IntakeQueries, MailIntake, MailReader, Page, PageLimit, StorageError, TakenMailFilter,
    TakenMailPosition, TakenMailView,
};
use super::{Unsupported, unsupported};
use crate::ids::{IncomingMailId, MessageId, PersonId, TicketId};
use crate::incoming::{IncomingMail, MailDigest, MailVolume, Readability, TakenMail, Unparsed};
use crate::people::EmailAddress;
use crate::permissions::IntakeVisibility;

const INCOMING: &str = "incoming mail";

#[async_trait]
impl MailIntake for Unsupported {
    async fn append(&mut self, _: &TakenMail) -> Result<Option<IncomingMailId>, StorageError> {
        unsupported(INCOMING)
    }

    async fn claim_due(&mut self, _: OffsetDateTime, _: Duration, _: u32) -> Result<Vec<TakenMail>, StorageError> {
        Ok(Vec::new())
    }

    async fn find(&mut self, _: IncomingMailId) -> Result<Option<TakenMail>, StorageError> {
        Ok(None)
    }

    async fn update(&mut self, _: &TakenMail) -> Result<(), StorageError> {
        unsupported(INCOMING)
    }

    async fn set_recipients(&mut self, _: IncomingMailId, _: &[EmailAddress]) -> Result<(), StorageError> {
        unsupported(INCOMING)
    }

    async fn has_content(&mut self, _: MailDigest, _: IncomingMailId) -> Result<bool, StorageError> {
        Ok(false)
    }

    async fn volume(
        &mut self,
        _: &str,
        _: &str,
        _: Option<TicketId>,
        _: OffsetDateTime,
    ) -> Result<MailVolume, StorageError> {
        Ok(MailVolume::default())
    }

    async fn forget_ticket(&mut self, _: TicketId, _: OffsetDateTime) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget_message(&mut self, _: MessageId, _: OffsetDateTime) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget_person(&mut self, _: PersonId, _: Option<String>, _: OffsetDateTime) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget_words(
        &mut self,
        _: bool,
        _: OffsetDateTime,
        _: u32,
        _: OffsetDateTime,
    ) -> Result<u64, StorageError> {
        Ok(0)
    }

    async fn forget(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }
}

#[async_trait]
impl IntakeQueries for Unsupported {
    async fn known(&self, _: MailDigest) -> Result<Option<IncomingMailId>, StorageError> {
        unsupported(INCOMING)
    }

    async fn find(&self, _: IncomingMailId) -> Result<Option<TakenMailView>, StorageError> {
        Ok(None)
    }

    async fn list(
        &self,
        _: IntakeVisibility,
        _: TakenMailFilter,
        _: Option<TakenMailPosition>,
        _: PageLimit,
    ) -> Result<Page<TakenMailView>, StorageError> {
        unsupported(INCOMING)
    }

    async fn counts(&self) -> Result<IntakeCounts, StorageError> {
        Ok(IntakeCounts::default())
    }
}

/// No mail can be read.
#[async_trait]
impl MailReader for Unsupported {
    async fn read(&self, _: Vec<u8>) -> IncomingMail {
        IncomingMail { readability: Readability::Unparsed(Unparsed::ReaderFailed), ..IncomingMail::default() }
    }

    fn digest(&self, _: &[u8]) -> MailDigest {
        MailDigest([0; 32])
    }

    fn content_digest(&self, _: &IncomingMail) -> Option<MailDigest> {
        None
    }
}
