//! What customers have and write, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{CustomerUses, StorageError};
use deskhand_domain::quota::CustomerUse;

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl CustomerUses for MemoryUnitOfWork {
    async fn count_use(
        &mut self,
        customer: PersonId,
        day: i64,
        tickets: u32,
        text: u64,
        count_open: u32,
    ) -> Result<CustomerUse, StorageError> {
        let active =
            self.read().tickets.values().filter(|ticket| ticket.reporter == customer && ticket.status.is_active());
        let open_tickets = u32::try_from(active.count()).unwrap_or(u32::MAX).min(count_open);
        let used = self.write().daily_use.entry(customer).or_default();
        if used.0 != day {
            *used = (day, 0, 0);
        }
        used.1 += tickets;
        used.2 += text;
        Ok(CustomerUse { open_tickets, tickets_today: used.1, text_today: used.2 })
    }
}
