//! Assigns the backlog, the tickets without an assignee, when an engineer becomes eligible: most urgent first, then
//! oldest (docs/domain.md section 5).

use crate::assignment::{self, Trigger};
use crate::ids::TicketId;
use crate::ports::BacklogQuery;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

/// The most tickets that one transaction assigns, so that it holds the engineers' lock only for a moment.
const BATCH: u32 = 50;

impl TxContext<'_> {
    /// Assigns backlog tickets, except `except`, to engineers who are eligible now. The engineers must be locked.
    ///
    /// Stops after [`BATCH`] tickets, so that the request does not take longer with a longer backlog. It then marks the
    /// backlog as unfinished, and maintenance assigns the rest.
    pub(crate) async fn assign_backlog_after_change(&mut self, except: Option<TicketId>) -> Result<(), Error> {
        if !self.desk.workflow().auto_assign {
            return Ok(());
        }
        if self.assign_backlog(except).await? == BATCH {
            self.uow.workload().mark_backlog_unfinished(true).await?;
        }
        Ok(())
    }

    /// Assigns the next batch of a backlog marked as unfinished, and returns the number of tickets assigned.
    pub(crate) async fn continue_backlog(&mut self) -> Result<u32, Error> {
        if !self.desk.workflow().auto_assign || !self.uow.workload().is_backlog_unfinished().await? {
            return Ok(0);
        }
        self.lock_engineers().await?;
        let count = self.assign_backlog(None).await?;
        if count < BATCH {
            self.uow.workload().mark_backlog_unfinished(false).await?;
        }
        Ok(count)
    }

    /// Assigns up to [`BATCH`] tickets, and returns how many. Fewer means that no engineer can take another one.
    async fn assign_backlog(&mut self, except: Option<TicketId>) -> Result<u32, Error> {
        let mut count = 0;
        while count < BATCH {
            let Some(room) = assignment::room(&self.engineers) else { break };
            let query = BacklogQuery { except, open_to: room.only, limit: room.places.min(BATCH - count) };
            let before = count;
            for ticket in self.uow.workload().backlog(query).await? {
                count += u32::from(self.assign_backlog_ticket(ticket).await?);
            }
            if count == before {
                break;
            }
        }
        Ok(count)
    }

    /// Assigns one ticket, and returns whether an engineer could take it. If not, it stays in the backlog without a new
    /// event, because its history says so already.
    async fn assign_backlog_ticket(&mut self, id: TicketId) -> Result<bool, Error> {
        let Some(before) = self.uow.tickets().find(id).await? else { return Ok(false) };
        let decision = assignment::decide(&before, Trigger::Waiting, &self.engineers);
        if decision.chosen.is_none() || !before.is_waiting() {
            return Ok(false);
        }
        let mut ticket = before.clone();
        let facts = self.apply_decision(&mut ticket, &decision).await?;
        self.record_ticket(&before, &mut ticket, facts).await?;
        Ok(true)
    }
}
