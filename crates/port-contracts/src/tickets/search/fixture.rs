//! Tickets with the texts, and what a search must find.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::TicketFilter;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket};

use super::cases::TEXTS;
use crate::Adapter;

pub(super) async fn keep(adapter: &Adapter, with: fn(TicketBuilder, &str) -> TicketBuilder) {
    adapter.keep_people(&[a_customer().build()]).await;
    let plain = || a_ticket().title("plain").description("plain");
    let tickets = TEXTS.iter().zip(1..).map(|(text, number)| with(plain(), text).number(number).build());
    adapter.keep_tickets(&tickets.collect::<Vec<_>>()).await;
}

pub(super) async fn assert_found(adapter: &Adapter, filter: &TicketFilter, expected: &[u64]) {
    assert_eq!(adapter.numbers(TicketVisibility::Everything, filter).await, expected, "{filter:?}");
}
