use std::collections::BTreeSet;

use crate::invalid::Invalid;
use crate::people::Actor;
use crate::permissions::{self, Relation};
use crate::ports::{KeyedRequest, TicketKey};
use crate::ticket::{StatusAction, Ticket, TicketAction, TicketStatus, transitions};
use crate::use_cases::tickets::bulk_change::{BulkChange, PartExecution, is_answer};
use crate::use_cases::transaction::BasedOn;
use crate::use_cases::{Error, Tickets};

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
        check(&command.tickets)?;
        Ok(self.change_each(actor, command, &[]).await)
    }

    /// Carries out each change: with `parts`, once for each of these requests, of which there is one for each ticket.
    pub(super) async fn change_each(
        self,
        actor: &Actor,
        command: ChangeMany,
        parts: &[KeyedRequest],
    ) -> Vec<ManyResult> {
        let mut results = Vec::with_capacity(command.tickets.len());
        let mut has_failed = false;
        for (index, (key, based_on)) in command.tickets.into_iter().enumerate() {
            let execution = parts.get(index).map_or(PartExecution::Commit, PartExecution::Once);
            let done = match has_failed {
                true => None,
                false => Some(self.change_one(actor, key, based_on, &command.change, execution).await.map(drop)),
            };
            has_failed |= matches!(&done, Some(Err(error)) if !is_answer(error));
            let ticket = if has_failed { Ok(None) } else { self.ticket_now(actor, key).await };
            // What was changed is said also where the ticket can't be read any more.
            has_failed |= ticket.is_err();
            let ticket = ticket.unwrap_or_default();
            results.push(ManyResult { key, ticket, done });
        }
        results
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
}

pub(super) fn check(tickets: &[(TicketKey, BasedOn)]) -> Result<(), Error> {
    check_list(tickets).map_err(|reason| Error::Field { field: "tickets", reason })
}

fn check_list(tickets: &[(TicketKey, BasedOn)]) -> Result<(), Invalid> {
    let mut seen = BTreeSet::new();
    match tickets {
        [] => Err(Invalid::Empty),
        _ if tickets.len() > ChangeMany::MOST => Err(Invalid::TooMany { max: ChangeMany::MOST }),
        _ if !tickets.iter().all(|(key, _)| seen.insert(key)) => Err(Invalid::Repeated),
        _ => Ok(()),
    }
}
