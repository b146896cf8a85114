use crate::people::By;
use crate::use_cases::transaction::context::Work;
use crate::use_cases::transaction::execution::KEYS_ARE_KEPT;
use crate::use_cases::{Error, UseCases};

impl UseCases {
    /// Removes up to `limit` idempotency keys that no longer count, and says how many those were.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn forget_keys(&self, limit: u32) -> Result<u64, Error> {
        self.in_one_go(By::System, |work| Box::pin(work.forget_keys(limit))).await
    }
}

impl Work<'_> {
    async fn forget_keys(&mut self, limit: u32) -> Result<u64, Error> {
        let forgotten = self.now - KEYS_ARE_KEPT;
        Ok(self.uow.idempotency_keys().forget(forgotten, limit).await?)
    }
}
