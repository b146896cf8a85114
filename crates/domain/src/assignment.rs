//! Who gets a ticket: pure, and in two stages (docs/domain.md section 5). The answer carries its reasons.

use time::OffsetDateTime;

use crate::history::{EventKind, Fact};
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
        /// They handed it back, and it was not assigned since.
        HandedBack = "handed_back",
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
        /// Its engineer handed it back to the queue.
        HandedBack = "handed_back",
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

    /// The engineer gave the ticket back to the queue.
    #[must_use]
    pub fn handed_back(ticket: TicketId, by: PersonId) -> Self {
        let excluded = vec![(by, Exclusion::HandedBack)];
        Self { excluded, ..Self::by_person(ticket, Trigger::HandedBack, None) }
    }

    /// Assigns the ticket as decided. The facts have the system as author.
    pub fn assign(&self, ticket: &mut Ticket) -> Vec<Fact> {
        let mut facts: Vec<Fact> = ticket.assign(self.chosen).into_iter().map(Fact::automatic).collect();
        if self.chosen.is_none() {
            facts.push(Fact::new(EventKind::NobodyEligible).after(self.why_unassigned().as_str()).automatic());
        }
        facts
    }

    /// Why no engineer was assigned.
    #[must_use]
    pub fn why_unassigned(&self) -> WhyUnassigned {
        let all_are = |why| !self.excluded.is_empty() && self.excluded.iter().all(|(_, reason)| *reason == why);
        if self.excluded.is_empty() {
            WhyUnassigned::NoEngineer
        } else if all_are(Exclusion::NotApproved) {
            WhyUnassigned::NoneApproved
        } else if all_are(Exclusion::Away) {
            WhyUnassigned::AllAway
        } else if all_are(Exclusion::AtCapacity) {
            WhyUnassigned::AllAtCapacity
        } else if all_are(Exclusion::HandedBack) {
            WhyUnassigned::HandedBack
        } else {
            WhyUnassigned::AllExcluded
        }
    }
}

word_type! {
    /// Why no engineer was assigned. The history stores these words.
    WhyUnassigned: "a reason why nobody is assigned" {
        /// The desk has none.
        NoEngineer = "there is no engineer",
        /// All wait for approval, or lost it.
        NoneApproved = "no engineer is approved",
        /// All said they are away.
        AllAway = "every engineer is away",
        /// All have as many tickets as they take.
        AllAtCapacity = "every engineer is at capacity",
        /// It came back from the only one.
        HandedBack = "the only engineer handed it back",
        /// Several of these reasons.
        AllExcluded = "every engineer is away, at capacity, not approved, the reporter, or handed it back",
    }
}

/// The first stage: whether `engineer` can be assigned `ticket` automatically.
///
/// # Errors
/// [`Exclusion`] says why not.
pub fn eligible(engineer: &EngineerLoad, ticket: &Ticket) -> Result<(), Exclusion> {
    match has_room(engineer) {
        Ok(()) | Err(Exclusion::AtCapacity) if engineer.id == ticket.reporter => Err(Exclusion::IsReporter),
        Ok(()) | Err(Exclusion::AtCapacity) if ticket.handed_back_by == Some(engineer.id) => Err(Exclusion::HandedBack),
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

/// How many tickets the engineers can take together, apart from which of them each ticket is barred to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// How many open tickets they take together; [`u32::MAX`] for any number.
    pub places: u32,
    /// The engineers with room, where they are one or two; empty where there are more. A ticket is barred to at most two:
    /// to its reporter, and to the engineer who handed it back.
    pub only: Vec<PersonId>,
}

/// `None` where no engineer could take any ticket. Else every unassigned ticket can be assigned, except those that are barred
/// to all of [`Room::only`].
#[must_use]
pub fn room(engineers: &[EngineerLoad]) -> Option<Room> {
    let able: Vec<_> = engineers.iter().filter(|engineer| has_room(engineer).is_ok()).collect();
    let places =
        |load: &&EngineerLoad| load.capacity.map_or(u32::MAX, |max| max.get().saturating_sub(load.open_tickets));
    let total = able.iter().map(places).reduce(u32::saturating_add)?;
    let only = if able.len() <= 2 { able.iter().map(|engineer| engineer.id).collect() } else { Vec::new() };
    Some(Room { places: total, only })
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
