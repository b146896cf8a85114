//! Links that were mailed and not used yet, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::people::{EmailAddress, LinkPurpose};
use deskhand_domain::ports::{AccountLink, AccountLinks, SecretDigest, StorageError, Unique};
use time::OffsetDateTime;

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl AccountLinks for MemoryUnitOfWork {
    async fn add(&mut self, link: &AccountLink) -> Result<(), StorageError> {
        let is_replaced = |old: &AccountLink| {
            (old.person, old.purpose) == (link.person, link.purpose)
                && (link.purpose.is_one_a_person() || old.address == link.address)
        };
        self.write().links.retain(|_, old| !is_replaced(old));
        match self.write().links.insert(link.digest, link.clone()) {
            None => Ok(()),
            Some(_) => Err(StorageError::AlreadyExists(Unique::Other)),
        }
    }

    async fn find(&mut self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        Ok(self.read().links.get(digest).filter(|link| link.expires_at > at).cloned())
    }

    async fn consume(
        &mut self,
        digest: &SecretDigest,
        at: OffsetDateTime,
    ) -> Result<Option<AccountLink>, StorageError> {
        let good = self.find(digest, at).await?;
        if good.is_some() {
            self.write().links.remove(digest);
        }
        Ok(good)
    }

    async fn issued_at(
        &mut self,
        person: PersonId,
        purpose: LinkPurpose,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        let theirs = self.read().links.values().find(|link| link.person == person && link.purpose == purpose);
        Ok(theirs.map(|link| link.issued_at))
    }

    async fn drop_of(&mut self, person: PersonId, purpose: LinkPurpose) -> Result<(), StorageError> {
        self.write().links.retain(|_, link| link.person != person || link.purpose != purpose);
        Ok(())
    }

    async fn drop_since(
        &mut self,
        person: PersonId,
        purpose: LinkPurpose,
        since: OffsetDateTime,
    ) -> Result<(), StorageError> {
        let is_meant = |link: &AccountLink| (link.person, link.purpose) == (person, purpose) && link.issued_at >= since;
        self.write().links.retain(|_, link| !is_meant(link));
        Ok(())
    }

    async fn reserved_for(
        &mut self,
        address: &EmailAddress,
        at: OffsetDateTime,
    ) -> Result<Option<PersonId>, StorageError> {
        let undoes = |link: &&AccountLink| link.purpose == LinkPurpose::UndoEmailChange && link.expires_at > at;
        let mut links = self.read().links.values().filter(undoes);
        Ok(links.find(|link| link.address.case_folded() == address.case_folded()).map(|link| link.person))
    }

    async fn forget_expired(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let expired = self.read().links.values().filter(|link| link.expires_at <= at);
        let expired: Vec<_> = expired.map(|link| link.digest).take(limit as usize).collect();
        for digest in &expired {
            self.write().links.remove(digest);
        }
        Ok(expired.len() as u64)
    }

    async fn reserve_mailbox(
        &mut self,
        mailbox: &SecretDigest,
        at: OffsetDateTime,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        if self.read().mailboxes.get(mailbox).is_some_and(|last| *last > since) {
            return Ok(false);
        }
        self.write().mailboxes.insert(*mailbox, at);
        Ok(true)
    }

    async fn forget_mailboxes(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = self.read().mailboxes.iter().filter(|(_, last)| **last <= before);
        let old: Vec<_> = old.map(|(mailbox, _)| *mailbox).take(limit as usize).collect();
        for mailbox in &old {
            self.write().mailboxes.remove(mailbox);
        }
        Ok(old.len() as u64)
    }

    async fn drop_all(&mut self) -> Result<(), StorageError> {
        self.write().links.clear();
        Ok(())
    }
}
