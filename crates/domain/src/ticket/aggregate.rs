use std::ops::Deref;

use time::{Duration, OffsetDateTime};

use super::{Awaiting, Followers, MessageBody, Priority, Rating, TicketNumber, Title};
use crate::history::Fact;
use crate::ids::{PersonId, TicketId};
use crate::people::Actor;
use crate::permissions::{self, Relation};
use crate::policy::Workflow;
use crate::refusal::Refusal;
use crate::state_machine::{StatusAction, TicketAction, TicketStatus, transitions};

/// Everything about a ticket, open to read; only [`Ticket`]'s own verbs change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRecord {
    /// Which one it is, for programs.
    pub id: TicketId,
    /// Which one it is, for people.
    pub number: TicketNumber,
    /// What it is about.
    pub title: Title,
    /// The title it was opened with. It is the subject of its mails for life, so that mail programs keep them together.
    pub subject: Title,
    /// The first request of the conversation.
    pub description: MessageBody,
    /// How much it presses.
    pub priority: Priority,
    /// Its state.
    pub status: TicketStatus,
    /// Who opened it.
    pub reporter: PersonId,
    /// Who works on it.
    pub assignee: Option<PersonId>,
    /// Who follows it.
    pub followers: Followers,
    /// The engineer who handed it back last; `None` once it was assigned again. Automatic assignment passes over them.
    pub handed_back_by: Option<PersonId>,
    /// When the assignee said "I am on it".
    pub taken_at: Option<OffsetDateTime>,
    /// When staff first answered.
    pub first_response_at: Option<OffsetDateTime>,
    /// When it was last resolved; `None` while it is not.
    pub resolved_at: Option<OffsetDateTime>,
    /// When its reporter was warned that it will close by itself; `None` unless it is resolved, and was warned of since.
    pub close_warned_at: Option<OffsetDateTime>,
    /// When it was closed; `None` while it is not.
    pub closed_at: Option<OffsetDateTime>,
    /// How often it was reopened.
    pub reopen_count: u32,
    /// How its reporter rated it last. Reopening keeps it until the next one.
    pub rating: Option<Rating>,
    /// The older ticket that this one follows.
    pub follow_up_of: Option<TicketId>,
    /// Who has to act next.
    pub awaiting: Awaiting,
    /// Requests and responses, the description included.
    pub message_count: u32,
    /// Notes, which customers don't know of.
    pub note_count: u32,
    /// When it was opened.
    pub created_at: OffsetDateTime,
    /// When anything of it last changed.
    pub updated_at: OffsetDateTime,
    /// Grows by one at every change; a stale write is a conflict.
    pub version: u64,
    /// When anything last changed that readers without notes may know of.
    pub public_updated_at: OffsetDateTime,
    /// Grows by one at every such change.
    pub public_version: u64,
}

/// What of a ticket differs by reader. A note changes nothing for those who may not read it: they would learn of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenTicket {
    /// How many messages of the conversation the reader can read.
    pub message_count: u32,
    /// When anything that the reader can read last changed.
    pub updated_at: OffsetDateTime,
    /// Grows by one at every change that the reader can read.
    pub version: u64,
    /// How the reporter rated it, for the reporter and for staff.
    pub rating: Option<Rating>,
}

/// A ticket as mails and other tickets name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRef {
    /// Which one it is, for programs.
    pub id: TicketId,
    /// Which one it is, for people.
    pub number: TicketNumber,
    /// The title when the reference was made.
    pub title: Title,
    /// The title it was opened with: the subject of its mails.
    pub subject: Title,
}

/// A ticket. Reads like its [`TicketRecord`]; changes only through its verbs, one file each:
/// [`open`](Ticket::open), [`edit`](Ticket::edit), [`apply`](Ticket::apply), [`assign`](Ticket::assign),
/// [`take`](Ticket::take), [`hand_back`](Ticket::hand_back), [`post`](Ticket::post), [`add_follower`](Ticket::add_follower),
/// [`rate`](Ticket::rate), [`close_by_itself`](Ticket::close_by_itself).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket(pub(super) TicketRecord);

/// Reading is free: the record's fields are the ticket's public face, and there is no `DerefMut`.
impl Deref for Ticket {
    type Target = TicketRecord;

    fn deref(&self) -> &TicketRecord {
        &self.0
    }
}

impl Ticket {
    /// Takes a ticket out of a store. For storage adapters only.
    #[must_use]
    pub const fn restore(record: TicketRecord) -> Self {
        Self(record)
    }

    /// The ticket as mails name it.
    #[must_use]
    pub fn to_ref(&self) -> TicketRef {
        TicketRef { id: self.id, number: self.number, title: self.title.clone(), subject: self.subject.clone() }
    }

    /// The engineer in whose load this ticket counts, if any (docs/domain.md section 5).
    #[must_use]
    pub fn load_on(&self) -> Option<PersonId> {
        self.assignee.filter(|_| self.status.is_load())
    }

    /// Open or blocked, and unassigned.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.assignee.is_none() && self.status.is_active()
    }

    /// The relation of `actor` to this ticket.
    #[must_use]
    pub fn relation_to(&self, actor: &Actor) -> Relation {
        Relation {
            is_reporter: actor.is(self.reporter),
            is_follower: self.followers.include(actor.id),
            is_assignee: self.assignee.is_some_and(|id| actor.is(id)),
            is_unassigned: self.assignee.is_none(),
            status: self.status,
        }
    }

    /// The ticket's counts, time, version and rating for `actor`: notes count for those who may read them.
    #[must_use]
    pub fn seen_by(&self, actor: &Actor, rules: &Workflow) -> SeenTicket {
        let reads_notes = permissions::may(actor, TicketAction::ReadNotes, &self.relation_to(actor), rules).is_ok();
        let rating = self.rating.clone().filter(|_| self.shows_rating_to(actor, rules));
        if reads_notes {
            let message_count = self.message_count + self.note_count;
            SeenTicket { message_count, updated_at: self.updated_at, version: self.version, rating }
        } else {
            let (updated_at, version) = (self.public_updated_at, self.public_version);
            SeenTicket { message_count: self.message_count, updated_at, version, rating }
        }
    }

    /// Whether `actor` may do `action` with this ticket now: the permission, then the ticket's state. This
    /// answers both the request and `allowed_actions`, so that they can't differ.
    ///
    /// # Errors
    /// The [`Refusal`] with its reason.
    pub fn check(
        &self,
        action: TicketAction,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Result<(), Refusal> {
        permissions::may(actor, action, &self.relation_to(actor), rules)?;
        match action {
            TicketAction::Move(action) => self.check_move(action, actor, rules, now),
            TicketAction::Reply => self.check_reply(actor, rules, now),
            TicketAction::Take | TicketAction::HandBack if !self.status.is_active() => Err(Refusal::NotActive),
            TicketAction::Rate if !self.status.has_outcome() => Err(Refusal::NotRateable),
            _ => Ok(()),
        }
    }

    /// Every action with the answer that `actor` would get now. Actions that reading already implies are left out.
    #[must_use]
    pub fn allowed_actions(
        &self,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Vec<(TicketAction, Result<(), Refusal>)> {
        TicketAction::all()
            .into_iter()
            .filter(|action| !matches!(action, TicketAction::See | TicketAction::ReadNotes | TicketAction::ReadRating))
            .map(|action| (action, self.check(action, actor, rules, now)))
            .collect()
    }

    /// The moves that `actor` may make now.
    pub(super) fn allowed_moves(&self, actor: &Actor, rules: &Workflow, now: OffsetDateTime) -> Vec<StatusAction> {
        transitions::moves_from(self.status, rules)
            .into_iter()
            .filter(|action| self.check(TicketAction::Move(*action), actor, rules, now).is_ok())
            .collect()
    }

    /// The time that a change at `now` is recorded with: later than every change before it. The clocks of several
    /// instances differ, and any may be set back; but a conversation must not change its order, and a reader who asks
    /// for what changed since the last read must not miss anything. Call it only while the ticket is locked.
    pub(super) fn moment(&self, now: OffsetDateTime) -> OffsetDateTime {
        now.max(self.updated_at + Duration::MILLISECOND)
    }

    /// Stamps the changes of one request: the version grows by one, and the public one unless all of them are internal.
    /// Call it before saving the ticket; the transaction of a use case does.
    pub fn touch(&mut self, facts: &[Fact], now: OffsetDateTime) {
        self.0.updated_at = self.moment(now);
        self.0.version += 1;
        if !facts.iter().all(|fact| fact.kind.is_internal()) {
            self.0.public_updated_at = self.0.updated_at;
            self.0.public_version += 1;
        }
    }
}
