use crate::people::Actor;
use crate::ports::TicketKey;
use crate::use_cases::tickets::bulk_change::{PartExecution, is_answer};
use crate::use_cases::tickets::change_many::{ChangeMany, check};
use crate::use_cases::{Error, Plan, TicketDetail, Tickets};

/// What a change of several tickets would do with one of them.
#[derive(Debug)]
pub struct PlannedChange {
    /// How the command named the ticket.
    pub key: TicketKey,
    /// The plan, or why it would be refused. `None` for a change that has no events, such as muting.
    pub plan: Result<Option<Plan<TicketDetail>>, Error>,
}

impl Tickets<'_> {
    /// What [`Tickets::change_many`] would do, without doing it. Each change is planned by itself, as if the others were not made.
    ///
    /// # Errors
    /// As [`Tickets::change_many`]; and a failure, such as of the store.
    pub async fn plan_many(self, actor: &Actor, command: ChangeMany) -> Result<Vec<PlannedChange>, Error> {
        check(&command.tickets)?;
        let mut planned = Vec::with_capacity(command.tickets.len());
        for (key, based_on) in command.tickets {
            let plan = self.change_one(actor, key, based_on, &command.change, PartExecution::Plan).await;
            match plan {
                Err(error) if !is_answer(&error) => return Err(error),
                plan => planned.push(PlannedChange { key, plan }),
            }
        }
        Ok(planned)
    }
}
