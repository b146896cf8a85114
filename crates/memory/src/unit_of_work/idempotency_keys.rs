//! Idempotency keys with their answers, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{IdempotencyKeys, KeyClaim, KeyedRequest, StorageError};
use time::OffsetDateTime;

use crate::state::{StoredAnswer, corrupt};
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl IdempotencyKeys for MemoryUnitOfWork {
    async fn claim(
        &mut self,
        request: &KeyedRequest,
        now: OffsetDateTime,
        forgotten: OffsetDateTime,
    ) -> Result<KeyClaim, StorageError> {
        let name = (request.owner, request.key.clone());
        match self.read().answers.get(&name).filter(|kept| kept.claimed_at > forgotten) {
            Some(kept) if kept.fingerprint != request.fingerprint => Ok(KeyClaim::OtherRequest),
            Some(kept) => kept.answer.clone().map(KeyClaim::Answered).ok_or_else(no_answer),
            None => {
                let claim =
                    StoredAnswer { fingerprint: request.fingerprint, claimed_at: now, about: None, answer: None };
                self.write().answers.insert(name, claim);
                Ok(KeyClaim::First)
            }
        }
    }

    async fn keep_answer(
        &mut self,
        request: &KeyedRequest,
        answer: &str,
        about: Option<PersonId>,
    ) -> Result<(), StorageError> {
        let claim = self.write().answers.get_mut(&(request.owner, request.key.clone())).ok_or_else(no_claim)?;
        claim.answer = Some(answer.to_owned());
        claim.about = about;
        Ok(())
    }

    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError> {
        let others = |owner: &Option<PersonId>, kept: &StoredAnswer| ![*owner, kept.about].contains(&Some(person));
        self.write().answers.retain(|(owner, _), kept| others(owner, kept));
        Ok(())
    }

    async fn forget(&mut self, forgotten: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = self.read().answers.iter().filter(|(_, kept)| kept.claimed_at <= forgotten);
        let names: Vec<_> = old.map(|(name, _)| name.clone()).take(limit as usize).collect();
        for name in &names {
            self.write().answers.remove(name);
        }
        Ok(names.len() as u64)
    }
}

fn no_claim() -> StorageError {
    corrupt("idempotency_keys", "an answer came before its claim")
}

fn no_answer() -> StorageError {
    corrupt("idempotency_keys", "a claim was kept without its answer")
}
