use crate::people::Actor;
use crate::ports::{KeyedRequest, TicketKey};
use crate::ticket::{Priority, TicketStatus};
use crate::use_cases::tickets::assign::AssigneeChoice;
use crate::use_cases::tickets::update::UpdateTicket;
use crate::use_cases::transaction::BasedOn;
use crate::use_cases::{Error, Execution, Idempotent, Outcome, Plan, TicketDetail, Tickets};

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
    /// [`Tickets::update`]: of each ticket all of it or nothing. The version is that of each ticket; the one of the command does not count.
    Update(UpdateTicket),
}

/// How the change of one ticket of several is carried out.
#[derive(Clone, Copy)]
pub(super) enum PartExecution<'a> {
    Commit,
    /// Once for this request.
    Once(&'a KeyedRequest),
    Plan,
}

impl<'a> PartExecution<'a> {
    fn execution<T: 'a>(self) -> Execution<'a, T> {
        match self {
            Self::Commit => Execution::Commit,
            Self::Once(request) => Execution::Idempotent(Idempotent { request, answer: &was_done::<T> }),
            Self::Plan => Execution::DryRun,
        }
    }
}

/// What is stored of one change: only that it was made. The answer to all of them is stored when all are done.
fn was_done<T>(_: &T) -> Option<String> {
    Some("done".to_owned())
}

impl Tickets<'_> {
    /// Changes one ticket of several, in a transaction of its own. The plan is that of [`PartExecution::Plan`], and `None` for a change
    /// that has no events.
    pub(super) async fn change_one(
        self,
        actor: &Actor,
        key: TicketKey,
        based_on: BasedOn,
        change: &BulkChange,
        execution: PartExecution<'_>,
    ) -> Result<Option<Plan<TicketDetail>>, Error> {
        let update = match change {
            BulkChange::Take => return self.take_with(actor, key, &execution.execution()).await.map(plan_of),
            BulkChange::Mute(muted) => {
                return self.mute_with(actor, key, *muted, &execution.execution()).await.map(|_| None);
            }
            BulkChange::Assign(choice) => UpdateTicket { assignee: Some(choice.clone()), ..UpdateTicket::default() },
            BulkChange::Prioritize(priority) => UpdateTicket { priority: Some(*priority), ..UpdateTicket::default() },
            BulkChange::Move(status) => UpdateTicket { status: Some(*status), ..UpdateTicket::default() },
            BulkChange::Update(update) => update.clone(),
        };
        let update = UpdateTicket { based_on, ..update };
        self.update_with(actor, key, update, &execution.execution()).await.map(plan_of)
    }
}

fn plan_of(outcome: Outcome<TicketDetail>) -> Option<Plan<TicketDetail>> {
    match outcome {
        Outcome::Planned(plan) => Some(plan),
        Outcome::Done(_) | Outcome::Replayed(_) => None,
    }
}

/// Whether the error says something about one ticket. The next one may be another matter.
pub(super) const fn is_answer(error: &Error) -> bool {
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
