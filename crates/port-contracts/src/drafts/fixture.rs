//! Drafts with plain contents, by two people on two tickets.

use deskhand_domain::drafts::{Draft, DraftPlace, DraftText, DraftTitle, DraftWords};
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer};
use deskhand_domain::{PersonId, TicketId};

use crate::Adapter;
use crate::fixtures::at;

pub(super) struct Desk {
    pub(super) customer: PersonId,
    pub(super) engineer: PersonId,
    /// Both by the customer; the second has no assignee.
    pub(super) tickets: [TicketId; 2],
}

pub(super) async fn a_desk(adapter: &Adapter) -> Desk {
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    adapter.keep_people(&[customer.clone(), engineer.clone()]).await;
    let first = a_ticket().reporter(customer.id).assignee(engineer.id).build();
    let second = a_ticket().number(2).reporter(customer.id).build();
    adapter.keep_tickets(&[first.clone(), second.clone()]).await;
    Desk { customer: customer.id, engineer: engineer.id, tickets: [first.id, second.id] }
}

/// Kept `n` minutes after the start.
pub(super) fn draft(n: i64, person: PersonId, place: DraftPlace) -> Draft {
    let title = if place == DraftPlace::NewTicket { "The pri" } else { "" };
    let (title, text) = (DraftTitle::parse(title).unwrap(), DraftText::parse(&format!(" draft {n}\n")).unwrap());
    Draft { person, place, words: DraftWords { title, text }, saved_at: at(n) }
}

pub(super) async fn keep(adapter: &Adapter, drafts: &[Draft], most: u32) {
    let mut uow = adapter.begin().await;
    for draft in drafts {
        uow.drafts().keep(draft, most).await.unwrap();
    }
    uow.commit().await.unwrap();
}

pub(super) async fn list(adapter: &Adapter, person: PersonId) -> Vec<Draft> {
    adapter.drafts.list(TicketVisibility::Everything, person).await.unwrap()
}
