use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::ids::PersonId;
use crate::invalid::Invalid;
use crate::text::text_type;

text_type! {
    /// What a client calls one request, so that sending it twice does it once: 1 to 255 visible ASCII characters, a UUID
    /// for instance (draft-ietf-httpapi-idempotency-key-header).
    IdempotencyKey(
        /// The most characters.
        pub const MAX: usize = 255;
    )
    parse |input| match input.len() {
        0 => Err(Invalid::Empty),
        n if n > IdempotencyKey::MAX => Err(Invalid::TooLong { max: IdempotencyKey::MAX }),
        _ if input.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(input.to_owned()),
        _ => Err(Invalid::Format("of visible ASCII characters")),
    }
}

/// A request that its client may send again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedRequest {
    /// Whose key it is; `None` for strangers, who share theirs.
    pub owner: Option<PersonId>,
    /// What the client calls it.
    pub key: IdempotencyKey,
    /// A digest of everything that the request asks for: under one key, only the same may be asked again. A request may
    /// contain a password, so this is a keyed one ([`UseCases::fingerprint`](crate::use_cases::UseCases::fingerprint)).
    pub fingerprint: [u8; 32],
}

/// What a key was used for until now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyClaim {
    /// Nothing: it now belongs to this unit of work.
    First,
    /// This very request, which was answered so.
    Answered(String),
    /// Another request.
    OtherRequest,
}

/// Which requests were carried out under which key, and how they were answered; within the unit of work that carries
/// them out, so that key and effect are committed together or not at all.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait IdempotencyKeys: Send {
    /// Claims the key of a request at `now`. A claim that is not younger than `forgotten` counts for nothing.
    ///
    /// MUST let one of several units of work see [`KeyClaim::First`] and hold off the others until it ends.
    async fn claim(
        &mut self,
        request: &KeyedRequest,
        now: OffsetDateTime,
        forgotten: OffsetDateTime,
    ) -> Result<KeyClaim, StorageError>;

    /// Stores the answer to the request that claimed the key, and the person whose account is in it, if any. A later unit of work may replace
    /// the answer: work in several of them says at first that it is not finished.
    async fn keep_answer(
        &mut self,
        request: &KeyedRequest,
        answer: &str,
        about: Option<PersonId>,
    ) -> Result<(), StorageError>;

    /// Forgets the requests of this person, and those whose answers tell of their account: the person was removed.
    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError>;

    /// Removes up to `limit` claims that are not younger than `forgotten`, and says how many those were.
    async fn forget(&mut self, forgotten: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
