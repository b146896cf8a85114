//! Who gets a ticket: pure, and in two stages (docs/domain.md section 5). The answer carries its reasons.

use time::OffsetDateTime;

use crate::ids::{PersonId, TicketId};
use crate::people::{AccountStatus, Availability, Capacity, Role};
use crate::text::word_type;
use crate::ticket::Ticket;

/// An engineer as the assignment looks at them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineerLoad {
    /// Who it is.
    pub id: PersonId,
    /// What they are now; a demoted engineer is not eligible.
    pub role: Role,
    /// Whether the account is in use.
    pub status: AccountStatus,
    /// Whether they take tickets.
    pub availability: Availability,
    /// The most open tickets they take.
    pub capacity: Option<Capacity>,
    /// How many tickets they have that are `open`.
    pub open_tickets: u32,
    /// When a ticket last went to them.
    pub last_assigned_at: Option<OffsetDateTime>,
}

word_type! {
    /// Why an engineer was not considered.
    Exclusion: "a reason for exclusion" {
        /// The account is not in use, or not an engineer's.
        NotApproved = "not_approved",
        /// They said they are away.
        Away = "away",
        /// They have as many open tickets as they take.
        AtCapacity = "at_capacity",
        /// It is their own ticket.
        IsReporter = "is_reporter",
    }
}

word_type! {
    /// What made the assignment look at a ticket.
    Trigger: "a trigger of assignment" {
        /// It was opened.
        Opened = "opened",
        /// It was reopened.
        Reopened = "reopened",
        /// It waited, and an engineer became eligible.
        Waiting = "waiting",
        /// Its engineer left.
        GivenBack = "given_back",
        /// An admin asked for the least loaded engineer.
        AskedFor = "asked_for",
        /// An admin named the engineer, or chose none.
        ByHand = "by_hand",
        /// The engineer took it.
        Taken = "taken",
    }
}

/// Who got a ticket, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Which ticket.
    pub ticket: TicketId,
    /// What made the assignment look.
    pub trigger: Trigger,
    /// The new assignee; `None` where no engineer was eligible, or an admin chose none.
    pub chosen: Option<PersonId>,
    /// Who could have had it, best first. Empty where a person decided.
    pub candidates: Vec<EngineerLoad>,
    /// Who could not, and why.
    pub excluded: Vec<(PersonId, Exclusion)>,
}

impl Decision {
    /// A decision that a person made.
    #[must_use]
    pub const fn by_person(ticket: TicketId, trigger: Trigger, chosen: Option<PersonId>) -> Self {
        Self { ticket, trigger, chosen, candidates: Vec::new(), excluded: Vec::new() }
    }

    /// Why no engineer was assigned, in words for the history and the admins.
    #[must_use]
    pub fn why_unassigned(&self) -> &'static str {
        let all_are = |why| !self.excluded.is_empty() && self.excluded.iter().all(|(_, reason)| *reason == why);
        if self.excluded.is_empty() {
            "there is no engineer"
        } else if all_are(Exclusion::NotApproved) {
            "no engineer is approved"
        } else if all_are(Exclusion::Away) {
            "every engineer is away"
        } else if all_are(Exclusion::AtCapacity) {
            "every engineer is at capacity"
        } else {
            "every engineer is away, at capacity, not approved, or the reporter"
        }
    }
}

/// The first stage: whether `engineer` can be assigned `ticket` automatically.
///
/// # Errors
/// [`Exclusion`] says why not.
pub fn eligible(engineer: &EngineerLoad, ticket: &Ticket) -> Result<(), Exclusion> {
    match has_room(engineer) {
        Ok(()) | Err(Exclusion::AtCapacity) if engineer.id == ticket.reporter => Err(Exclusion::IsReporter),
        answer => answer,
    }
}

/// Whether they could have a ticket at all.
fn has_room(engineer: &EngineerLoad) -> Result<(), Exclusion> {
    if engineer.role != Role::Engineer || engineer.status != AccountStatus::Approved {
        Err(Exclusion::NotApproved)
    } else if engineer.availability != Availability::Available {
        Err(Exclusion::Away)
    } else if engineer.capacity.is_some_and(|max| engineer.open_tickets >= max.get()) {
        Err(Exclusion::AtCapacity)
    } else {
        Ok(())
    }
}

/// How many tickets the engineers can take together, apart from who reported them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// How many open tickets they take together; [`u32::MAX`] for any number.
    pub places: u32,
    /// The engineer with room, where there is only one: tickets that they reported themselves cannot be assigned.
    pub only: Option<PersonId>,
}

/// `None` where no engineer could take any ticket. Else every unassigned ticket can be assigned, except those that
/// [`Room::only`] reported.
#[must_use]
pub fn room(engineers: &[EngineerLoad]) -> Option<Room> {
    let mut room: Option<Room> = None;
    for engineer in engineers.iter().filter(|engineer| has_room(engineer).is_ok()) {
        let places = engineer.capacity.map_or(u32::MAX, |max| max.get().saturating_sub(engineer.open_tickets));
        room = Some(match room {
            None => Room { places, only: Some(engineer.id) },
            Some(others) => Room { places: others.places.saturating_add(places), only: None },
        });
    }
    room
}

/// The second stage: the fewest open tickets; then the longest since the last assignment, never first; then the
/// lowest id.
#[must_use]
pub fn least_loaded(candidates: &[EngineerLoad]) -> Option<&EngineerLoad> {
    candidates.iter().min_by_key(|engineer| rank(engineer))
}

/// Both stages for one ticket.
#[must_use]
pub fn decide(ticket: &Ticket, trigger: Trigger, engineers: &[EngineerLoad]) -> Decision {
    let mut candidates = Vec::new();
    let mut excluded = Vec::new();
    for engineer in engineers {
        match eligible(engineer, ticket) {
            Ok(()) => candidates.push(engineer.clone()),
            Err(reason) => excluded.push((engineer.id, reason)),
        }
    }
    candidates.sort_by_key(rank);
    let chosen = least_loaded(&candidates).map(|engineer| engineer.id);
    Decision { ticket: ticket.id, trigger, chosen, candidates, excluded }
}

/// On reopening, the former assignee keeps the ticket if still eligible; else it is decided anew.
#[must_use]
pub fn decide_on_reopen(ticket: &Ticket, former: Option<PersonId>, engineers: &[EngineerLoad]) -> Decision {
    let mut decision = decide(ticket, Trigger::Reopened, engineers);
    if former.is_some_and(|id| decision.candidates.iter().any(|engineer| engineer.id == id)) {
        decision.chosen = former;
    }
    decision
}

/// `None` sorts before every time: never assigned goes first.
fn rank(engineer: &EngineerLoad) -> (u32, Option<OffsetDateTime>, PersonId) {
    (engineer.open_tickets, engineer.last_assigned_at, engineer.id)
}
