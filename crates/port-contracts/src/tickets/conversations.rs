//! Messages: their order, their pages, and the notes that customers don't learn of.

use deskhand_domain::people::Person;
use deskhand_domain::ports::MessageView;
use deskhand_domain::testing::{PersonBuilder, a_customer, a_ticket, an_engineer};
use deskhand_domain::ticket::{Message, MessageBody, MessageKind};
use deskhand_domain::{MessageId, TicketId};

use crate::Adapter;
use crate::fixtures::pages::{all, rows};
use crate::fixtures::random::Random;
use crate::fixtures::{at, id, message, sorted};

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

pub(crate) async fn amending_the_description_changes_the_first_message_only(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    let by_customer = |n| message(n, ticket.id, MessageKind::Request, customer.id);
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(&[ticket.clone(), a_ticket().number(2).build()]).await;
    let elsewhere = message(0, a_ticket().number(2).build().id, MessageKind::Request, customer.id);
    adapter.keep_messages(&[by_customer(2), by_customer(1), by_customer(3), elsewhere.clone()]).await;
    let body = MessageBody::parse("It began with a smell.").unwrap();
    let mut uow = adapter.begin().await;
    uow.tickets().amend_first_message(ticket.id, &body).await.unwrap();
    uow.commit().await.unwrap();

    let read = read(adapter, ticket.id, true, 100).await.into_iter().map(|view| view.message).collect::<Vec<_>>();
    assert_eq!(read, [Message { body, ..by_customer(1) }, by_customer(2), by_customer(3)]);
    let untouched = adapter.tickets.messages(elsewhere.ticket, true, None, rows(1)).await.unwrap();
    assert_eq!(untouched.rows[0].message, elsewhere);
}

pub(crate) async fn note_writers_are_named_once(adapter: &Adapter) {
    let conversation = keep_conversation(adapter).await;
    let notes = conversation.messages.iter().filter(|message| message.kind == MessageKind::Note);
    let mut expected = sorted(notes.map(|note| note.author));
    expected.dedup();
    let writers = adapter.begin().await.tickets().note_writers(conversation.ticket).await.unwrap();
    assert_eq!(sorted(writers.iter().map(|writer| writer.id)), expected);
    assert!(writers.iter().all(|writer| conversation.people.contains(writer)));
}

struct Conversation {
    ticket: TicketId,
    people: Vec<Person>,
    /// Oldest first.
    messages: Vec<Message>,
}

/// Forty messages, four in each minute, kept in no particular order; and some on another ticket.
async fn keep_conversation(adapter: &Adapter) -> Conversation {
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

async fn read(adapter: &Adapter, ticket: TicketId, with_notes: bool, limit: u32) -> Vec<MessageView> {
    let limit = rows(limit);
    all(
        limit,
        |view: &MessageView| view.message.id,
        async |after| adapter.tickets.messages(ticket, with_notes, after, limit).await.unwrap(),
    )
    .await
}
