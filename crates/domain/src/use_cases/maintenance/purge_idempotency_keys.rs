use crate::people::By;
use crate::use_cases::transaction::IDEMPOTENCY_KEY_LIFETIME;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, MaintenanceTasks};

impl MaintenanceTasks<'_> {
    /// Deletes up to `limit` idempotency keys older than [`IDEMPOTENCY_KEY_LIFETIME`], and returns how many.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn purge_idempotency_keys(self, limit: u32) -> Result<u64, Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.purge_keys_batch(limit))).await
    }
}

impl TxContext<'_> {
    async fn purge_keys_batch(&mut self, limit: u32) -> Result<u64, Error> {
        let expired_before = self.now - IDEMPOTENCY_KEY_LIFETIME;
        Ok(self.uow.idempotency_keys().forget(expired_before, limit).await?)
    }
}
