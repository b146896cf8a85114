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

use crate::fixtures::{at, id};
use crate::random::Random;

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

pub(crate) fn a_random_person(random: &mut Random, n: u64) -> Person {
    let kinds = MailKind::ALL;
    Person::restore(PersonRecord {
        id: PersonId::new(id(n)),
        username: Username::parse(&format!("u.{n}-_{}", random.below(1000))).unwrap(),
        name: PersonName::parse(random.words(LINES)).unwrap(),
        email: random.perhaps(|random| {
            EmailAddress::parse(&format!("Some.One+{n}-{}@Bücher.example", random.below(99))).unwrap()
        }),
        phone: random.perhaps(|random| PhoneNumber::parse(&format!("+49301{}", random.below(10_000))).unwrap()),
        role: *random.pick(Role::ALL),
        status: *random.pick(AccountStatus::ALL),
        email_verified_at: random.perhaps(a_time),
        availability: *random.pick(Availability::ALL),
        capacity: random.perhaps(|random| Capacity::parse(*random.pick(&[0, 1, 10_000])).unwrap()),
        password: random.perhaps(|_| PasswordHash::new("$2b$12$abc/.XYZ".to_owned())),
        muted: (0..random.below(4)).map(|_| *random.pick(kinds)).collect(),
        created_at: a_time(random),
        updated_at: a_time(random),
        removed_at: random.perhaps(a_time),
        version: 1 + random.below(1_000_000),
    })
}

pub(crate) fn a_random_ticket(random: &mut Random, n: u64) -> Ticket {
    let people = [person_id("customer"), person_id("engineer")];
    Ticket::restore(TicketRecord {
        id: ticket_id(n),
        number: TicketNumber::new(n).unwrap(),
        title: Title::parse(random.words(LINES)).unwrap(),
        subject: Title::parse(random.words(LINES)).unwrap(),
        description: MessageBody::parse(&format!("  {}\n\n\t{}", random.words(LINES), random.words(LINES))).unwrap(),
        priority: *random.pick(Priority::ALL),
        status: *random.pick(TicketStatus::ALL),
        reporter: *random.pick(&people),
        assignee: random.perhaps(|random| *random.pick(&people)),
        taken_at: random.perhaps(a_time),
        first_response_at: random.perhaps(a_time),
        resolved_at: random.perhaps(a_time),
        close_warned_at: random.perhaps(a_time),
        closed_at: random.perhaps(a_time),
        reopen_count: u32::try_from(random.below(9)).unwrap(),
        follow_up_of: random.perhaps(|_| ticket_id(1)),
        awaiting: *random.pick(Awaiting::ALL),
        message_count: u32::try_from(random.below(1_000_000)).unwrap(),
        note_count: u32::try_from(random.below(1_000_000)).unwrap(),
        created_at: a_time(random),
        updated_at: a_time(random),
        version: 1 + random.below(1_000_000),
    })
}

pub(crate) fn a_random_mail(random: &mut Random, n: u64) -> Mail {
    let words =
        |random: &mut Random| random.perhaps(|random| format!("{}\n{}", random.words(LINES), random.words(LINES)));
    let lines = (0..random.below(4)).map(|_| MailLine {
        kind: *random.pick(EventKind::ALL),
        before: words(random),
        after: words(random),
        text: words(random),
    });
    let lines = lines.collect();
    Mail {
        id: MailId::new(id(n)),
        recipient: person_id("customer"),
        address: random
            .perhaps(|random| EmailAddress::parse(&format!("Else.Where+{}@example.org", random.below(99))).unwrap()),
        reason: *random.pick(Reason::ALL),
        kind: *random.pick(MailKind::ALL),
        event: EventId::new(id(random.below(999))),
        ticket: random.perhaps(|random| TicketRef {
            id: ticket_id(n),
            number: TicketNumber::new(n + 1).unwrap(),
            title: Title::parse(random.words(LINES)).unwrap(),
            subject: Title::parse(random.words(LINES)).unwrap(),
        }),
        by_name: random.words(LINES).to_owned(),
        about_name: random.perhaps(|random| random.words(LINES).to_owned()),
        lines,
        created_at: at(n.cast_signed()),
    }
}

/// To the millisecond, long ago and far ahead.
fn a_time(random: &mut Random) -> OffsetDateTime {
    at(0) + Duration::milliseconds(random.below(3_000_000_000_000).cast_signed() - 1_500_000_000_000)
}
