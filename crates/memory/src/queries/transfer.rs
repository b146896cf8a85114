//! Reads of whole people and tickets.

use async_trait::async_trait;
use deskhand_domain::history::{Event, Topic};
use deskhand_domain::ports::{EventFeed, FeedPosition, LooseEvents, StorageError, TransferPosition, TransferQueries};
use deskhand_domain::ticket::{Ticket, TicketNumber};
use deskhand_domain::transfer::{WholePerson, WholeTicket};
use deskhand_domain::uuid::Uuid;
use deskhand_domain::{EventId, PersonId, TicketId};

use crate::MemoryStorage;
use crate::queries::event_feed::places;
use crate::state::State;

#[async_trait]
impl TransferQueries for MemoryStorage {
    async fn position_of(&self, id: Uuid) -> Result<Option<TransferPosition>, StorageError> {
        let state = self.committed();
        if state.people.contains_key(&PersonId::new(id)) {
            return Ok(Some(TransferPosition::Person(PersonId::new(id))));
        }
        if let Some(ticket) = state.tickets.get(&TicketId::new(id)) {
            return Ok(Some(TransferPosition::Ticket(ticket.number)));
        }
        Ok(EventFeed::find(self, EventId::new(id)).await?.map(TransferPosition::Event))
    }

    async fn last_number(&self) -> Result<u64, StorageError> {
        Ok(self.committed().last_number)
    }

    async fn whole_people(&self, after: Option<PersonId>, limit: u32) -> Result<Vec<WholePerson>, StorageError> {
        let state = self.committed();
        let rest = state.people.values().filter(|person| after.is_none_or(|last| person.id > last));
        let whole = rest.take(limit as usize).map(|person| WholePerson {
            person: person.clone(),
            last_assigned_at: state.load_of(person.id).last_assigned_at,
            reserved_usernames: state
                .reserved_usernames
                .iter()
                .filter(|(_, reservation)| reservation.owner == person.id)
                .map(|(name, reservation)| (name.clone(), reservation.until))
                .collect(),
        });
        Ok(whole.collect())
    }

    async fn loose_events(&self, after: FeedPosition) -> Result<LooseEvents, StorageError> {
        let state = self.committed();
        let belongs = |event: &Event| match event.topic {
            Topic::Ticket(id) => state.tickets.contains_key(&id),
            Topic::Person(_) => false,
        };
        let rest = places(&state.history).filter(|(place, event)| *place > after && !belongs(event));
        Ok(LooseEvents { events: rest.map(|(_, event)| event.clone()).collect(), read_to: None })
    }

    async fn whole_tickets(&self, after: Option<TicketNumber>, limit: u32) -> Result<Vec<WholeTicket>, StorageError> {
        let state = self.committed();
        let mut rest: Vec<&Ticket> =
            state.tickets.values().filter(|ticket| after.is_none_or(|last| ticket.number > last)).collect();
        rest.sort_by_key(|ticket| ticket.number);
        Ok(rest.into_iter().take(limit as usize).map(|ticket| whole_ticket(&state, ticket)).collect())
    }
}

fn whole_ticket(state: &State, ticket: &Ticket) -> WholeTicket {
    let messages: Vec<_> = state.conversation(ticket.id).into_iter().cloned().collect();
    let ids: Vec<_> = messages.iter().map(|message| message.id).collect();
    let is_of_ticket = |event: &&Event| event.topic.ticket() == Some(ticket.id);
    WholeTicket {
        ticket: ticket.clone(),
        files: state.files_of(&ids),
        messages,
        events: state.history.iter().filter(is_of_ticket).cloned().collect(),
        decision: state.decisions.get(&ticket.id).cloned(),
        muted_by: state.muted.iter().filter(|(id, _)| *id == ticket.id).map(|(_, person)| *person).collect(),
    }
}
