//! Reading messages: their order and pages, and the notes that customers do not see.

use deskhand_domain::testing::{a_customer, a_ticket, an_engineer, ticket_id};
use deskhand_domain::ticket::MessageKind;

use super::fixture::{keep_conversation, read};
use crate::Adapter;
use crate::fixtures::{message, rows};

pub(crate) async fn messages_come_oldest_first_and_every_page_goes_on_where_the_last_ended(adapter: &Adapter) {
    let conversation = keep_conversation(adapter).await;
    for limit in [1, 2, 7, 100] {
        let read = read(adapter, conversation.ticket, true, limit).await;
        assert_eq!(
            read.iter().map(|view| &view.message).collect::<Vec<_>>(),
            conversation.messages.iter().collect::<Vec<_>>()
        );
        for view in read {
            let author = conversation.people.iter().find(|person| person.id == view.message.author).unwrap();
            assert_eq!(view.author, author.to_ref());
        }
    }
}

pub(crate) async fn notes_are_hidden_from_whoever_may_not_read_them(adapter: &Adapter) {
    let conversation = keep_conversation(adapter).await;
    let public = conversation.messages.iter().filter(|message| message.kind != MessageKind::Note);
    let public: Vec<_> = public.collect();
    assert!(public.len() < conversation.messages.len());
    for limit in [1, 2, 7, 100] {
        let read = read(adapter, conversation.ticket, false, limit).await;
        assert_eq!(read.iter().map(|view| &view.message).collect::<Vec<_>>(), public);
    }
}

pub(crate) async fn one_message_is_found_in_its_own_ticket_and_a_note_only_where_notes_are(adapter: &Adapter) {
    let conversation = keep_conversation(adapter).await;
    for message in &conversation.messages {
        for with_notes in [true, false] {
            let found = adapter.tickets.message(conversation.ticket, with_notes, message.id).await.unwrap();
            let expected = (with_notes || message.kind != MessageKind::Note).then_some(message);
            assert_eq!(found.as_ref().map(|view| &view.message), expected);
        }
        let elsewhere = adapter.tickets.message(ticket_id(99), true, message.id).await.unwrap();
        assert_eq!(elsewhere, None);
    }
}

pub(crate) async fn a_page_does_not_promise_more_where_only_notes_follow(adapter: &Adapter) {
    let (customer, engineer, ticket) = (a_customer().build(), an_engineer().build(), a_ticket().build());
    adapter.keep_people(&[customer.clone(), engineer.clone()]).await;
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    adapter
        .keep_messages(&[
            message(1, ticket.id, MessageKind::Request, customer.id),
            message(2, ticket.id, MessageKind::Note, engineer.id),
        ])
        .await;
    let page = adapter.tickets.messages(ticket.id, false, None, rows(1)).await.unwrap();
    assert_eq!((page.rows.len(), page.has_more), (1, false));
    let page = adapter.tickets.messages(ticket.id, true, None, rows(1)).await.unwrap();
    assert_eq!((page.rows.len(), page.has_more), (1, true));
}
