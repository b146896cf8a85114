//! Commands about tickets, at random.

use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::{MessageBody, TicketNumber, TicketStatus};
use deskhand_domain::use_cases::{AssigneeChoice, PostMessage, UpdateTicket};

use super::account_commands::an_account;
use super::fixture::Staffed;
use crate::fixtures::Random;

/// Some of these numbers are not used yet, and some tickets are deleted.
pub(super) fn some_ticket(random: &mut Random) -> TicketKey {
    TicketKey::Number(TicketNumber::new(1 + random.below(40)).unwrap())
}

pub(super) fn a_message(random: &mut Random) -> PostMessage {
    PostMessage {
        body: MessageBody::parse("Any news?").unwrap(),
        note: random.below(4) == 0,
        attachments: Vec::new(),
        seen: None,
        editor: None,
        mail: None,
    }
}

pub(super) fn a_move(random: &mut Random) -> UpdateTicket {
    // When a finished ticket is opened again, its assignee may have left meanwhile.
    let often = [TicketStatus::Open, TicketStatus::Unresolved, TicketStatus::Closed];
    let status = if random.flip() { *random.pick(&often) } else { *random.pick(TicketStatus::ALL) };
    UpdateTicket { status: Some(status), ..UpdateTicket::default() }
}

pub(super) fn an_assignment(setup: &Staffed, random: &mut Random) -> UpdateTicket {
    let assignee = match random.below(4) {
        0 => AssigneeChoice::Nobody,
        1 => AssigneeChoice::LeastLoaded,
        _ => AssigneeChoice::Person(an_account(setup, random)),
    };
    UpdateTicket { assignee: Some(assignee), ..UpdateTicket::default() }
}
