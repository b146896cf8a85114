//! Reads of drafts.

use std::cmp::Reverse;

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::drafts::{Draft, DraftPlace};
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{DraftQueries, StorageError};

use super::tickets::is_visible;
use crate::MemoryStorage;

#[async_trait]
impl DraftQueries for MemoryStorage {
    async fn list(&self, sees: TicketVisibility, person: PersonId) -> Result<Vec<Draft>, StorageError> {
        let state = self.committed();
        let is_seen = |draft: &&Draft| match draft.place.ticket() {
            None => true,
            Some(id) => state.tickets.get(&id).is_some_and(|ticket| is_visible(ticket, sees)),
        };
        let theirs = state.drafts.values().filter(|draft| draft.person == person);
        let mut drafts: Vec<_> = theirs.filter(is_seen).cloned().collect();
        drafts.sort_by_key(|draft| (Reverse(draft.saved_at), draft.place));
        Ok(drafts)
    }

    async fn find(&self, person: PersonId, place: DraftPlace) -> Result<Option<Draft>, StorageError> {
        Ok(self.committed().drafts.get(&(person, place)).cloned())
    }
}
