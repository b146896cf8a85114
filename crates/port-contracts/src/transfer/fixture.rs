//! People and a ticket with all that may belong to them.

use deskhand_domain::assignment::{Decision, EngineerLoad, Exclusion, Trigger};
use deskhand_domain::files::{Attachment, Blob, BlobDigest, FileKind, FileName};
use deskhand_domain::history::EventKind;
use deskhand_domain::people::{By, Person, PersonRecord, Role, Username};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer};
use deskhand_domain::ticket::{MailOrigin, MailProof, Message, MessageBody, MessageKind, Ticket};
use deskhand_domain::transfer::{WholePerson, WholeTicket};
use deskhand_domain::{AttachmentId, PersonId};

use crate::Adapter;
use crate::fixtures::{Random, a_random_person, at, changed_ticket, event, id, message};

/// A customer and an engineer, with no second factor, in order of id.
pub(super) fn people() -> [WholePerson; 2] {
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    let mut both = [customer, engineer].map(|person| WholePerson {
        last_assigned_at: (person.role == Role::Engineer).then(|| at(7)),
        reserved_usernames: vec![(Username::parse(&format!("old.{}", person.username)).unwrap(), at(9_000))],
        person,
    });
    both.sort_by_key(|whole| whole.person.id);
    both
}

/// A person in whom everything may be set.
pub(super) fn a_whole_person(random: &mut Random, n: u64) -> WholePerson {
    let person = a_random_person(random, n);
    let record = PersonRecord { second_factor_at: None, ..PersonRecord::clone(&person) };
    WholePerson { person: Person::restore(record), last_assigned_at: None, reserved_usernames: Vec::new() }
}

/// An open ticket of the engineer with a request, a response and a note.
pub(super) fn a_whole_ticket(number: u64, people: &[WholePerson; 2]) -> WholeTicket {
    let [customer, engineer] = [Role::Customer, Role::Engineer]
        .map(|role| people.iter().find(|whole| whole.person.role == role).unwrap().person.id);
    let ticket = a_ticket().number(number).reporter(customer).assignee(engineer).build();
    let ticket = changed_ticket(&ticket, |record| (record.message_count, record.note_count) = (2, 1));
    let messages = conversation(number, &ticket, customer, engineer);
    let events = [(1, EventKind::TicketOpened, customer), (2, EventKind::ResponsePosted, engineer)]
        .map(|(n, kind, by)| event(number * 100 + n, ticket.id, kind, By::Person(by)));
    WholeTicket {
        decision: Some((decision(&ticket, engineer, customer), at(1))),
        files: files(number, &messages, customer),
        muted_by: vec![customer],
        events: events.to_vec(),
        messages,
        ticket,
    }
}

fn conversation(number: u64, ticket: &Ticket, customer: PersonId, engineer: PersonId) -> Vec<Message> {
    let kinds = [(MessageKind::Request, customer), (MessageKind::Response, engineer), (MessageKind::Note, engineer)];
    let all = kinds.into_iter().enumerate().map(|(place, (kind, author))| {
        let n = number * 10 + place as u64;
        let mail = (place == 1).then(|| MailOrigin { proof: MailProof::Staff, elided: "> quoted".to_owned() });
        let first = if place == 0 { ticket.description.as_str() } else { "Ähnliches wurde gesagt" };
        let body = MessageBody::parse(first).unwrap();
        let created_at = ticket.created_at + time::Duration::minutes(place as i64);
        Message { body, created_at, mail, ..message(n, ticket.id, kind, author) }
    });
    all.collect()
}

fn decision(ticket: &Ticket, engineer: PersonId, customer: PersonId) -> Decision {
    let load = EngineerLoad {
        id: engineer,
        role: Role::Engineer,
        status: deskhand_domain::people::AccountStatus::Approved,
        availability: deskhand_domain::people::Availability::Available,
        capacity: None,
        open_tickets: 3,
        last_assigned_at: Some(at(0)),
    };
    let excluded = vec![(customer, Exclusion::NotApproved)];
    Decision { ticket: ticket.id, trigger: Trigger::Opened, chosen: Some(engineer), candidates: vec![load], excluded }
}

/// One that is there, and one that was removed.
fn files(number: u64, messages: &[Message], uploader: PersonId) -> Vec<Attachment> {
    let kept = Attachment {
        id: AttachmentId::new(id(number * 1000 + 1)),
        message: Some(messages[0].id),
        uploader,
        name: FileName::of("Größe.png"),
        kind: FileKind::Png,
        content: Some(Blob { digest: BlobDigest([u8::try_from(number).unwrap(); 32]), size: 5 }),
        created_at: at(1),
        removed_at: None,
    };
    let mut removed = Attachment { id: AttachmentId::new(id(number * 1000 + 2)), created_at: at(2), ..kept.clone() };
    removed.remove(at(3));
    vec![kept, removed]
}

/// Stores them as an import does.
pub(super) async fn add(adapter: &Adapter, people: &[WholePerson], tickets: &[WholeTicket]) {
    let mut uow = adapter.begin().await;
    uow.workload().lock_engineers().await.unwrap();
    uow.transfer().add_people(people).await.unwrap();
    for blob in tickets.iter().flat_map(|whole| &whole.files).filter_map(|file| file.content) {
        uow.attachments().claim_blob(blob, at(1)).await.unwrap();
    }
    uow.transfer().add_tickets(tickets).await.unwrap();
    uow.commit().await.unwrap();
}
