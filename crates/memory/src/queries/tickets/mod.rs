//! Reads of tickets.

mod filter;
mod list;

use std::collections::BTreeSet;

use async_trait::async_trait;
use deskhand_domain::assignment::Decision;
use deskhand_domain::history::Event;
use deskhand_domain::people::PersonRef;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{
    HistoryView, MessageView, Page, PageLimit, StorageError, TicketFilter, TicketKey, TicketPosition, TicketQueries,
    TicketSort, TicketView,
};
use deskhand_domain::ticket::{ClosingDue, Message, MessageKind, Ticket, TicketStatus};
use deskhand_domain::{EventId, MessageId, PersonId, TicketId};
use time::OffsetDateTime;

use crate::MemoryStorage;
use crate::queries::page::{cut, rest};

pub(super) use filter::is_visible;

#[async_trait]
impl TicketQueries for MemoryStorage {
    async fn find(&self, sees: TicketVisibility, key: TicketKey) -> Result<Option<TicketView>, StorageError> {
        let state = self.committed();
        let ticket = match key {
            TicketKey::Id(id) => state.tickets.get(&id),
            TicketKey::Number(number) => state.tickets.values().find(|ticket| ticket.number == number),
        };
        ticket.filter(|ticket| is_visible(ticket, sees)).map(|ticket| state.ticket_view(ticket)).transpose()
    }

    async fn list(
        &self,
        sees: TicketVisibility,
        filter: TicketFilter,
        sort: TicketSort,
        after: Option<TicketPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<TicketView>, StorageError> {
        list::list(&self.committed(), sees, &filter, sort, after, limit, count)
    }

    async fn count_up_to(&self, sees: TicketVisibility, filter: TicketFilter, most: u32) -> Result<u32, StorageError> {
        let found = list::matching(&self.committed(), sees, &filter).take(most as usize).count();
        Ok(u32::try_from(found).unwrap_or(most))
    }

    async fn message(
        &self,
        ticket: TicketId,
        with_notes: bool,
        id: MessageId,
    ) -> Result<Option<MessageView>, StorageError> {
        let state = self.committed();
        let visible = |message: &&Message| message.id == id && (with_notes || message.kind != MessageKind::Note);
        let found = state.conversation(ticket).into_iter().find(visible).cloned();
        let with_author = |message: Message| Ok(MessageView { author: state.ref_of(message.author)?, message });
        found.map(with_author).transpose()
    }

    async fn messages(
        &self,
        ticket: TicketId,
        with_notes: bool,
        after: Option<MessageId>,
        limit: PageLimit,
    ) -> Result<Page<MessageView>, StorageError> {
        let state = self.committed();
        let mut messages = rest(state.conversation(ticket), after.map(|id| move |message: &&Message| message.id == id));
        messages.retain(|message| with_notes || message.kind != MessageKind::Note);
        let page = cut(messages, limit, None);
        let with_author = |message: &Message| {
            Ok::<_, StorageError>(MessageView { message: message.clone(), author: state.ref_of(message.author)? })
        };
        let rows = page.rows.into_iter().map(with_author).collect::<Result<_, _>>()?;
        Ok(Page { rows, has_more: page.has_more, total: None })
    }

    async fn history(
        &self,
        ticket: TicketId,
        with_internal: bool,
        after: Option<EventId>,
        limit: PageLimit,
    ) -> Result<Page<HistoryView>, StorageError> {
        let state = self.committed();
        let events = state.history.iter().filter(|event| event.topic.ticket() == Some(ticket)).collect();
        let mut events = rest(events, after.map(|id| move |event: &&Event| event.id == id));
        events.retain(|event| with_internal || !event.kind.is_internal());
        let page = cut(events, limit, None);
        let rows = page.rows.into_iter().map(|event| state.event_view(event)).collect::<Result<_, _>>()?;
        Ok(Page { rows, has_more: page.has_more, total: None })
    }

    async fn followers(&self, ticket: TicketId) -> Result<Vec<PersonRef>, StorageError> {
        let state = self.committed();
        let followers = state.tickets.get(&ticket).map(|ticket| ticket.followers.clone()).unwrap_or_default();
        let mut people = followers.iter().map(|id| state.ref_of(id)).collect::<Result<Vec<_>, _>>()?;
        people.sort_by(|one, other| one.username.as_str().cmp(other.username.as_str()));
        Ok(people)
    }

    async fn is_muted(&self, ticket: TicketId, person: PersonId) -> Result<bool, StorageError> {
        Ok(self.committed().muted.contains(&(ticket, person)))
    }

    async fn due_for_closing(&self, due: ClosingDue, limit: u32) -> Result<Vec<TicketId>, StorageError> {
        let state = self.committed();
        let is_due = |ticket: &&Ticket| match (ticket.resolved_at, ticket.close_warned_at) {
            _ if ticket.status != TicketStatus::Resolved => false,
            (Some(resolved), None) => resolved <= due.unwarned_resolved_by,
            (Some(resolved), Some(warned)) => warned <= due.warned_by && resolved <= due.warned_resolved_by,
            (None, _) => false,
        };
        let mut tickets: Vec<_> = state.tickets.values().filter(is_due).map(|t| (t.resolved_at, t.id)).collect();
        tickets.sort_unstable();
        Ok(tickets.into_iter().take(limit as usize).map(|(_, id)| id).collect())
    }

    async fn decision(
        &self,
        ticket: TicketId,
    ) -> Result<Option<(Decision, Vec<PersonRef>, OffsetDateTime)>, StorageError> {
        let state = self.committed();
        let Some((decision, at)) = state.decisions.get(&ticket).cloned() else { return Ok(None) };
        let candidates = decision.candidates.iter().map(|engineer| engineer.id);
        let excluded = decision.excluded.iter().map(|(id, _)| *id);
        let people: BTreeSet<_> = decision.chosen.into_iter().chain(candidates).chain(excluded).collect();
        let people = people.into_iter().map(|id| state.ref_of(id)).collect::<Result<_, _>>()?;
        Ok(Some((decision, people, at)))
    }
}
