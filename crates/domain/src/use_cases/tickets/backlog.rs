//! Handing out what waits: most urgent first, then oldest, whenever somebody becomes eligible (domain.md section 5).

use crate::assignment::{self, Trigger};
use crate::ids::TicketId;
use crate::people::By;
use crate::ports::Waiting;
use crate::use_cases::transaction::context::Work;
use crate::use_cases::{Error, UseCases};

/// The most tickets that are handed out in one unit of work: others wait for it no longer than for any other.
const BATCH: u32 = 50;

impl UseCases {
    /// Goes on with a hand-out that stopped at its bound, and says how many tickets that were. Several instances may do
    /// so at once.
    ///
    /// # Errors
    /// [`Error::Storage`]; what was handed out until then is.
    pub async fn hand_out_rest(&self) -> Result<u32, Error> {
        let mut all = 0;
        loop {
            match self.in_one_go(By::System, |work| Box::pin(work.hand_out_more())).await? {
                0 => return Ok(all),
                some => all += some,
            }
        }
    }
}

impl Work<'_> {
    /// Hands out what waits to whoever is eligible by now; all but `except`. The engineers must be locked. After a bounded
    /// number of tickets it stops, and leaves word that there is a rest: what a person waits for must not take longer
    /// the more tickets wait.
    pub(crate) async fn hand_out_waiting(&mut self, except: Option<TicketId>) -> Result<(), Error> {
        if !self.desk.workflow().auto_assign {
            return Ok(());
        }
        if self.hand_out(except).await? == BATCH {
            self.uow.workload().note_rest(true).await?;
        }
        Ok(())
    }

    async fn hand_out_more(&mut self) -> Result<u32, Error> {
        if !self.desk.workflow().auto_assign || !self.uow.workload().has_rest().await? {
            return Ok(0);
        }
        self.lock_engineers().await?;
        let count = self.hand_out(None).await?;
        if count < BATCH {
            self.uow.workload().note_rest(false).await?;
        }
        Ok(count)
    }

    /// Fewer than [`BATCH`] only where nothing is left that anybody could take.
    async fn hand_out(&mut self, except: Option<TicketId>) -> Result<u32, Error> {
        let mut count = 0;
        while count < BATCH {
            let Some(room) = assignment::room(&self.engineers) else { break };
            let wanted = Waiting { except, not_reported_by: room.only, limit: room.places.min(BATCH - count) };
            let before = count;
            for ticket in self.uow.workload().waiting(wanted).await? {
                count += u32::from(self.hand_out_one(ticket).await?);
            }
            if count == before {
                break;
            }
        }
        Ok(count)
    }

    /// Whether somebody got it. Where nobody can, it goes on waiting, and its history has said so already.
    async fn hand_out_one(&mut self, id: TicketId) -> Result<bool, Error> {
        let Some(before) = self.uow.tickets().find(id).await? else { return Ok(false) };
        let decision = assignment::decide(&before, Trigger::Waiting, &self.engineers);
        if decision.chosen.is_none() || !before.is_waiting() {
            return Ok(false);
        }
        let mut ticket = before.clone();
        let facts = self.place(&mut ticket, &decision).await?;
        self.record_ticket(&before, &mut ticket, facts).await?;
        Ok(true)
    }
}
