use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{AccountLink, AccountLinks, LinkRequest, LinkRequests, StorageError};
use super::{Unsupported, unsupported};
use crate::ids::PersonId;
use crate::mail::{EmailAddress, LinkPurpose};
use crate::secrets::SecretDigest;

const LINKS: &str = "links in mails";

#[async_trait]
impl AccountLinks for Unsupported {
    async fn add(&mut self, _: &AccountLink) -> Result<(), StorageError> {
        unsupported(LINKS)
    }

    async fn find(&mut self, _: &SecretDigest, _: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        unsupported(LINKS)
    }

    async fn consume(&mut self, _: &SecretDigest, _: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        unsupported(LINKS)
    }

    async fn issued_at(&mut self, _: PersonId, _: LinkPurpose) -> Result<Option<OffsetDateTime>, StorageError> {
        unsupported(LINKS)
    }

    async fn drop_of(&mut self, _: PersonId, _: LinkPurpose) -> Result<(), StorageError> {
        Ok(())
    }

    async fn drop_since(&mut self, _: PersonId, _: LinkPurpose, _: OffsetDateTime) -> Result<(), StorageError> {
        Ok(())
    }

    /// Nothing is reserved where no link can be mailed.
    async fn reserved_for(&mut self, _: &EmailAddress, _: OffsetDateTime) -> Result<Option<PersonId>, StorageError> {
        Ok(None)
    }

    async fn forget_expired(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }

    async fn reserve_mailbox(
        &mut self,
        _: &SecretDigest,
        _: OffsetDateTime,
        _: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        unsupported(LINKS)
    }

    async fn forget_mailboxes(&mut self, _: OffsetDateTime, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }

    async fn drop_all(&mut self) -> Result<(), StorageError> {
        Ok(())
    }
}

#[async_trait]
impl LinkRequests for Unsupported {
    async fn add(&mut self, _: &LinkRequest, _: u32) -> Result<(), StorageError> {
        unsupported(LINKS)
    }

    async fn take_oldest(&mut self) -> Result<Option<LinkRequest>, StorageError> {
        Ok(None)
    }
}
