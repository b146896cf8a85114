//! A conversation with requests, replies and notes.

use deskhand_domain::people::Person;
use deskhand_domain::ports::MessageView;
use deskhand_domain::testing::{PersonBuilder, a_customer, a_ticket, an_engineer};
use deskhand_domain::ticket::{Message, MessageKind};
use deskhand_domain::{MessageId, TicketId};

use crate::Adapter;
use crate::fixtures::{Random, all, at, id, message, rows};

pub(super) struct Conversation {
    pub(super) ticket: TicketId,
    pub(super) people: Vec<Person>,
    /// Oldest first.
    pub(super) messages: Vec<Message>,
}

/// Forty messages, four in each minute, saved in no particular order; and some on another ticket.
pub(super) async fn keep_conversation(adapter: &Adapter) -> Conversation {
    let people = [a_customer(), an_engineer(), an_engineer().username("second")].map(PersonBuilder::build).to_vec();
    let (ticket, other) = (a_ticket().build(), a_ticket().number(2).build());
    adapter.keep_people(&people).await;
    adapter.keep_tickets(&[ticket.clone(), other.clone()]).await;

    let mut random = Random::new(7);
    let mut message = |n: u64, ticket| Message {
        created_at: at((n / 4).cast_signed()),
        id: MessageId::new(id(n)),
        ..message(n, ticket, *random.pick(MessageKind::ALL), random.pick(&people).id)
    };
    let messages: Vec<_> = (0..40).map(|n| message(n, ticket.id)).collect();
    let mut kept = messages.clone();
    kept.extend((50..60).map(|n| message(n, other.id)));
    random.shuffle(&mut kept);
    adapter.keep_messages(&kept).await;
    Conversation { ticket: ticket.id, people, messages }
}

pub(super) async fn read(adapter: &Adapter, ticket: TicketId, with_notes: bool, limit: u32) -> Vec<MessageView> {
    let limit = rows(limit);
    all(
        limit,
        |view: &MessageView| view.message.id,
        async |after| adapter.tickets.messages(ticket, with_notes, after, limit).await.unwrap(),
    )
    .await
}
