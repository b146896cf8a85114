use super::context::TxContext;
use crate::people::{Actor, Role};
use crate::quota::{Quotas, day_of};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Counts what a customer opens and writes, and checks the quotas. It comes after the locks of engineers and ticket, so that all
    /// transactions lock in one order. Where it fails, nothing of it is counted, for the transaction is undone.
    pub(crate) async fn count_use(&mut self, actor: &Actor, tickets: u32, text: usize) -> Result<(), Error> {
        let quotas = &self.desk.rules().quotas;
        if actor.role != Role::Customer || *quotas == Quotas::NONE {
            return Ok(());
        }
        // The ticket that is being opened is not there yet.
        let count_open = if tickets > 0 { quotas.open_tickets.unwrap_or(0) } else { 0 };
        let (day, text) = (day_of(self.now), u64::try_from(text).unwrap_or(u64::MAX));
        let mut used = self.uow.customer_uses().count_use(actor.id, day, tickets, text, count_open).await?;
        used.open_tickets += tickets;
        Ok(quotas.check(used, self.now)?)
    }
}
