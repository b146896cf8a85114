use std::collections::BTreeMap;

use crate::ids::TicketId;
use crate::people::By;
use crate::ports::StorageError;
use crate::ticket::{ClosingDue, ClosingStep};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, MaintenanceTasks};

/// How many due tickets one query returns. Each gets a transaction of its own.
const BATCH: u32 = 100;

/// What one run did.
#[derive(Debug, Default)]
pub struct AutoClosed {
    /// The number of tickets whose reporter was warned.
    pub warned: u32,
    /// The number of tickets closed.
    pub closed: u32,
    /// The tickets that failed, with the error. The next run tries them again.
    pub failed: BTreeMap<TicketId, Error>,
}

impl AutoClosed {
    fn count(&mut self, ticket: TicketId, outcome: Result<Option<ClosingStep>, Error>) {
        match outcome {
            Ok(Some(ClosingStep::Warn { .. })) => self.warned += 1,
            Ok(Some(ClosingStep::Close)) => self.closed += 1,
            Ok(None) => {}
            Err(error) => {
                self.failed.insert(ticket, error);
            }
        }
    }
}

impl MaintenanceTasks<'_> {
    /// Closes resolved tickets whose grace period is over, and warns the reporters of those that will close soon.
    /// Each ticket has its own transaction, so that one that fails does not stop the others. Several instances may
    /// run this at once. Does nothing while mail is paused.
    ///
    /// # Errors
    /// [`Error::Storage`] if the store is unavailable. What was done before the error stays done.
    pub async fn auto_close(self) -> Result<AutoClosed, Error> {
        let mut auto_closed = AutoClosed::default();
        loop {
            let Some(due) = ClosingDue::at(self.desk.ports.clock.now(), self.desk.workflow()) else {
                return Ok(auto_closed);
            };
            let tickets = self.desk.ports.tickets.due_for_closing(due, BATCH).await?;
            let counts_before = (auto_closed.warned, auto_closed.closed);
            for ticket in tickets {
                if auto_closed.failed.contains_key(&ticket) {
                    continue;
                }
                match self.desk.in_transaction(By::System, |tx| Box::pin(tx.auto_close_ticket(ticket))).await {
                    Err(Error::Storage(StorageError::Unavailable(cause))) => {
                        return Err(StorageError::Unavailable(cause).into());
                    }
                    outcome => auto_closed.count(ticket, outcome),
                }
            }
            // No progress: the remaining tickets failed, or another instance is working on them.
            if counts_before == (auto_closed.warned, auto_closed.closed) {
                return Ok(auto_closed);
            }
        }
    }
}

impl TxContext<'_> {
    /// Warns or closes one ticket, if it is still due once it is locked: since the query it may have been reopened, or
    /// closed by another instance. The engineers are not locked, because a resolved ticket is not part of a load.
    async fn auto_close_ticket(&mut self, id: TicketId) -> Result<Option<ClosingStep>, Error> {
        // While mail is paused, the warning would not be sent, and it could be dropped when mail is resumed.
        if self.is_mail_paused().await? {
            return Ok(None);
        }
        let Some(before) = self.uow.tickets().find(id).await? else { return Ok(None) };
        let (rules, now) = (self.desk.workflow(), self.now);
        let step = before.closing_step(rules, now);
        let mut ticket = before.clone();
        let facts = ticket.close_by_itself(rules, now);
        self.record_ticket(&before, &mut ticket, facts).await?;
        Ok(step)
    }
}
