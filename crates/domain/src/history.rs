//! History: one append-only log. It is the audit trail, the source of notifications and the live feed.

use time::OffsetDateTime;

use crate::ids::{EventId, MessageId, PersonId, TicketId};
use crate::people::{By, EmailAddress};
use crate::text::word_type;

word_type! {
    /// What happened.
    EventKind: "a kind of event" {
        /// A ticket was opened.
        TicketOpened = "ticket_opened",
        /// A ticket went to an engineer, from one to another, or back to nobody. Before and after are ids.
        Assigned = "assigned",
        /// Nobody was eligible for a ticket. After is the reason.
        NobodyEligible = "nobody_eligible",
        /// The assignee said "I am on it".
        Taken = "taken",
        /// Before and after are titles.
        TitleChanged = "title_changed",
        /// Before and after are descriptions.
        DescriptionChanged = "description_changed",
        /// Before and after are priorities.
        PriorityChanged = "priority_changed",
        /// Before and after are states.
        StatusChanged = "status_changed",
        /// A resolved ticket will close by itself, and its reporter was warned. After is when, RFC 3339 in UTC.
        ClosingSoon = "closing_soon",
        /// The reporter wrote.
        RequestPosted = "request_posted",
        /// Staff answered.
        ResponsePosted = "response_posted",
        /// Staff wrote for staff. Customers never learn of it.
        NotePosted = "note_posted",
        /// A ticket was deleted, with its conversation.
        TicketDeleted = "ticket_deleted",
        /// A person signed up or was made an account. After is the role.
        SignedUp = "signed_up",
        /// Name, phone or notification preferences changed.
        ProfileChanged = "profile_changed",
        /// Before and after are roles.
        RoleChanged = "role_changed",
        /// Before and after are account states.
        AccountStatusChanged = "account_status_changed",
        /// Before and after say whether the engineer takes tickets.
        AvailabilityChanged = "availability_changed",
        /// Before and after are numbers of tickets, or `none`.
        CapacityChanged = "capacity_changed",
        /// The password was replaced.
        PasswordChanged = "password_changed",
        /// The address was shown to be theirs.
        EmailVerified = "email_verified",
        /// Somebody made a key for programs. After is its name.
        ApiKeyCreated = "api_key_created",
        /// A key was revoked. After is its name.
        ApiKeyRevoked = "api_key_revoked",
        /// The address was replaced. Neither is told here: the history outlives the person.
        EmailChanged = "email_changed",
        /// A link was mailed to the person. After is what it is for.
        LinkSent = "link_sent",
        /// Somebody who was invited set their first password.
        InvitationAccepted = "invitation_accepted",
        /// A person was removed and anonymised.
        PersonRemoved = "person_removed",
    }
}

impl EventKind {
    /// Whether only staff may learn of such an event.
    #[must_use]
    pub const fn is_internal(&self) -> bool {
        matches!(self, Self::NotePosted | Self::NobodyEligible)
    }
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A ticket.
    Ticket(TicketId),
    /// A person.
    Person(PersonId),
}

impl Topic {
    /// The ticket, if it is about one.
    #[must_use]
    pub const fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::Ticket(id) => Some(*id),
            Self::Person(_) => None,
        }
    }
}

/// What an aggregate says of its own change. The door to the stores makes an [`Event`] of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What happened.
    pub kind: EventKind,
    /// What was there before, in the words of [`EventKind`].
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
    /// The message, where one was posted.
    pub message: Option<MessageId>,
    /// The words themselves, for the mail about it; the history does not keep them twice.
    pub text: Option<String>,
    /// Where the mail about it goes; the person's own address where this is `None`. The history does not keep it.
    pub address: Option<EmailAddress>,
    /// The system did it in the course of what a person did: an automatic assignment.
    pub automatic: bool,
}

impl Fact {
    pub(crate) const fn new(kind: EventKind) -> Self {
        Self { kind, before: None, after: None, message: None, text: None, address: None, automatic: false }
    }

    /// Who is named as its author, where `by` made the change.
    pub(crate) const fn author(&self, by: By) -> By {
        if self.automatic { By::System } else { by }
    }

    /// Says that the system did it, in the course of what a person did.
    #[must_use]
    pub const fn automatic(mut self) -> Self {
        self.automatic = true;
        self
    }

    pub(crate) fn before(mut self, before: &str) -> Self {
        self.before = Some(before.to_owned());
        self
    }

    pub(crate) fn after(mut self, after: &str) -> Self {
        self.after = Some(after.to_owned());
        self
    }

    pub(crate) fn before_person(mut self, before: Option<PersonId>) -> Self {
        self.before = before.map(|id| id.to_string());
        self
    }

    pub(crate) fn after_person(mut self, after: Option<PersonId>) -> Self {
        self.after = after.map(|id| id.to_string());
        self
    }

    pub(crate) fn addressed_to(mut self, address: Option<EmailAddress>) -> Self {
        self.address = address;
        self
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }

    pub(crate) fn message(mut self, id: MessageId, text: &str) -> Self {
        self.message = Some(id);
        self.text(text)
    }
}

/// One entry of the history: who, when, what, before, after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Sorts by time.
    pub id: EventId,
    /// When it happened.
    pub at: OffsetDateTime,
    /// Who did it.
    pub by: By,
    /// What it is about.
    pub topic: Topic,
    /// What happened.
    pub kind: EventKind,
    /// What was there before.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
    /// The message, where one was posted.
    pub message: Option<MessageId>,
}

impl Event {
    /// What an aggregate says of its own change, as the history keeps it.
    #[must_use]
    pub fn of(fact: &Fact, id: EventId, topic: Topic, by: By, at: OffsetDateTime) -> Self {
        Self {
            id,
            at,
            by: fact.author(by),
            topic,
            kind: fact.kind,
            before: fact.before.clone(),
            after: fact.after.clone(),
            message: fact.message,
        }
    }
}
