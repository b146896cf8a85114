//! Values that the contracts are checked with.

use std::future::Future;

use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::notification::{Mail, MailKind, MailLine, Reason};
use deskhand_domain::people::{By, Person, PersonRecord};
use deskhand_domain::ports::{RefreshToken, SecretDigest, StorageError, UnitOfWork};
use deskhand_domain::testing::{TestClock, person_id};
use deskhand_domain::ticket::{Message, MessageBody, MessageKind, Ticket, TicketRecord};
use deskhand_domain::{EventId, MailId, MessageId, PersonId, SessionId, TicketId};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// So many minutes after the test clock's start.
pub(crate) fn at(minutes: i64) -> OffsetDateTime {
    TestClock::START + Duration::minutes(minutes)
}

/// The nth id: higher numbers, higher ids.
pub(crate) fn id(n: u64) -> Uuid {
    Uuid::from_u128(0x019b_8d26_3280_7fff_8000_0000_0000_0000 | u128::from(n))
}

/// The ticket after one change: `version` grows by one.
pub(crate) fn changed_ticket(ticket: &Ticket, change: impl FnOnce(&mut TicketRecord)) -> Ticket {
    let mut record = TicketRecord::clone(ticket);
    record.version += 1;
    change(&mut record);
    Ticket::restore(record)
}

/// The person after one change: `version` grows by one.
pub(crate) fn changed_person(person: &Person, change: impl FnOnce(&mut PersonRecord)) -> Person {
    let mut record = PersonRecord::clone(person);
    record.version += 1;
    change(&mut record);
    Person::restore(record)
}

/// The nth message, written `n` minutes after the start.
pub(crate) fn message(n: u64, ticket: TicketId, kind: MessageKind, author: PersonId) -> Message {
    let body = MessageBody::parse(&format!("message {n}")).unwrap();
    Message { id: MessageId::new(id(n)), ticket, kind, author, body, created_at: at(n.cast_signed()) }
}

/// The nth event, about a ticket and without further words.
pub(crate) fn event(n: u64, ticket: TicketId, kind: EventKind, by: By) -> Event {
    let topic = Topic::Ticket(ticket);
    let at = at(n.cast_signed());
    Event { id: EventId::new(id(n)), at, by, topic, kind, before: None, after: None, message: None }
}

/// The nth mail, queued `n` minutes after the start, to the customer called `customer`.
pub(crate) fn queued_mail(n: u64) -> Mail {
    Mail {
        id: MailId::new(id(n)),
        recipient: person_id("customer"),
        address: None,
        reason: Reason::OwnAccount,
        kind: MailKind::PasswordChanged,
        event: EventId::new(id(n)),
        ticket: None,
        by_name: "the help desk".to_owned(),
        about_name: None,
        lines: vec![MailLine { kind: EventKind::PasswordChanged, before: None, after: None, text: None }],
        created_at: at(n.cast_signed()),
    }
}

/// The nth refresh token: of session `session`, issued at the start.
pub(crate) fn token(n: u8, session: u64, person: PersonId) -> RefreshToken {
    RefreshToken {
        session: SessionId::new(id(session)),
        person,
        digest: SecretDigest([n; 32]),
        issued_at: at(0),
        expires_at: at(60 * 24),
    }
}

/// Runs `n` tasks at once, and gives back what they found.
pub(crate) async fn at_once<T, F>(n: u64, task: impl Fn(u64) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = (0..n).map(|i| tokio::spawn(task(i))).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

/// Sorted, for comparing what comes in any order.
pub(crate) fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<_> = items.into_iter().collect();
    items.sort();
    items
}

/// What a unit of work says to the last thing that it was asked for, if not at once, then at its commit.
pub(crate) async fn at_the_end(uow: Box<dyn UnitOfWork>, said: Result<(), StorageError>) -> Result<(), StorageError> {
    match said {
        Ok(()) => uow.commit().await,
        refused => refused,
    }
}
