//! People, tickets and mails with everything in them that may be, or nothing of it.

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{Mail, MailKind, MailLine, Reason};
use deskhand_domain::people::{
    AccountStatus, Availability, Capacity, EmailAddress, PasswordHash, Person, PersonName, PersonRecord, PhoneNumber,
    Role, Username,
};
use deskhand_domain::testing::{person_id, ticket_id};
use deskhand_domain::ticket::{
    Awaiting, MessageBody, Priority, Ticket, TicketNumber, TicketRecord, TicketRef, TicketStatus, Title,
};
use deskhand_domain::{EventId, MailId, PersonId};
use time::{Duration, OffsetDateTime};

use crate::dice::Dice;
use crate::fixtures::{at, id};

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

pub(crate) fn a_random_person(dice: &mut Dice, n: u64) -> Person {
    let kinds = MailKind::ALL;
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

pub(crate) fn a_random_ticket(dice: &mut Dice, n: u64) -> Ticket {
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
        close_warned_at: dice.perhaps(a_time),
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

pub(crate) fn a_random_mail(dice: &mut Dice, n: u64) -> Mail {
    let words = |dice: &mut Dice| dice.perhaps(|dice| format!("{}\n{}", dice.words(LINES), dice.words(LINES)));
    let lines = (0..dice.roll(4)).map(|_| MailLine {
        kind: *dice.pick(EventKind::ALL),
        before: words(dice),
        after: words(dice),
        text: words(dice),
    });
    let lines = lines.collect();
    Mail {
        id: MailId::new(id(n)),
        recipient: person_id("customer"),
        address: dice
            .perhaps(|dice| EmailAddress::parse(&format!("Else.Where+{}@example.org", dice.roll(99))).unwrap()),
        reason: *dice.pick(Reason::ALL),
        kind: *dice.pick(MailKind::ALL),
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
