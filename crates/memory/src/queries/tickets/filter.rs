//! Which tickets belong to a list: what the caller may see, and what they asked for.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{AssigneeFilter, SearchText, TicketFilter};
use deskhand_domain::text::search_folded;
use deskhand_domain::ticket::{MessageKind, Ticket};

use crate::queries::text::contains;
use crate::state::State;

pub(crate) fn is_visible(ticket: &Ticket, sees: TicketVisibility) -> bool {
    sees.includes(ticket.reporter, ticket.assignee, &ticket.followers)
}

pub(crate) fn matches(ticket: &Ticket, filter: &TicketFilter, sees: TicketVisibility) -> bool {
    is_any(&filter.status, &ticket.status)
        && is_any(&filter.priority, &ticket.priority)
        && filter.reporter.as_ref().is_none_or(|people| people.contains(&ticket.reporter))
        && filter.assignee.as_ref().is_none_or(|wanted| wanted.contains(&assignee_of(ticket)))
        && filter.title.as_deref().is_none_or(|text| contains(ticket.title.as_str(), text))
        && filter.description.as_deref().is_none_or(|text| contains(ticket.description.as_str(), text))
        && filter.awaiting.is_none_or(|side| ticket.awaiting == side)
        && is_within_times(ticket, filter, sees)
}

fn is_within_times(ticket: &Ticket, filter: &TicketFilter, sees: TicketVisibility) -> bool {
    let changed_at = if sees.includes_notes() { ticket.updated_at } else { ticket.public_updated_at };
    filter.created_after.is_none_or(|time| ticket.created_at > time)
        && filter.created_before.is_none_or(|time| ticket.created_at < time)
        && filter.updated_after.is_none_or(|time| changed_at > time)
        && filter.updated_before.is_none_or(|time| changed_at < time)
}

fn is_any<T: PartialEq>(wanted: &[T], value: &T) -> bool {
    wanted.is_empty() || wanted.contains(value)
}

fn assignee_of(ticket: &Ticket) -> AssigneeFilter {
    ticket.assignee.map_or(AssigneeFilter::Nobody, AssigneeFilter::Person)
}

/// Notes only where the caller may read them.
pub(crate) fn matches_search(state: &State, ticket: &Ticket, search: &SearchText, sees: TicketVisibility) -> bool {
    let with_notes = sees.notes().include(ticket.assignee);
    let messages = state.messages.iter().filter(|message| message.ticket == ticket.id);
    let messages = messages.filter(|message| with_notes || message.kind != MessageKind::Note);
    let texts: Vec<String> = [ticket.title.as_str(), ticket.description.as_str()]
        .into_iter()
        .chain(messages.map(|message| message.body.as_str()))
        .map(search_folded)
        .collect();
    search
        .terms()
        .iter()
        .all(|term| term.number == Some(ticket.number) || texts.iter().any(|text| text.contains(&term.folded)))
}
