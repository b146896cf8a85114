//! Tickets and their conversations, within a unit of work.

use std::collections::BTreeSet;

use async_trait::async_trait;
use deskhand_domain::assignment::Decision;
use deskhand_domain::people::Person;
use deskhand_domain::ports::{StorageError, TicketRepository, Unique};
use deskhand_domain::ticket::{Followers, Message, MessageBody, MessageKind, Ticket, TicketNumber, TicketRecord};
use deskhand_domain::{MessageId, PersonId, TicketId};
use time::OffsetDateTime;

use crate::state::corrupt;
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl TicketRepository for MemoryUnitOfWork {
    async fn next_number(&mut self) -> Result<TicketNumber, StorageError> {
        let state = self.write();
        state.last_number += 1;
        TicketNumber::new(state.last_number).map_err(|_| corrupt("tickets", "the numbers are used up"))
    }

    async fn find(&mut self, id: TicketId) -> Result<Option<Ticket>, StorageError> {
        Ok(self.read().tickets.get(&id).cloned())
    }

    async fn find_by_number(&mut self, number: TicketNumber) -> Result<Option<Ticket>, StorageError> {
        Ok(self.read().tickets.values().find(|ticket| ticket.number == number).cloned())
    }

    async fn insert(&mut self, ticket: &Ticket) -> Result<(), StorageError> {
        let mut kept = self.read().tickets.values();
        if kept.any(|other| other.id == ticket.id || other.number == ticket.number) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        self.write().tickets.insert(ticket.id, ticket.clone());
        Ok(())
    }

    async fn update(&mut self, ticket: &Ticket) -> Result<(), StorageError> {
        match self.write().tickets.get_mut(&ticket.id) {
            Some(kept) if kept.version + 1 == ticket.version => {
                *kept = ticket.clone();
                Ok(())
            }
            _ => Err(StorageError::Conflict),
        }
    }

    async fn delete(&mut self, id: TicketId) -> Result<(), StorageError> {
        let state = self.write();
        state.tickets.remove(&id);
        let messages: Vec<_> = state.messages.iter().filter(|m| m.ticket == id).map(|m| m.id).collect();
        state.attachments.retain(|_, file| file.message.is_none_or(|message| !messages.contains(&message)));
        state.messages.retain(|message| message.ticket != id);
        state.decisions.remove(&id);
        state.muted.retain(|(ticket, _)| *ticket != id);
        state.drafts.retain(|(_, place), _| place.ticket() != Some(id));
        for row in state.incoming.values_mut().filter(|row| row.mail.ticket == Some(id)) {
            row.mail.ticket = None;
        }
        Ok(())
    }

    async fn held_by(&mut self, engineer: PersonId) -> Result<Vec<Ticket>, StorageError> {
        Ok(self.read().tickets_by_urgency(|ticket| ticket.assignee == Some(engineer) && ticket.status.is_active()))
    }

    async fn append_message(&mut self, message: &Message) -> Result<(), StorageError> {
        if self.read().messages.iter().any(|kept| kept.id == message.id) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        self.write().messages.push(message.clone());
        Ok(())
    }

    async fn newer_messages(
        &mut self,
        ticket: TicketId,
        with_notes: bool,
        seen: MessageId,
        writer: PersonId,
    ) -> Result<Option<u32>, StorageError> {
        let mut messages = self.read().conversation(ticket);
        messages.retain(|message| with_notes || message.kind != MessageKind::Note);
        let Some(place) = messages.iter().position(|message| message.id == seen) else { return Ok(None) };
        let newer = messages.iter().skip(place + 1).filter(|message| message.author != writer).count();
        Ok(Some(u32::try_from(newer).unwrap_or(u32::MAX)))
    }

    async fn amend_first_message(&mut self, ticket: TicketId, body: &MessageBody) -> Result<(), StorageError> {
        let conversation = self.write().messages.iter_mut().filter(|message| message.ticket == ticket);
        if let Some(first) = conversation.min_by_key(|message| (message.created_at, message.id)) {
            first.body = body.clone();
        }
        Ok(())
    }

    async fn note_writers(&mut self, ticket: TicketId) -> Result<Vec<Person>, StorageError> {
        let state = self.read();
        let notes = state.messages.iter().filter(|m| m.ticket == ticket && m.kind == MessageKind::Note);
        let writers: BTreeSet<_> = notes.map(|note| note.author).collect();
        Ok(writers.iter().filter_map(|id| state.people.get(id)).cloned().collect())
    }

    async fn muted_by(&mut self, ticket: TicketId) -> Result<Vec<PersonId>, StorageError> {
        Ok(self.read().muted.iter().filter(|(muted, _)| *muted == ticket).map(|(_, person)| *person).collect())
    }

    async fn forget_follower(&mut self, person: PersonId) -> Result<(), StorageError> {
        for ticket in self.write().tickets.values_mut().filter(|ticket| ticket.followers.include(person)) {
            let followers = Followers::restore(ticket.followers.iter().filter(|id| *id != person));
            *ticket = Ticket::restore(TicketRecord { followers, ..TicketRecord::clone(ticket) });
        }
        Ok(())
    }

    async fn set_muted(&mut self, ticket: TicketId, person: PersonId, muted: bool) -> Result<(), StorageError> {
        let entries = &mut self.write().muted;
        if muted {
            entries.insert((ticket, person));
        } else {
            entries.remove(&(ticket, person));
        }
        Ok(())
    }

    async fn keep_decision(&mut self, decision: &Decision, at: OffsetDateTime) -> Result<(), StorageError> {
        self.write().decisions.insert(decision.ticket, (decision.clone(), at));
        Ok(())
    }
}
