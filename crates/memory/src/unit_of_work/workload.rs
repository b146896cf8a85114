//! The loads of the engineers and the backlog, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::assignment::EngineerLoad;
use deskhand_domain::people::{Person, Role};
use deskhand_domain::ports::{BacklogQuery, StorageError, Workload};
use deskhand_domain::ticket::Ticket;
use deskhand_domain::{PersonId, TicketId};
use time::OffsetDateTime;

use crate::state::{Load, State, corrupt};
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl Workload for MemoryUnitOfWork {
    async fn lock_engineers(&mut self) -> Result<Vec<EngineerLoad>, StorageError> {
        let state = self.read();
        let engineers = state.people.values().filter(|person| person.role == Role::Engineer);
        Ok(engineers.map(|engineer| load_of(state, engineer)).collect())
    }

    async fn add_open(&mut self, engineer: PersonId) -> Result<(), StorageError> {
        let load = self.load_mut(engineer)?;
        load.open_tickets += 1;
        Ok(())
    }

    async fn remove_open(&mut self, engineer: PersonId) -> Result<(), StorageError> {
        let load = self.load_mut(engineer)?;
        load.open_tickets = load.open_tickets.checked_sub(1).ok_or_else(below_zero)?;
        Ok(())
    }

    async fn note_assignment(&mut self, engineer: PersonId, at: OffsetDateTime) -> Result<(), StorageError> {
        self.load_mut(engineer)?.last_assigned_at = Some(at);
        Ok(())
    }

    async fn backlog(&mut self, wanted: BacklogQuery) -> Result<Vec<TicketId>, StorageError> {
        let can_have = |ticket: &Ticket, id: &PersonId| ticket.reporter != *id && ticket.handed_back_by != Some(*id);
        let is_open_to = |ticket: &Ticket| {
            wanted.open_to.is_empty() || wanted.open_to.iter().any(|engineer| can_have(ticket, engineer))
        };
        let is_wanted = |ticket: &Ticket| ticket.is_waiting() && Some(ticket.id) != wanted.except && is_open_to(ticket);
        let tickets = self.read().tickets_by_urgency(is_wanted);
        Ok(tickets.iter().take(wanted.limit as usize).map(|ticket| ticket.id).collect())
    }

    async fn mark_backlog_unfinished(&mut self, rest: bool) -> Result<(), StorageError> {
        self.write().rest_waits = rest;
        Ok(())
    }

    async fn is_backlog_unfinished(&mut self) -> Result<bool, StorageError> {
        Ok(self.read().rest_waits)
    }

    async fn count_reported(&mut self, reporter: PersonId, change: i32) -> Result<(), StorageError> {
        let load = self.load_mut(reporter)?;
        load.tickets_count = load.tickets_count.checked_add_signed(change).ok_or_else(below_zero)?;
        Ok(())
    }
}

impl MemoryUnitOfWork {
    fn load_mut(&mut self, person: PersonId) -> Result<&mut Load, StorageError> {
        if self.read().people.contains_key(&person) {
            Ok(self.write().loads.entry(person).or_default())
        } else {
            Err(corrupt("people", "there is no person to count for"))
        }
    }
}

fn load_of(state: &State, engineer: &Person) -> EngineerLoad {
    let Load { open_tickets, last_assigned_at, .. } = state.load_of(engineer.id);
    EngineerLoad {
        id: engineer.id,
        role: engineer.role,
        status: engineer.status,
        availability: engineer.availability,
        capacity: engineer.capacity,
        open_tickets,
        last_assigned_at,
    }
}

fn below_zero() -> StorageError {
    corrupt("people", "a count of tickets fell below zero")
}
