use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::ids::PersonId;
use crate::mail::{EmailAddress, LinkPurpose};
use crate::secrets::SecretDigest;

/// A link in a mail about one's own account, as it is stored: with the digest of its token, not the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLink {
    /// SHA-256 of the token.
    pub digest: SecretDigest,
    /// Whose account it is about.
    pub person: PersonId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Where it was sent: following it proves that the person reads the mail of this address.
    pub address: EmailAddress,
    /// When it was given out.
    pub issued_at: OffsetDateTime,
    /// From when on it is no longer good.
    pub expires_at: OffsetDateTime,
}

/// Links that were mailed and not used yet, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait AccountLinks: Send {
    /// Keeps a link in the place of the one that the person had for that purpose; where the purpose does not say
    /// [`is_one_a_person`](LinkPurpose::is_one_a_person), only of the one to the same address. The caller holds the person
    /// locked, or has just made them.
    async fn add(&mut self, link: &AccountLink) -> Result<(), StorageError>;

    /// The link with this digest, if it is good at `at`; it stays so.
    async fn find(&mut self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Option<AccountLink>, StorageError>;

    /// Uses up the link with this digest, if it is good at `at`. MUST let one of several concurrent calls have it.
    async fn consume(&mut self, digest: &SecretDigest, at: OffsetDateTime)
    -> Result<Option<AccountLink>, StorageError>;

    /// When the person's link for that purpose was given out, where there is one, good or not.
    async fn issued_at(
        &mut self,
        person: PersonId,
        purpose: LinkPurpose,
    ) -> Result<Option<OffsetDateTime>, StorageError>;

    /// Forgets the person's link for that purpose, with the address in it.
    async fn drop_of(&mut self, person: PersonId, purpose: LinkPurpose) -> Result<(), StorageError>;

    /// Forgets the person's links for that purpose that were given out at `since` or later.
    async fn drop_since(
        &mut self,
        person: PersonId,
        purpose: LinkPurpose,
        since: OffsetDateTime,
    ) -> Result<(), StorageError>;

    /// Who can get this address back by undoing a change, with a link that is good at `at`. Case does not count.
    async fn reserved_for(
        &mut self,
        address: &EmailAddress,
        at: OffsetDateTime,
    ) -> Result<Option<PersonId>, StorageError>;

    /// Forgets up to `limit` links that are no longer good at `at`, with the addresses in them, and says how many.
    async fn forget_expired(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;

    /// Records that a mail goes at `at` to a mailbox that is not verified, given by the digest of
    /// [`EmailAddress::mailbox`]. `false`, and no record, where one went later than `since`. MUST let one of several concurrent
    /// calls have it.
    async fn reserve_mailbox(
        &mut self,
        mailbox: &SecretDigest,
        at: OffsetDateTime,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError>;

    /// Forgets up to `limit` of these records that are from `before` or earlier, and says how many.
    async fn forget_mailboxes(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;

    /// Forgets everybody's links.
    async fn drop_all(&mut self) -> Result<(), StorageError>;
}
