use time::OffsetDateTime;

use super::{TestClock, person_id, ticket_id, valid};
use crate::ids::{PersonId, TicketId};
use crate::ticket::{
    Awaiting, Followers, MessageBody, Priority, Rating, Ticket, TicketNumber, TicketRecord, TicketStatus, Title,
};

/// A ticket in the making. The defaults are plain: open, low, unassigned, by the customer called `customer`.
#[derive(Clone, Debug)]
#[must_use]
pub struct TicketBuilder(TicketRecord);

/// Ticket 1.
pub fn a_ticket() -> TicketBuilder {
    TicketBuilder(TicketRecord {
        id: ticket_id(1),
        number: TicketNumber::FIRST,
        title: valid(Title::parse("The printer is on fire")),
        subject: valid(Title::parse("The printer is on fire")),
        description: valid(MessageBody::parse("It began with smoke.")),
        priority: Priority::Low,
        status: TicketStatus::Open,
        reporter: person_id("customer"),
        assignee: None,
        followers: Followers::NONE,
        handed_back_by: None,
        taken_at: None,
        first_response_at: None,
        resolved_at: None,
        close_warned_at: None,
        closed_at: None,
        reopen_count: 0,
        rating: None,
        follow_up_of: None,
        awaiting: Awaiting::Staff,
        message_count: 1,
        note_count: 0,
        created_at: TestClock::START,
        updated_at: TestClock::START,
        version: 1,
        public_updated_at: TestClock::START,
        public_version: 1,
    })
}

impl TicketBuilder {
    /// With this number, and an id to match.
    pub fn number(mut self, number: u64) -> Self {
        self.0.id = ticket_id(number);
        self.0.number = valid(TicketNumber::new(number));
        self
    }

    /// Followed by these people.
    pub fn followers(mut self, people: impl IntoIterator<Item = PersonId>) -> Self {
        self.0.followers = Followers::restore(people);
        self
    }

    /// With this id.
    pub const fn id(mut self, id: TicketId) -> Self {
        self.0.id = id;
        self
    }

    /// About this.
    pub fn title(mut self, title: &str) -> Self {
        self.0.title = valid(Title::parse(title));
        self.0.subject = self.0.title.clone();
        self
    }

    /// With this first request.
    pub fn description(mut self, description: &str) -> Self {
        self.0.description = valid(MessageBody::parse(description));
        self
    }

    /// Pressing so much.
    pub const fn priority(mut self, priority: Priority) -> Self {
        self.0.priority = priority;
        self
    }

    /// In this state. The times that belong to it are said on their own.
    pub const fn status(mut self, status: TicketStatus) -> Self {
        self.0.status = status;
        self
    }

    /// Opened by this person.
    pub const fn reporter(mut self, reporter: PersonId) -> Self {
        self.0.reporter = reporter;
        self
    }

    /// Assigned to this person.
    pub const fn assignee(mut self, assignee: PersonId) -> Self {
        self.0.assignee = Some(assignee);
        self
    }

    /// Handed back by this engineer, and waiting since.
    pub const fn handed_back_by(mut self, engineer: PersonId) -> Self {
        self.0.assignee = None;
        self.0.handed_back_by = Some(engineer);
        self
    }

    /// Taken then.
    pub const fn taken_at(mut self, at: OffsetDateTime) -> Self {
        self.0.taken_at = Some(at);
        self
    }

    /// First answered then, and awaiting the reporter since.
    pub const fn answered_at(mut self, at: OffsetDateTime) -> Self {
        self.0.first_response_at = Some(at);
        self.0.awaiting = Awaiting::Reporter;
        self
    }

    /// Resolved then.
    pub const fn resolved_at(mut self, at: OffsetDateTime) -> Self {
        self.0.status = TicketStatus::Resolved;
        self.0.resolved_at = Some(at);
        self
    }

    /// Resolved, and its reporter warned then that it will close.
    pub const fn close_warned_at(mut self, at: OffsetDateTime) -> Self {
        self.0.close_warned_at = Some(at);
        self
    }

    /// Closed then.
    pub const fn closed_at(mut self, at: OffsetDateTime) -> Self {
        self.0.status = TicketStatus::Closed;
        self.0.closed_at = Some(at);
        self
    }

    /// Reopened so often.
    pub const fn reopen_count(mut self, times: u32) -> Self {
        self.0.reopen_count = times;
        self
    }

    /// Rated so.
    pub fn rating(mut self, rating: Rating) -> Self {
        self.0.rating = Some(rating);
        self
    }

    /// Following an older ticket.
    pub const fn follow_up_of(mut self, older: TicketId) -> Self {
        self.0.follow_up_of = Some(older);
        self
    }

    /// Waiting for that side's word.
    pub const fn awaiting(mut self, awaiting: Awaiting) -> Self {
        self.0.awaiting = awaiting;
        self
    }

    /// With so many requests and responses, and so many notes.
    pub const fn counts(mut self, messages: u32, notes: u32) -> Self {
        self.0.message_count = messages;
        self.0.note_count = notes;
        self
    }

    /// Opened then, and not changed since.
    pub const fn created_at(mut self, at: OffsetDateTime) -> Self {
        self.0.created_at = at;
        self.0.updated_at = at;
        self.0.public_updated_at = at;
        self
    }

    /// Last changed then, for every reader.
    pub const fn updated_at(mut self, at: OffsetDateTime) -> Self {
        self.0.updated_at = at;
        self.0.public_updated_at = at;
        self
    }

    /// Last changed then for readers without notes.
    pub const fn public_updated_at(mut self, at: OffsetDateTime) -> Self {
        self.0.public_updated_at = at;
        self
    }

    /// In this version, for every reader.
    pub const fn version(mut self, version: u64) -> Self {
        self.0.version = version;
        self.0.public_version = version;
        self
    }

    /// The ticket, as a store would give it.
    #[must_use]
    pub fn build(self) -> Ticket {
        Ticket::restore(self.0)
    }
}
