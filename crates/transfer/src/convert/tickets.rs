use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::people::{By, Role};
use deskhand_domain::ticket::{
    Awaiting, Followers, Message, MessageBody, MessageKind, Priority, Ticket, TicketNumber, TicketRecord, TicketStatus,
    Title,
};
use deskhand_domain::transfer::{Record, WholeTicket};
use deskhand_domain::{EventId, MessageId, PersonId, TicketId};
use time::{Duration, OffsetDateTime};

use super::Converted;
use super::error::ConvertError;
use super::ids::Ids;
use super::people::People;

/// What another system knows of a ticket.
pub(super) struct OldTicket<'a> {
    /// Its id there.
    pub(super) key: &'a str,
    pub(super) number: i64,
    pub(super) title: &'a str,
    pub(super) text: &'a str,
    pub(super) priority: Priority,
    pub(super) status: TicketStatus,
    /// The words by which the system names them.
    pub(super) reporter: &'a str,
    pub(super) assignee: Option<&'a str>,
    pub(super) created_at: OffsetDateTime,
    pub(super) updated_at: OffsetDateTime,
    pub(super) resolved_at: Option<OffsetDateTime>,
    /// What was said after the text, in order.
    pub(super) said: Vec<OldMessage>,
}

/// What another system knows of a message.
pub(super) struct OldMessage {
    pub(super) key: String,
    pub(super) author: String,
    /// Whether staff only may read it.
    pub(super) is_note: bool,
    pub(super) text: String,
    pub(super) at: OffsetDateTime,
}

/// A ticket that is being made.
struct Making<'a> {
    ids: Ids,
    old: &'a OldTicket<'a>,
    people: &'a mut People,
    id: TicketId,
    reporter: PersonId,
    messages: Vec<Message>,
    events: Vec<Event>,
}

/// The ticket as a record.
pub(super) fn record(ids: Ids, old: &OldTicket<'_>, people: &mut People) -> Result<Record, ConvertError> {
    let missing = |field| ConvertError::NoField { of: "the ticket", key: old.key.to_owned(), field };
    let reporter = people.find(old.reporter).map(|person| person.id).ok_or_else(|| missing("its reporter"))?;
    let number = u64::try_from(old.number).ok().and_then(|number| TicketNumber::new(number).ok());
    let number = number.ok_or_else(|| missing("its number"))?;
    let description = body(old.text).or_else(|| body(old.title)).ok_or_else(|| missing("its text"))?;
    let title = title(old.title).or_else(|| title(old.text)).ok_or_else(|| missing("its title"))?;
    let id = TicketId::new(ids.of("ticket", old.key));
    let assignee = assignee(old, reporter, people);
    let mut making = Making { ids, old, people, id, reporter, messages: Vec::new(), events: Vec::new() };
    making.open(&description, assignee);
    making.converse();
    let resolved_at = making.settle();
    let ticket = making.ticket(number, title, description, assignee, resolved_at);
    let Making { messages, events, .. } = making;
    let whole = WholeTicket { ticket, messages, events, decision: None, files: Vec::new(), muted_by: Vec::new() };
    Ok(Record::Ticket(Box::new(whole)))
}

/// Who works on it, where that is somebody who may here.
fn assignee(old: &OldTicket<'_>, reporter: PersonId, people: &mut People) -> Option<PersonId> {
    let word = old.assignee?;
    let able = people.find(word).filter(|person| person.is_working_engineer() && person.id != reporter);
    let able = able.map(|person| person.id);
    if able.is_none() {
        people.remarks.push(format!("ticket {}: {word:?} can not have it here; it has no assignee", old.number));
    }
    able
}

impl Making<'_> {
    fn open(&mut self, description: &MessageBody, assignee: Option<PersonId>) {
        let at = self.old.created_at;
        let id = MessageId::new(self.ids.of("message", self.old.key));
        let (ticket, author, body) = (self.id, self.reporter, description.clone());
        let kind = MessageKind::Request;
        self.messages.push(Message { id, ticket, kind, author, body, created_at: at, mail: None });
        self.note(EventKind::TicketOpened, By::Person(author), at, (None, None), None);
        if let Some(assignee) = assignee {
            self.note(EventKind::Assigned, By::System, at, (None, Some(assignee.to_string())), None);
        }
    }

    /// Each message at its time, and after the one before: their order is that of their times.
    fn converse(&mut self) {
        for said in &self.old.said {
            let author = self.people.find(&said.author).map(|person| (person.id, person.role));
            let (Some((author, role)), Some(body)) = (author, body(&said.text)) else {
                let reason = format!("ticket {}: the message {} has no author or no text", self.old.number, said.key);
                self.people.remarks.push(format!("{reason}; it is left out"));
                continue;
            };
            let kind = kind_of(said, author == self.reporter, role);
            let before = self.messages.last().map_or(self.old.created_at, |message| message.created_at);
            let created_at = said.at.max(before + Duration::MILLISECOND);
            let id = MessageId::new(self.ids.of("message", &said.key));
            self.messages.push(Message { id, ticket: self.id, kind, author, body, created_at, mail: None });
            let event = match kind {
                MessageKind::Request => EventKind::RequestPosted,
                MessageKind::Response => EventKind::ResponsePosted,
                MessageKind::Note => EventKind::NotePosted,
            };
            self.note(event, By::Person(author), created_at, (None, None), Some(id));
        }
    }

    /// The move to its state, and when that was: nobody knows by whom.
    fn settle(&mut self) -> OffsetDateTime {
        let last = self.messages.last().map_or(self.old.created_at, |message| message.created_at);
        let at = self.old.resolved_at.unwrap_or(self.old.updated_at).max(last);
        if self.old.status != TicketStatus::Open {
            let words = (Some(TicketStatus::Open.to_string()), Some(self.old.status.to_string()));
            self.note(EventKind::StatusChanged, By::System, at, words, None);
        }
        at
    }

    fn note(
        &mut self,
        kind: EventKind,
        by: By,
        at: OffsetDateTime,
        (before, after): (Option<String>, Option<String>),
        message: Option<MessageId>,
    ) {
        let id = EventId::new(self.ids.of("event", &format!("{} {}", self.old.key, self.events.len())));
        self.events.push(Event { id, at, by, topic: Topic::Ticket(self.id), kind, before, after, message });
    }

    fn ticket(
        &self,
        number: TicketNumber,
        title: Title,
        description: MessageBody,
        assignee: Option<PersonId>,
        settled_at: OffsetDateTime,
    ) -> Ticket {
        let old = self.old;
        let of_kind = |kind| move |message: &&Message| message.kind == kind;
        let notes = self.messages.iter().filter(of_kind(MessageKind::Note)).count();
        let spoken = self.messages.iter().rfind(|message| message.kind != MessageKind::Note);
        let has_answer = spoken.is_some_and(|message| message.kind == MessageKind::Response);
        let updated_at = old.updated_at.max(settled_at);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ticket::restore(TicketRecord {
            id: self.id,
            number,
            subject: title.clone(),
            title,
            description,
            priority: old.priority,
            status: old.status,
            reporter: self.reporter,
            assignee,
            followers: Followers::NONE,
            handed_back_by: None,
            taken_at: None,
            first_response_at: self.messages.iter().find(of_kind(MessageKind::Response)).map(|first| first.created_at),
            resolved_at: (old.status == TicketStatus::Resolved).then_some(settled_at),
            close_warned_at: None,
            closed_at: (old.status == TicketStatus::Closed).then_some(settled_at),
            reopen_count: 0,
            rating: None,
            follow_up_of: None,
            awaiting: if has_answer { Awaiting::Reporter } else { Awaiting::Staff },
            message_count: count(self.messages.len() - notes),
            note_count: count(notes),
            created_at: old.created_at,
            updated_at,
            version: 1,
            public_updated_at: updated_at,
            public_version: 1,
        })
    }
}

fn kind_of(said: &OldMessage, by_reporter: bool, role: Role) -> MessageKind {
    match role {
        Role::Customer => MessageKind::Request,
        _ if by_reporter => MessageKind::Request,
        _ if said.is_note => MessageKind::Note,
        _ => MessageKind::Response,
    }
}

fn body(text: &str) -> Option<MessageBody> {
    let short: String = text.chars().take(MessageBody::MAX).collect();
    MessageBody::parse(&short).ok()
}

/// The first line, as far as it fits.
fn title(text: &str) -> Option<Title> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let plain = line.replace(|c: char| c.is_control(), " ");
    let short: String = plain.chars().take(Title::MAX).collect();
    Title::parse(&short).ok()
}

/// The people and tickets of a conversion together.
pub(super) fn converted(people: People, mut tickets: Vec<Record>) -> Converted {
    let (mut records, remarks) = people.into_records();
    records.append(&mut tickets);
    Converted { records, remarks }
}
