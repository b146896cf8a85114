//! Drafts, within a unit of work.

use std::cmp::Reverse;

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::drafts::{Draft, DraftPlace};
use deskhand_domain::ports::{DraftStore, StorageError};
use time::OffsetDateTime;

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl DraftStore for MemoryUnitOfWork {
    async fn find(&mut self, person: PersonId, place: DraftPlace) -> Result<Option<Draft>, StorageError> {
        Ok(self.read().drafts.get(&(person, place)).cloned())
    }

    async fn keep(&mut self, draft: &Draft, most: u32) -> Result<(), StorageError> {
        let drafts = &mut self.write().drafts;
        drafts.insert((draft.person, draft.place), draft.clone());
        let is_other = |other: &&Draft| other.person == draft.person && other.place != draft.place;
        let mut others: Vec<_> = drafts.values().filter(is_other).map(|other| (other.saved_at, other.place)).collect();
        others.sort_by_key(|(saved_at, place)| (Reverse(*saved_at), *place));
        for (_, place) in others.into_iter().skip(most.saturating_sub(1) as usize) {
            drafts.remove(&(draft.person, place));
        }
        Ok(())
    }

    async fn discard(&mut self, person: PersonId, place: DraftPlace) -> Result<(), StorageError> {
        if self.read().drafts.contains_key(&(person, place)) {
            self.write().drafts.remove(&(person, place));
        }
        Ok(())
    }

    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError> {
        self.write().drafts.retain(|(owner, _), _| *owner != person);
        Ok(())
    }

    async fn forget_unchanged(&mut self, saved_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = self.read().drafts.values().filter(|draft| draft.saved_at <= saved_by);
        let old: Vec<_> = old.map(|draft| (draft.person, draft.place)).take(limit as usize).collect();
        for key in &old {
            self.write().drafts.remove(key);
        }
        Ok(old.len() as u64)
    }
}
