//! What is kept comes back as it was, whatever is in it.

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{Notice, NoticeKind, NoticeLine, Reason};
use deskhand_domain::people::{
    AccountStatus, Availability, Capacity, EmailAddress, PasswordHash, Person, PersonName, PersonRecord, PhoneNumber,
    Role, Username,
};
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PersonKey, TicketKey};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer, person_id, ticket_id};
use deskhand_domain::ticket::{
    Awaiting, MessageBody, MessageKind, Priority, Ticket, TicketNumber, TicketRecord, TicketRef, TicketStatus, Title,
};
use deskhand_domain::{EventId, NoticeId, PersonId};
use time::{Duration, OffsetDateTime};

use crate::Adapter;
use crate::dice::Dice;
use crate::fixtures::{at, changed_person, changed_ticket, id, message};
use crate::pages::rows;

const LINES: &[&str] = &[
    "plain",
    "Äpfel, Straße, Łódź",
    "Привет, мир",
    "日本語のチケット",
    "\u{1F525}\u{1F468}\u{200D}\u{1F692} on fire",
    "'; DROP TABLE tickets; --",
    "100% of a_b \\ \"quoted\" `ticks` {braces} $1 ?1 :name",
    "e\u{301} is not \u{e9}",
    "null",
];

pub(crate) async fn a_person_comes_back_as_they_were(adapter: &Adapter) {
    let mut dice = Dice::new(3);
    for n in 0..60 {
        let kept = a_random_person(&mut dice, n);
        adapter.keep_people(std::slice::from_ref(&kept)).await;
        assert_person(adapter, &kept).await;
        let changed = changed_person(&kept, |p| {
            let PersonRecord { id, version, .. } = *p;
            let other = a_random_person(&mut dice, n + 100);
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

fn a_random_person(dice: &mut Dice, n: u64) -> Person {
    let kinds = NoticeKind::ALL;
    Person::restore(PersonRecord {
        id: PersonId::new(id(n)),
        username: Username::parse(&format!("u.{n}-_{}", dice.roll(1000))).unwrap(),
        name: PersonName::parse(dice.words(LINES)).unwrap(),
        email: dice
            .perhaps(|dice| EmailAddress::parse(&format!("Some.One+{n}-{}@Bücher.example", dice.roll(99))).unwrap()),
        phone: dice.perhaps(|dice| PhoneNumber::parse(&format!("+49301{}", dice.roll(10_000))).unwrap()),
        role: *dice.pick(Role::ALL),
        status: *dice.pick(AccountStatus::ALL),
        email_verified_at: dice.perhaps(a_time),
        availability: *dice.pick(Availability::ALL),
        capacity: dice.perhaps(|dice| Capacity::parse(*dice.pick(&[0, 1, 10_000])).unwrap()),
        password: dice.perhaps(|_| PasswordHash::new("$2b$12$abc/.XYZ".to_owned())),
        muted: (0..dice.roll(4)).map(|_| *dice.pick(kinds)).collect(),
        created_at: a_time(dice),
        updated_at: a_time(dice),
        removed_at: dice.perhaps(a_time),
        version: 1 + dice.roll(1_000_000),
    })
}

pub(crate) async fn a_ticket_comes_back_as_it_was(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build(), an_engineer().build()]).await;
    let mut dice = Dice::new(5);
    for n in 1..=60 {
        let kept = a_random_ticket(&mut dice, n);
        adapter.keep_tickets(std::slice::from_ref(&kept)).await;
        assert_ticket(adapter, &kept).await;
        let changed = changed_ticket(&kept, |t| {
            let TicketRecord { id, number, version, .. } = *t;
            let other = a_random_ticket(&mut dice, n);
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

fn a_random_ticket(dice: &mut Dice, n: u64) -> Ticket {
    let people = [person_id("customer"), person_id("engineer")];
    Ticket::restore(TicketRecord {
        id: ticket_id(n),
        number: TicketNumber::new(n).unwrap(),
        title: Title::parse(dice.words(LINES)).unwrap(),
        subject: Title::parse(dice.words(LINES)).unwrap(),
        description: MessageBody::parse(&format!("  {}\n\n\t{}", dice.words(LINES), dice.words(LINES))).unwrap(),
        priority: *dice.pick(Priority::ALL),
        status: *dice.pick(TicketStatus::ALL),
        reporter: *dice.pick(&people),
        assignee: dice.perhaps(|dice| *dice.pick(&people)),
        taken_at: dice.perhaps(a_time),
        first_response_at: dice.perhaps(a_time),
        resolved_at: dice.perhaps(a_time),
        closed_at: dice.perhaps(a_time),
        reopen_count: u32::try_from(dice.roll(9)).unwrap(),
        follow_up_of: dice.perhaps(|_| ticket_id(1)),
        awaiting: *dice.pick(Awaiting::ALL),
        message_count: u32::try_from(dice.roll(1_000_000)).unwrap(),
        note_count: u32::try_from(dice.roll(1_000_000)).unwrap(),
        created_at: a_time(dice),
        updated_at: a_time(dice),
        version: 1 + dice.roll(1_000_000),
    })
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
    let mut dice = Dice::new(9);
    let notices: Vec<Notice> = (0..60).map(|n| a_random_notice(&mut dice, n)).collect();
    let moved = changed_person(&customer, |p| p.email = Some(EmailAddress::parse("new@example.org").unwrap()));
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&notices).await.unwrap();
    uow.people().update(&moved).await.unwrap();
    uow.commit().await.unwrap();

    let claimed = adapter.begin().await.outbox().claim_due(at(10_000), Duration::minutes(1), 100).await.unwrap();
    assert!(claimed.iter().all(|delivery| delivery.recipient.as_ref() == Some(&moved) && delivery.attempt == 1));
    assert_eq!(claimed.into_iter().map(|delivery| delivery.notice).collect::<Vec<_>>(), notices);
}

fn a_random_notice(dice: &mut Dice, n: u64) -> Notice {
    let words = |dice: &mut Dice| dice.perhaps(|dice| format!("{}\n{}", dice.words(LINES), dice.words(LINES)));
    let lines = (0..dice.roll(4)).map(|_| NoticeLine {
        kind: *dice.pick(EventKind::ALL),
        before: words(dice),
        after: words(dice),
        text: words(dice),
    });
    let lines = lines.collect();
    Notice {
        id: NoticeId::new(id(n)),
        recipient: person_id("customer"),
        reason: *dice.pick(Reason::ALL),
        kind: *dice.pick(NoticeKind::ALL),
        event: EventId::new(id(dice.roll(999))),
        ticket: dice.perhaps(|dice| TicketRef {
            id: ticket_id(n),
            number: TicketNumber::new(n + 1).unwrap(),
            title: Title::parse(dice.words(LINES)).unwrap(),
            subject: Title::parse(dice.words(LINES)).unwrap(),
        }),
        by_name: dice.words(LINES).to_owned(),
        about_name: dice.perhaps(|dice| dice.words(LINES).to_owned()),
        lines,
        created_at: at(n.cast_signed()),
    }
}

/// To the millisecond, long ago and far ahead.
fn a_time(dice: &mut Dice) -> OffsetDateTime {
    at(0) + Duration::milliseconds(dice.roll(3_000_000_000_000).cast_signed() - 1_500_000_000_000)
}
