//! Searches read conversations, and notes only for those who may read them.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, TicketSort, Total};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer, person_id};
use deskhand_domain::ticket::{Message, MessageBody, MessageKind};

use super::contracts::words;
use crate::Adapter;
use crate::fixtures::message;

/// A ticket of a customer and one of an engineer, both assigned to another engineer, each with a request, a response and a note.
/// Both have a follower.
async fn keep_conversations(adapter: &Adapter) {
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    let colleague = an_engineer().username("colleague").build();
    let follower = an_engineer().username("follower").build();
    adapter.keep_people(&[customer.clone(), engineer.clone(), colleague.clone(), follower.clone()]).await;
    for (number, reporter) in [(1, &customer), (2, &colleague)] {
        let ticket = a_ticket().number(number).title("A printer").reporter(reporter.id).assignee(engineer.id);
        let ticket = ticket.followers([follower.id]).build();
        let says = |n: u64, kind, author, text: &str| {
            let n = n + number * 10;
            Message { body: MessageBody::parse(text).unwrap(), ..message(n, ticket.id, kind, author) }
        };
        let mut uow = adapter.begin().await;
        uow.tickets().insert(&ticket).await.unwrap();
        let description = says(0, MessageKind::Request, reporter.id, ticket.description.as_str());
        uow.tickets().append_message(&description).await.unwrap();
        uow.commit().await.unwrap();
        adapter
            .keep_messages(&[
                says(1, MessageKind::Request, reporter.id, "It smells of Zebra"),
                says(2, MessageKind::Response, engineer.id, "Have you fed it?"),
                says(3, MessageKind::Note, engineer.id, "The reporter is a WALRUS, not a zebra."),
            ])
            .await;
    }
}

pub(crate) async fn a_search_reads_messages_beside_title_and_description(adapter: &Adapter) {
    keep_conversations(adapter).await;
    for (q, expected) in
        [("zebra", &[1, 2][..]), ("fed printer", &[1, 2]), ("zebra \"you fed\" #2", &[2]), ("lion", &[])]
    {
        assert_eq!(adapter.numbers(TicketVisibility::Everything, &words(q)).await, expected, "{q}");
    }
    let mut uow = adapter.begin().await;
    uow.tickets().delete(a_ticket().number(1).build().id).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.numbers(TicketVisibility::Everything, &words("zebra")).await, [2]);
}

pub(crate) async fn an_edited_description_is_not_found_by_its_old_words(adapter: &Adapter) {
    keep_conversations(adapter).await;
    let old = a_ticket().build().description.clone();
    assert_eq!(adapter.numbers(TicketVisibility::Everything, &words(old.as_str())).await, [1, 2]);
    let mut uow = adapter.begin().await;
    let ticket = uow.tickets().find(a_ticket().number(1).build().id).await.unwrap().unwrap();
    let edited = a_ticket().number(1).title("A printer").description("All is well").assignee(person_id("engineer"));
    let edited = edited.version(ticket.version + 1).build();
    uow.tickets().amend_first_message(edited.id, &edited.description).await.unwrap();
    uow.tickets().update(&edited).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.numbers(TicketVisibility::Everything, &words(old.as_str())).await, [2]);
    assert_eq!(adapter.numbers(TicketVisibility::Everything, &words("\"all is well\"")).await, [1]);
}

pub(crate) async fn a_note_is_found_only_by_those_who_may_read_it(adapter: &Adapter) {
    keep_conversations(adapter).await;
    let (customer, engineer, colleague) = (person_id("customer"), person_id("engineer"), person_id("colleague"));
    let follower = person_id("follower");
    let cases: &[(TicketVisibility, &[u64])] = &[
        (TicketVisibility::Everything, &[1, 2]),
        (TicketVisibility::ReportedOrFollowedBy(customer), &[]),
        (TicketVisibility::ReportedOrFollowedBy(colleague), &[]),
        (TicketVisibility::ReportedFollowedOrAssignedTo(engineer), &[1, 2]),
        (TicketVisibility::ReportedFollowedOrAssignedTo(colleague), &[]),
        (TicketVisibility::ReportedOrFollowedBy(follower), &[]),
        (TicketVisibility::ReportedFollowedOrAssignedTo(follower), &[]),
    ];
    for (sees, expected) in cases {
        for q in ["walrus", "\"a walrus\" printer", "the reporter is a walrus"] {
            let limit = PageLimit::default();
            let page = adapter.tickets.list(*sees, words(q), TicketSort::Number, None, limit, true).await.unwrap();
            let found: Vec<u64> = page.rows.iter().map(|view| view.ticket.number.get()).collect();
            assert_eq!(
                (found.as_slice(), page.total),
                (*expected, Some(Total::of(expected.len() as u64))),
                "{q} {sees:?}"
            );
        }
    }
    assert_eq!(adapter.numbers(TicketVisibility::ReportedOrFollowedBy(customer), &words("zebra")).await, [1]);
    assert_eq!(adapter.numbers(TicketVisibility::ReportedOrFollowedBy(follower), &words("zebra")).await, [1, 2]);
}
