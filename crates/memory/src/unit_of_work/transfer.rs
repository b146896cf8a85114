//! What an import brings, within a unit of work.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use deskhand_domain::history::{Event, Topic};
use deskhand_domain::people::UsernameReservation;
use deskhand_domain::ports::{PeopleRepository, StorageError, TicketRepository, TransferStore, Unique, Workload};
use deskhand_domain::ticket::TicketNumber;
use deskhand_domain::transfer::{WholePerson, WholeTicket};
use deskhand_domain::{EventId, TicketId};
use time::OffsetDateTime;

use crate::state::{Load, State};
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl TransferStore for MemoryUnitOfWork {
    async fn stored_tickets(
        &mut self,
        wanted: &[(TicketId, TicketNumber)],
    ) -> Result<Vec<(TicketId, TicketNumber)>, StorageError> {
        let is_wanted = |id, number| wanted.iter().any(|(one, of)| *one == id || *of == number);
        let stored = self.read().tickets.values().map(|ticket| (ticket.id, ticket.number));
        Ok(stored.filter(|(id, number)| is_wanted(*id, *number)).collect())
    }

    async fn stored_events(&mut self, ids: &[EventId]) -> Result<Vec<EventId>, StorageError> {
        let stored = self.read().history.iter().map(|event| event.id);
        Ok(stored.filter(|id| ids.contains(id)).collect())
    }

    async fn add_people(&mut self, people: &[WholePerson]) -> Result<(), StorageError> {
        for whole in people {
            let id = whole.person.id;
            PeopleRepository::insert(self, &whole.person).await?;
            let state = self.write();
            state.loads.insert(id, Load { last_assigned_at: whole.last_assigned_at, ..Load::default() });
            for (name, until) in &whole.reserved_usernames {
                let reservation = UsernameReservation { owner: id, until: *until };
                state.reserved_usernames.entry(name.clone()).or_insert(reservation);
            }
        }
        Ok(())
    }

    async fn add_tickets(&mut self, tickets: &[WholeTicket]) -> Result<(), StorageError> {
        for whole in tickets {
            check_ids(self.read(), whole)?;
            let ticket = &whole.ticket;
            TicketRepository::insert(self, ticket).await?;
            let state = self.write();
            state.messages.extend(whole.messages.iter().cloned());
            state.attachments.extend(whole.files.iter().map(|file| (file.id, file.clone())));
            state.muted.extend(whole.muted_by.iter().map(|person| (ticket.id, *person)));
            state.decisions.extend(whole.decision.iter().map(|decision| (ticket.id, decision.clone())));
            self.add_events(&whole.events).await?;
            self.count_reported(ticket.reporter, 1).await?;
            if let Some(engineer) = ticket.load_on() {
                self.add_open(engineer).await?;
            }
            self.raise_last_number(ticket.number.get()).await?;
        }
        Ok(())
    }

    async fn add_events(&mut self, events: &[Event]) -> Result<(), StorageError> {
        let stored: BTreeSet<EventId> = self.read().history.iter().map(|event| event.id).collect();
        if events.iter().any(|event| stored.contains(&event.id)) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        let state = self.write();
        let place = state.added_events;
        state.history.splice(place..place, events.iter().cloned());
        state.added_events += events.len();
        Ok(())
    }

    async fn raise_last_number(&mut self, last: u64) -> Result<(), StorageError> {
        let state = self.write();
        state.last_number = state.last_number.max(last);
        Ok(())
    }

    async fn sort_added_events(&mut self) -> Result<(), StorageError> {
        let state = self.write();
        let own = state.history.split_off(state.added_events);
        let mut latest: BTreeMap<String, OffsetDateTime> = BTreeMap::new();
        let mut timed: Vec<(OffsetDateTime, Event)> = Vec::new();
        for event in state.history.drain(..) {
            let moment = latest.entry(key_of(event.topic)).or_insert(event.at);
            *moment = event.at.max(*moment);
            timed.push((*moment, event));
        }
        timed.sort_by_key(|(moment, _)| *moment);
        state.history.extend(timed.into_iter().map(|(_, event)| event));
        state.history.extend(own);
        Ok(())
    }
}

fn key_of(topic: Topic) -> String {
    match topic {
        Topic::Ticket(id) => format!("ticket {id}"),
        Topic::Person(id) => format!("person {id}"),
    }
}

fn check_ids(state: &State, whole: &WholeTicket) -> Result<(), StorageError> {
    let has_message = state.messages.iter().any(|stored| whole.messages.iter().any(|new| new.id == stored.id));
    let has_file = whole.files.iter().any(|file| state.attachments.contains_key(&file.id));
    if has_message || has_file { Err(StorageError::AlreadyExists(Unique::Other)) } else { Ok(()) }
}
