use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{
    AccountLink, MailFlow, MailPosition, MailQueries, MailView, OutboxCounts, Page, PageLimit, StorageError, Total,
};
use super::{Unsupported, unsupported};
use crate::ids::{MailId, TicketId};
use crate::mail::MailState;
use crate::secrets::SecretDigest;

const MAIL: &str = "reads of the outbox";

#[async_trait]
impl MailQueries for Unsupported {
    async fn counts(&self) -> Result<OutboxCounts, StorageError> {
        unsupported(MAIL)
    }

    async fn flow(&self) -> Result<MailFlow, StorageError> {
        unsupported(MAIL)
    }

    async fn find(&self, _: MailId) -> Result<Option<MailView>, StorageError> {
        unsupported(MAIL)
    }

    async fn link(&self, _: &SecretDigest, _: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        unsupported(MAIL)
    }

    async fn about_ticket(
        &self,
        _: TicketId,
        _: Option<MailPosition>,
        _: PageLimit,
    ) -> Result<Page<MailView>, StorageError> {
        unsupported(MAIL)
    }

    async fn count_about_ticket(&self, _: TicketId) -> Result<Total, StorageError> {
        unsupported(MAIL)
    }

    async fn list(
        &self,
        _: Vec<MailState>,
        _: Option<MailPosition>,
        _: PageLimit,
        _: bool,
    ) -> Result<Page<MailView>, StorageError> {
        unsupported(MAIL)
    }
}
