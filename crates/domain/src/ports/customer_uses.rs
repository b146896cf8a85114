use async_trait::async_trait;

use super::StorageError;
use crate::ids::PersonId;
use crate::quota::CustomerUse;

/// What customers have and write, counted for quotas, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait CustomerUses: Send {
    /// Adds what a customer opens and writes on `day`, and says what it comes to. What was counted for another day is forgotten. Of the
    /// tickets that are open or blocked now, `count_open` are counted at most.
    ///
    /// Of two concurrent units of work of one customer, the second MUST see what the first added.
    async fn count_use(
        &mut self,
        customer: PersonId,
        day: i64,
        tickets: u32,
        text: u64,
        count_open: u32,
    ) -> Result<CustomerUse, StorageError>;
}
