//! Records come back unchanged, whatever is in them.

use deskhand_domain::notification::Mail;
use deskhand_domain::people::{EmailAddress, Person, PersonName, PersonRecord};
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PersonKey, TicketKey};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer};
use deskhand_domain::ticket::{MessageBody, MessageKind, Ticket, TicketNumber, TicketRecord, Title};
use time::Duration;

use crate::Adapter;
use crate::fixtures::Random;
use crate::fixtures::rows;
use crate::fixtures::{a_random_mail, a_random_person, a_random_ticket};
use crate::fixtures::{at, changed_person, changed_ticket, message};

pub(crate) async fn a_person_comes_back_as_they_were(adapter: &Adapter) {
    let mut random = Random::new(3);
    for n in 0..60 {
        let kept = a_random_person(&mut random, n);
        adapter.keep_people(std::slice::from_ref(&kept)).await;
        assert_person(adapter, &kept).await;
        let changed = changed_person(&kept, |p| {
            let PersonRecord { id, version, .. } = *p;
            let other = a_random_person(&mut random, n + 100);
            *p = PersonRecord { id, version, ..PersonRecord::clone(&other) };
        });
        let mut uow = adapter.begin().await;
        uow.people().update(&changed).await.unwrap();
        uow.commit().await.unwrap();
        assert_person(adapter, &changed).await;
    }
}

async fn assert_person(adapter: &Adapter, expected: &Person) {
    let mut uow = adapter.begin().await;
    assert_eq!(uow.people().find(expected.id).await.unwrap().as_ref(), Some(expected));
    assert_eq!(uow.people().look_up(&[expected.id]).await.unwrap(), std::slice::from_ref(expected));
    drop(uow);
    let view = adapter.people.find(PersonKey::Id(expected.id)).await.unwrap().map(|view| view.person);
    assert_eq!(view.as_ref(), Some(expected).filter(|person| person.removed_at.is_none()));
}

pub(crate) async fn a_ticket_comes_back_as_it_was(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build(), an_engineer().build()]).await;
    let mut random = Random::new(5);
    for n in 1..=60 {
        let kept = a_random_ticket(&mut random, n);
        adapter.keep_tickets(std::slice::from_ref(&kept)).await;
        assert_ticket(adapter, &kept).await;
        let changed = changed_ticket(&kept, |t| {
            let TicketRecord { id, number, version, .. } = *t;
            let other = a_random_ticket(&mut random, n);
            *t = TicketRecord { id, number, version, ..TicketRecord::clone(&other) };
        });
        let mut uow = adapter.begin().await;
        uow.tickets().update(&changed).await.unwrap();
        uow.commit().await.unwrap();
        assert_ticket(adapter, &changed).await;
    }
}

async fn assert_ticket(adapter: &Adapter, expected: &Ticket) {
    assert_eq!(adapter.begin().await.tickets().find(expected.id).await.unwrap().as_ref(), Some(expected));
    for key in [TicketKey::Id(expected.id), TicketKey::Number(expected.number)] {
        let view = adapter.tickets.find(TicketVisibility::Everything, key).await.unwrap().unwrap();
        assert_eq!(&view.ticket, expected);
        assert_eq!(view.reporter.id, expected.reporter);
        assert_eq!(view.assignee.map(|assignee| assignee.id), expected.assignee);
    }
}

pub(crate) async fn the_longest_texts_and_the_largest_number_come_back(adapter: &Adapter) {
    let customer = a_customer().name(&"\u{1F525}".repeat(PersonName::MAX)).build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    let ticket = a_ticket()
        .number(TicketNumber::MAX)
        .title(&"Ж".repeat(Title::MAX))
        .description(&"\u{1F525}".repeat(MessageBody::MAX))
        .build();
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let mut first = message(1, ticket.id, MessageKind::Request, customer.id);
    first.body = ticket.description.clone();
    adapter.keep_messages(std::slice::from_ref(&first)).await;
    assert_ticket(adapter, &ticket).await;
    assert_person(adapter, &customer).await;
    let messages = adapter.tickets.messages(ticket.id, false, None, rows(1)).await.unwrap();
    assert_eq!(messages.rows[0].message, first);
}

pub(crate) async fn a_notice_comes_back_as_it_was_with_its_recipient_as_they_are_now(adapter: &Adapter) {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    let mut random = Random::new(9);
    let mut mails: Vec<Mail> = (0..60).map(|n| a_random_mail(&mut random, n)).collect();
    let moved = changed_person(&customer, |p| p.email = Some(EmailAddress::parse("new@example.org").unwrap()));
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&mails).await.unwrap();
    uow.people().update(&moved).await.unwrap();
    uow.commit().await.unwrap();

    let claimed =
        adapter.begin().await.outbox().claim_due(at(10_000), Duration::minutes(1), 100, &[]).await.unwrap().deliveries;
    assert!(
        claimed.iter().all(|claimed_mail| claimed_mail.recipient.as_ref() == Some(&moved) && claimed_mail.attempt == 1)
    );
    mails.sort_by_key(|mail| (!mail.kind.is_about_account(), mail.turn, mail.id));
    assert_eq!(claimed.into_iter().map(|claimed_mail| claimed_mail.mail).collect::<Vec<_>>(), mails);
}
