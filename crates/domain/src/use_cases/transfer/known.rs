use std::collections::{HashMap, HashSet};

use crate::ids::{EventId, PersonId, TicketId};
use crate::people::{EmailAddress, Person};
use crate::ticket::TicketNumber;
use crate::transfer::{Fault, Record, WholeTicket};

/// What an import knows to be stored, or about to be: from the store, and from records before.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// Whether each can have open tickets.
    people: HashMap<PersonId, bool>,
    usernames: HashMap<String, PersonId>,
    emails: HashMap<String, PersonId>,
    tickets: HashSet<TicketId>,
    numbers: HashSet<TicketNumber>,
    events: HashSet<EventId>,
}

impl Known {
    pub(super) fn add_person(&mut self, person: &Person) {
        self.people.insert(person.id, person.is_working_engineer());
        self.usernames.insert(person.username.as_str().to_owned(), person.id);
        if let Some(email) = person.email.as_ref().map(EmailAddress::case_folded) {
            self.emails.insert(email, person.id);
        }
    }

    pub(super) fn add_ticket(&mut self, id: TicketId, number: TicketNumber) {
        self.tickets.insert(id);
        self.numbers.insert(number);
    }

    pub(super) fn add_event(&mut self, id: EventId) {
        self.events.insert(id);
    }

    /// Adds what will be stored of a record.
    pub(super) fn add(&mut self, record: &Record) {
        match record {
            Record::Desk(_) => {}
            Record::Person(whole) => self.add_person(&whole.person),
            Record::Event(event) => self.add_event(event.id),
            Record::Ticket(whole) => self.add_ticket(whole.ticket.id, whole.ticket.number),
        }
    }

    /// Whether the record itself is there already.
    pub(super) fn has(&self, record: &Record) -> bool {
        match record {
            Record::Desk(_) => false,
            Record::Person(whole) => self.people.contains_key(&whole.person.id),
            Record::Event(event) => self.events.contains(&event.id),
            Record::Ticket(whole) => self.tickets.contains(&whole.ticket.id),
        }
    }

    /// Checks a record that is not there against what is.
    pub(super) fn check(&self, record: &Record) -> Result<(), Fault> {
        if let Some(unknown) = record.people().into_iter().find(|id| !self.people.contains_key(id)) {
            return Err(Fault::UnknownPerson(unknown));
        }
        match record {
            Record::Desk(_) | Record::Event(_) => Ok(()),
            Record::Person(whole) => self.check_names(&whole.person),
            Record::Ticket(whole) => self.check_ticket(whole),
        }
    }

    fn check_names(&self, person: &Person) -> Result<(), Fault> {
        if self.usernames.contains_key(person.username.as_str()) {
            return Err(Fault::UsernameTaken(person.username.to_string()));
        }
        let email = person.email.as_ref().map(EmailAddress::case_folded);
        if email.is_some_and(|email| self.emails.contains_key(&email)) { Err(Fault::EmailTaken) } else { Ok(()) }
    }

    fn check_ticket(&self, whole: &WholeTicket) -> Result<(), Fault> {
        let ticket = &whole.ticket;
        if self.numbers.contains(&ticket.number) {
            return Err(Fault::NumberTaken(ticket.number));
        }
        match ticket.assignee.filter(|_| ticket.status.is_active()) {
            Some(assignee) if self.people.get(&assignee) != Some(&true) => Err(Fault::AssigneeDoesNotWork(assignee)),
            _ => Ok(()),
        }
    }
}
