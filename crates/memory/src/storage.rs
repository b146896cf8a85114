//! The storage: it begins units of work and gives the queries the committed state.

use std::sync::Arc;

use async_trait::async_trait;
use deskhand_domain::ports::{Storage, StorageError, UnitOfWork};

use crate::shared::Shared;
use crate::state::State;
use crate::unit_of_work::MemoryUnitOfWork;

/// The storage. Its clones share what they hold.
#[derive(Clone, Default)]
pub struct MemoryStorage(Arc<Shared>);

impl MemoryStorage {
    /// An empty storage.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn committed(&self) -> Arc<State> {
        self.0.committed()
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        let writer = self.0.lock_writer().await;
        Ok(Box::new(MemoryUnitOfWork::new(Arc::clone(&self.0), writer)))
    }
}
