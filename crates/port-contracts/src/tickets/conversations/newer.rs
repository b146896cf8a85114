//! What others wrote after the last message that a writer saw.

use deskhand_domain::MessageId;
use deskhand_domain::testing::{a_ticket, person_id};
use deskhand_domain::ticket::{Message, MessageKind};

use super::fixture::keep_conversation;
use crate::Adapter;
use crate::fixtures::id;

pub(crate) async fn newer_messages_are_those_of_others_after_the_one_that_was_seen(adapter: &Adapter) {
    let conversation = keep_conversation(adapter).await;
    let (ticket, other) = (conversation.ticket, a_ticket().number(2).build().id);
    let writer = conversation.people[0].id;
    let mut uow = adapter.begin().await;
    for with_notes in [true, false] {
        let is_read = |message: &&Message| with_notes || message.kind != MessageKind::Note;
        for (place, seen) in conversation.messages.iter().enumerate() {
            let later = conversation.messages[place + 1..].iter().filter(is_read);
            let newer = u32::try_from(later.filter(|message| message.author != writer).count()).unwrap();
            let expected = is_read(&seen).then_some(newer);
            let found = uow.tickets().newer_messages(ticket, with_notes, seen.id, writer).await.unwrap();
            assert_eq!(found, expected, "after message {place}, {with_notes}");
        }
    }
    let first = conversation.messages[0].id;
    let by_others = uow.tickets().newer_messages(ticket, true, first, person_id("stranger")).await.unwrap();
    assert_eq!(by_others, Some(39), "all others are by others");
    for (ticket, seen) in [(other, first), (ticket, MessageId::new(id(50))), (ticket, MessageId::new(id(99)))] {
        assert_eq!(uow.tickets().newer_messages(ticket, true, seen, writer).await.unwrap(), None);
    }
}
