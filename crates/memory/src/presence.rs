//! Who is on which ticket just now: for one process.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use deskhand_domain::ports::{PresenceBoard, StorageError};
use deskhand_domain::presence::{Activity, Presence};
use deskhand_domain::{PersonId, TicketId};
use time::OffsetDateTime;

/// The people on tickets, in a map. Clones do not share it.
#[derive(Debug, Default)]
pub struct MemoryPresence(Mutex<BTreeMap<(TicketId, PersonId), (Activity, OffsetDateTime)>>);

impl MemoryPresence {
    fn notes(&self) -> MutexGuard<'_, BTreeMap<(TicketId, PersonId), (Activity, OffsetDateTime)>> {
        // Each change is one step, so a panic elsewhere leaves no half of one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl PresenceBoard for MemoryPresence {
    async fn note(
        &self,
        ticket: TicketId,
        presence: Presence,
        now: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<(), StorageError> {
        let mut notes = self.notes();
        notes.retain(|_, (_, end)| *end > now);
        notes.insert((ticket, presence.person), (presence.activity, until));
        Ok(())
    }

    async fn leave(&self, ticket: TicketId, person: PersonId) -> Result<(), StorageError> {
        self.notes().remove(&(ticket, person));
        Ok(())
    }

    async fn present(&self, ticket: TicketId, now: OffsetDateTime) -> Result<Vec<Presence>, StorageError> {
        let notes = self.notes();
        let on_ticket = notes.iter().filter(|((noted, _), (_, until))| *noted == ticket && *until > now);
        Ok(on_ticket.map(|((_, person), (activity, _))| Presence { person: *person, activity: *activity }).collect())
    }
}
