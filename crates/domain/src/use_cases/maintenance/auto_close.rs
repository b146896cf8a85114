use std::collections::BTreeMap;

use crate::ids::TicketId;
use crate::people::By;
use crate::ports::StorageError;
use crate::ticket::{ClosingDue, ClosingStep};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, MaintenanceTasks};

/// How many tickets are looked up at once. Each is dealt with on its own.
const BATCH: u32 = 100;

/// What a sweep did.
#[derive(Debug, Default)]
pub struct AutoClosed {
    /// How many tickets have a reporter who was warned.
    pub warned: u32,
    /// How many tickets were closed.
    pub closed: u32,
    /// With which tickets it failed; the next sweep tries again.
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
    /// Warns the reporters of resolved tickets that will close by themselves, and closes those whose time has come: each
    /// in a unit of work of its own, so that one ticket that fails stops no other. Several instances may sweep at once.
    /// While mail is paused, nothing happens.
    ///
    /// # Errors
    /// [`Error::Storage`] where the store is gone; what was done until then is done.
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
            // Where nothing went on, the rest failed, or is under way on another instance.
            if counts_before == (auto_closed.warned, auto_closed.closed) {
                return Ok(auto_closed);
            }
        }
    }
}

impl TxContext<'_> {
    /// Looks again once the ticket is locked: since it was found to be due, somebody may have reopened it, or another
    /// instance closed it. A resolved ticket is nobody's load, so that the engineers need no lock.
    async fn auto_close_ticket(&mut self, id: TicketId) -> Result<Option<ClosingStep>, Error> {
        // A warning that waits warns nobody, and whoever resumes mail may drop it.
        if self.uow.maintenance().mail_paused_since().await?.is_some() {
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
