use async_trait::async_trait;

use super::super::{CustomerUses, StorageError};
use super::Unsupported;
use crate::ids::PersonId;
use crate::quota::CustomerUse;

#[async_trait]
impl CustomerUses for Unsupported {
    /// Counts the present request only.
    async fn count_use(
        &mut self,
        _: PersonId,
        _: i64,
        tickets_today: u32,
        text_today: u64,
        _: u32,
    ) -> Result<CustomerUse, StorageError> {
        Ok(CustomerUse { open_tickets: 0, tickets_today, text_today })
    }
}
