use std::collections::BTreeSet;

use crate::invalid::Invalid;
use crate::people::Actor;
use crate::permissions::{self, Relation};
use crate::ports::TicketKey;
use crate::ticket::{Priority, StatusAction, Ticket, TicketAction, TicketStatus, transitions};
use crate::use_cases::tickets::assign::AssigneeChoice;
use crate::use_cases::tickets::update::UpdateTicket;
use crate::use_cases::transaction::BasedOn;
use crate::use_cases::{Error, Tickets};

/// The same change for several tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BulkChange {
    /// [`Tickets::take`].
    Take,
    /// To this engineer, to the least loaded one, or to none.
    Assign(AssigneeChoice),
    /// To this priority.
    Prioritize(Priority),
    /// To this state, by the move that leads there from the state of each ticket.
    Move(TicketStatus),
    /// [`Tickets::mute`].
    Mute(bool),
}

/// Several tickets, and what to change of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeMany {
    /// Which tickets, in the order in which they are changed: 1 to [`ChangeMany::MOST`], each once. With the version that the caller saw,
    /// which a change of assignee, priority or state is based on.
    pub tickets: Vec<(TicketKey, BasedOn)>,
    /// The change.
    pub change: BulkChange,
}

impl ChangeMany {
    /// The most tickets of one command.
    pub const MOST: usize = 100;
}

/// What became of one ticket.
#[derive(Debug)]
pub struct ManyResult {
    /// How the command named the ticket.
    pub key: TicketKey,
    /// The ticket as it is now; `None` where the caller may not see it, or not any more.
    pub ticket: Option<Ticket>,
    /// Whether it was changed, or why not. `None` where it was not tried, for a failure came before.
    pub done: Option<Result<(), Error>>,
}

/// Which changes a person may make to tickets that they work on, for a form that offers them. Muting is open to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedChanges {
    /// Whether they may take tickets.
    pub take: bool,
    /// Whether they may give tickets to others.
    pub assign: bool,
    /// Whether they may change priorities.
    pub prioritize: bool,
    /// The states that they may move tickets to.
    pub states: Vec<TicketStatus>,
}

impl Tickets<'_> {
    /// Changes several tickets in the order of the command. Each is changed by the use case for one ticket: with its own permission,
    /// in a transaction of its own. What is refused for one ticket stops no other. A failure, such as of the store, ends the work:
    /// the tickets after it are not tried.
    ///
    /// # Errors
    /// [`Error::Field`] for `tickets` with [`Invalid::Empty`], [`Invalid::TooMany`] or [`Invalid::Repeated`]. Nothing is changed then.
    pub async fn change_many(self, actor: &Actor, command: ChangeMany) -> Result<Vec<ManyResult>, Error> {
        check(&command.tickets).map_err(|reason| Error::Field { field: "tickets", reason })?;
        let mut results = Vec::with_capacity(command.tickets.len());
        let mut has_failed = false;
        for (key, based_on) in command.tickets {
            let done =
                if has_failed { None } else { Some(self.change_one(actor, key, based_on, &command.change).await) };
            has_failed |= matches!(&done, Some(Err(error)) if !is_answer(error));
            let ticket = if has_failed { Ok(None) } else { self.ticket_now(actor, key).await };
            // What was changed is said also where the ticket can't be read any more.
            has_failed |= ticket.is_err();
            let ticket = ticket.unwrap_or_default();
            results.push(ManyResult { key, ticket, done });
        }
        Ok(results)
    }

    /// Which changes `actor` may make to tickets that they work on. Whether one may be made to a certain ticket, the change decides.
    #[must_use]
    pub fn offered_changes(self, actor: &Actor) -> OfferedChanges {
        let rules = self.desk.workflow();
        let may = |action, status| {
            let relation =
                Relation { is_reporter: false, is_follower: false, is_assignee: true, is_unassigned: false, status };
            permissions::may(actor, action, &relation, rules).is_ok()
        };
        let leads_to = |to: &TicketStatus| {
            let moves = TicketStatus::ALL
                .iter()
                .flat_map(|from| StatusAction::ALL.iter().map(|action| (*from, *action)))
                .filter(|(from, action)| transitions::next(*from, *action, rules) == Some(*to));
            moves.into_iter().any(|(from, action)| may(TicketAction::Move(action), from))
        };
        OfferedChanges {
            take: may(TicketAction::Take, TicketStatus::Open),
            assign: may(TicketAction::Assign, TicketStatus::Open),
            prioritize: may(TicketAction::Prioritize, TicketStatus::Open),
            states: TicketStatus::ALL.iter().copied().filter(leads_to).collect(),
        }
    }

    async fn ticket_now(self, actor: &Actor, key: TicketKey) -> Result<Option<Ticket>, Error> {
        match self.visible_ticket(actor, key).await {
            Ok(ticket) => Ok(Some(ticket)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn change_one(
        self,
        actor: &Actor,
        key: TicketKey,
        based_on: BasedOn,
        change: &BulkChange,
    ) -> Result<(), Error> {
        let update = match change {
            BulkChange::Take => return self.take(actor, key).await.map(drop),
            BulkChange::Mute(muted) => return self.mute(actor, key, *muted).await,
            BulkChange::Assign(choice) => UpdateTicket { assignee: Some(choice.clone()), ..UpdateTicket::default() },
            BulkChange::Prioritize(priority) => UpdateTicket { priority: Some(*priority), ..UpdateTicket::default() },
            BulkChange::Move(status) => UpdateTicket { status: Some(*status), ..UpdateTicket::default() },
        };
        self.update(actor, key, UpdateTicket { based_on, ..update }).await.map(drop)
    }
}

fn check(tickets: &[(TicketKey, BasedOn)]) -> Result<(), Invalid> {
    let mut seen = BTreeSet::new();
    match tickets {
        [] => Err(Invalid::Empty),
        _ if tickets.len() > ChangeMany::MOST => Err(Invalid::TooMany { max: ChangeMany::MOST }),
        _ if !tickets.iter().all(|(key, _)| seen.insert(key)) => Err(Invalid::Repeated),
        _ => Ok(()),
    }
}

/// Whether the error says something about one ticket. The next one may be another matter.
const fn is_answer(error: &Error) -> bool {
    matches!(
        error,
        Error::NotFound
            | Error::Refused(_)
            | Error::Stale
            | Error::QuotaExceeded(_)
            | Error::TooManyLetters { .. }
            | Error::Field { .. }
    )
}
